package dev.tintype.text.promptsave;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import dev.tintype.text.promptsave.PromptResult.Status;
import dev.tintype.web.ndjson.StreamTally;

/**
 * The response to a batch of prompts.
 *
 * @param created the number of new prompts
 * @param counted the number of items whose prompt was known
 * @param invalid the number of items with a fault
 * @param results one per item, in the order of the batch
 */
record PromptAnswer(long created, long counted, long invalid, List<PromptResult> results) {

	/**
	 * Counts the results of a batch.
	 * @param results in the order of the batch
	 */
	static PromptAnswer of(List<PromptResult> results) {
		return new PromptAnswer(count(results, Status.CREATED), count(results, Status.COUNTED),
				count(results, Status.INVALID), results);
	}

	/**
	 * Counts the results of a stream.
	 * @return a tally with the same members as the response to a batch
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
