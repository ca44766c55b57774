package dev.tintype.operation.integrity;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A search for one kind of damage that no constraint of the database holds off, or that
 * comes about past its constraints.
 *
 * @param name stable, such as {@code images.current-caption}
 * @param description what counts as damage and what a repair does, one or two sentences
 * @param deep whether it reads contents, which takes time in proportion to their bytes
 * @param findings each a short text with ids or paths, nothing secret in it; it changes
 * nothing, holds little in memory, and tells nothing false while others write
 * @param repair repairs all that can be repaired without losing what a person made, batch
 * by batch, each looked at once more in the transaction that repairs it, and tells how
 * many it was; null where nothing is safe
 */
public record IntegrityCheck(String name, String description, boolean deep, Flux<String> findings,
		@Nullable Mono<Long> repair) {

	/**
	 * A check that reads no contents.
	 * @param repair of it, null where nothing is safe
	 * @return the check
	 */
	public static IntegrityCheck quick(String name, String description, Flux<String> findings,
			@Nullable Mono<Long> repair) {
		return new IntegrityCheck(name, description, false, findings, repair);
	}

	/**
	 * A check that reads contents.
	 * @param repair of it, null where nothing is safe
	 * @return the check
	 */
	public static IntegrityCheck deep(String name, String description, Flux<String> findings,
			@Nullable Mono<Long> repair) {
		return new IntegrityCheck(name, description, true, findings, repair);
	}

	/**
	 * Whether a repair is tried.
	 * @return false for a check that only reports
	 */
	public boolean repairable() {
		return this.repair != null;
	}

}
