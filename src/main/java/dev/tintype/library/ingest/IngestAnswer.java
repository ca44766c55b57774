package dev.tintype.library.ingest;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import dev.tintype.library.ingest.AssetIngestResult.Status;
import dev.tintype.web.ndjson.StreamTally;

/**
 * The response to an ingest.
 *
 * @param created the number of new assets
 * @param skipped the number of pictures that are in the library already
 * @param conflicts the number of pictures that wait for a decision
 * @param errors the number of the others
 * @param results one per picture, in the order of the request
 */
record IngestAnswer(long created, long skipped, long conflicts, long errors, List<AssetIngestResult> results) {

	static IngestAnswer of(List<AssetIngestResult> results) {
		return new IngestAnswer(count(results, Status.CREATED), count(results, Status.SKIPPED),
				count(results, Status.CONFLICT), count(results, Status.ERROR), results);
	}

	/**
	 * Counts the results of a stream.
	 * @return a tally with the same members as the response to a list
	 */
	static StreamTally<AssetIngestResult> tally() {
		return new StreamTally<>(Map.of(), Stream.of(Status.values()).map(IngestAnswer::member).toList(),
				Set.of(member(Status.CREATED), member(Status.SKIPPED)), (result) -> member(result.status()));
	}

	private static String member(Status status) {
		return switch (status) {
			case CREATED, SKIPPED -> status.word();
			case CONFLICT, ERROR -> status.word() + "s";
		};
	}

	private static long count(List<AssetIngestResult> results, Status status) {
		return results.stream().filter((result) -> result.status() == status).count();
	}

}
