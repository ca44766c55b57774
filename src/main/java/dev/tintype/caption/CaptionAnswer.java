package dev.tintype.caption;

import java.util.List;
import java.util.UUID;

import dev.tintype.caption.CaptionResult.Status;

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
	 * @param operationId the save
	 * @param results in the order of the batch
	 * @return the answer
	 */
	static CaptionAnswer of(UUID operationId, List<CaptionResult> results) {
		return new CaptionAnswer(operationId, count(results, Status.SAVED), count(results, Status.KEPT),
				count(results, Status.MISSING), count(results, Status.INVALID), results);
	}

	private static long count(List<CaptionResult> results, Status status) {
		return results.stream().filter((result) -> result.status() == status).count();
	}

}
