package dev.tintype.caption.save;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import dev.tintype.caption.save.CaptionResult.Status;
import dev.tintype.web.ndjson.StreamTally;

/**
 * The answer to a batch of captions.
 *
 * @param operationId the save
 * @param saved how many are current now, or were until a later item
 * @param kept how many are in the history only
 * @param missing how many name no image
 * @param invalid how many have a fault
 * @param results an item each, in the order of the batch
 */
record CaptionAnswer(UUID operationId, long saved, long kept, long missing, long invalid, List<CaptionResult> results) {

	/**
	 * Counts results.
	 * @param results in the order of the batch
	 * @return the answer
	 */
	static CaptionAnswer of(UUID operationId, List<CaptionResult> results) {
		return new CaptionAnswer(operationId, count(results, Status.SAVED), count(results, Status.KEPT),
				count(results, Status.MISSING), count(results, Status.INVALID), results);
	}

	/**
	 * Counts the results of a stream.
	 * @return a tally with the same members as an answer to a batch
	 */
	static StreamTally<CaptionResult> tally(UUID operationId) {
		return new StreamTally<>(Map.of("operation_id", operationId),
				Stream.of(Status.SAVED, Status.KEPT, Status.MISSING, Status.INVALID).map(Status::word).toList(),
				Set.of(Status.SAVED.word()), (result) -> result.status().word());
	}

	private static long count(List<CaptionResult> results, Status status) {
		return results.stream().filter((result) -> result.status() == status).count();
	}

}
