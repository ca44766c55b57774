package dev.tintype.operation.integrity;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A check for one kind of damage that the constraints of the database cannot prevent, or
 * that bypasses them.
 *
 * @param name stable, such as {@code images.current-caption}
 * @param description what counts as damage and what a repair does, in one or two
 * sentences
 * @param deep whether it reads contents, which takes time in proportion to their bytes
 * @param findings short texts with ids or paths and without secrets; the check changes
 * nothing, needs little memory, and reports nothing false while others write
 * @param repair repairs what can be repaired without losing what a person wrote, and
 * returns the number of repairs. It works in batches and checks each item again in the
 * transaction that repairs it; null if no repair is safe
 */
public record IntegrityCheck(String name, String description, boolean deep, Flux<String> findings,
		@Nullable Mono<Long> repair) {

	/**
	 * A check that does not read contents.
	 * @param repair null if no repair is safe
	 * @return the check
	 */
	public static IntegrityCheck quick(String name, String description, Flux<String> findings,
			@Nullable Mono<Long> repair) {
		return new IntegrityCheck(name, description, false, findings, repair);
	}

	/**
	 * A check that reads contents.
	 * @param repair null if no repair is safe
	 * @return the check
	 */
	public static IntegrityCheck deep(String name, String description, Flux<String> findings,
			@Nullable Mono<Long> repair) {
		return new IntegrityCheck(name, description, true, findings, repair);
	}

	/**
	 * Whether a repair is possible.
	 * @return false for a check that only reports
	 */
	public boolean repairable() {
		return this.repair != null;
	}

}
