package dev.tintype.caption.operation;

import java.util.UUID;

import reactor.core.publisher.Mono;

/**
 * Work that writes the captions of an operation over time. A feature contributes a bean,
 * so that no operation is undone while it grows.
 */
public interface OperationOwner {

	/**
	 * Looks for a reason why an operation cannot be undone or redone yet.
	 * @return a sentence for people; empty if this work does not write captions of the
	 * operation
	 */
	Mono<String> obstacle(UUID operationId);

}
