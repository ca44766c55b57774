package dev.tintype.caption.save;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import dev.tintype.caption.save.CaptionResult.Status;
import dev.tintype.web.ndjson.StreamTally;

/**
 * The response to a batch of captions.
 *
 * @param operationId the save
 * @param saved the number of captions that became current, even if a later item replaced
 * them
 * @param kept the number of captions in the history only
 * @param missing the number of items whose image is unknown
 * @param invalid the number of items with a fault
 * @param results one per item, in the order of the batch
 */
public record CaptionAnswer(UUID operationId, long saved, long kept, long missing, long invalid,
		List<CaptionResult> results) {

	/**
	 * Counts results.
	 * @param results in the order of the batch
	 */
	public static CaptionAnswer of(UUID operationId, List<CaptionResult> results) {
		return new CaptionAnswer(operationId, count(results, Status.SAVED), count(results, Status.KEPT),
				count(results, Status.MISSING), count(results, Status.INVALID), results);
	}

	/**
	 * Counts the results of a stream.
	 * @return a tally with the same members as the response to a batch
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
