package dev.tintype.text.promptsave;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import dev.tintype.text.promptsave.PromptResult.Status;
import dev.tintype.web.ndjson.StreamTally;

/**
 * The answer to a batch of prompts.
 *
 * @param created how many are new
 * @param counted how many were known
 * @param invalid how many have a fault
 * @param results an item each, in the order of the batch
 */
record PromptAnswer(long created, long counted, long invalid, List<PromptResult> results) {

	/**
	 * Counts results.
	 * @param results in the order of the batch
	 * @return the answer
	 */
	static PromptAnswer of(List<PromptResult> results) {
		return new PromptAnswer(count(results, Status.CREATED), count(results, Status.COUNTED),
				count(results, Status.INVALID), results);
	}

	/**
	 * Counts the results of a stream.
	 * @return a tally with the same members as an answer to a batch
	 */
	static StreamTally<PromptResult> tally() {
		return new StreamTally<>(Map.of(),
				Stream.of(Status.CREATED, Status.COUNTED, Status.INVALID).map(Status::word).toList(),
				Set.of(Status.CREATED.word(), Status.COUNTED.word()), (result) -> result.status().word());
	}

	private static long count(List<PromptResult> results, Status status) {
		return results.stream().filter((result) -> result.status() == status).count();
	}

}
