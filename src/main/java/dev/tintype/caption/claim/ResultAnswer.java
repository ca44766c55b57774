package dev.tintype.caption.claim;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.tintype.caption.claim.RunResult.Status;
import dev.tintype.web.ndjson.StreamTally;

/**
 * The response to results.
 *
 * @param results one per item, in order
 */
record ResultAnswer(UUID operationId, long saved, long kept, long missing, long invalid, long failed,
		List<RunResult> results) {

	static ResultAnswer of(UUID operationId, List<RunResult> results) {
		return new ResultAnswer(operationId, count(results, Status.SAVED), count(results, Status.KEPT),
				count(results, Status.MISSING), count(results, Status.INVALID), count(results, Status.FAILED), results);
	}

	/**
	 * Counts the results of a stream.
	 * @return a tally with the same members
	 */
	static StreamTally<RunResult> tally(UUID operationId) {
		return new StreamTally<>(Map.of("operation_id", operationId),
				Arrays.stream(Status.values()).map(Status::word).toList(), Set.of(Status.SAVED.word()),
				(result) -> result.status().word());
	}

	private static long count(List<RunResult> results, Status status) {
		return results.stream().filter((result) -> result.status() == status).count();
	}

}
