package dev.tintype.library.edit;

import java.util.List;
import java.util.UUID;

import dev.tintype.library.edit.BatchResult.Status;
import org.jspecify.annotations.Nullable;

/**
 * The response to a batch.
 *
 * @param operationId by which the batch can be undone, null if it has changed nothing
 * @param results in the order of the items
 */
record BatchAnswer(@Nullable UUID operationId, long changed, long unchanged, long refused, long missing, long invalid,
		List<BatchResult> results) {

	static BatchAnswer of(UUID operationId, boolean isTrial, List<BatchResult> results) {
		long changed = count(results, Status.CHANGED);
		return new BatchAnswer((changed > 0 && !isTrial) ? operationId : null, changed,
				count(results, Status.UNCHANGED), count(results, Status.REFUSED), count(results, Status.MISSING),
				count(results, Status.INVALID), results);
	}

	private static long count(List<BatchResult> results, Status status) {
		return results.stream().filter((result) -> result.status() == status).count();
	}

}
