package dev.tintype.text.ingest;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import dev.tintype.text.documentsave.SavedDocument.Effect;

/**
 * The counts of an ingestion, and the list of its files for a response without a stream.
 */
final class IngestSummary {

	/** The most succeeded files, and the most failed files, that a response lists. */
	static final int LISTED = 10_000;

	private final Map<Effect, Long> counts = new EnumMap<>(Effect.class);

	private final List<IngestResult> files = new ArrayList<>();

	private long failed;

	private boolean truncated;

	/**
	 * Counts results.
	 */
	void count(List<IngestResult> results) {
		for (IngestResult result : results) {
			if (result.saved() != null) {
				this.counts.merge(result.saved(), 1L, Long::sum);
			}
			else {
				this.failed++;
			}
		}
	}

	/**
	 * Counts results and keeps those that the response lists.
	 * @param results in order
	 */
	void keep(List<IngestResult> results) {
		for (IngestResult result : results) {
			count(List.of(result));
			if (((result.saved() != null) ? succeeded() : this.failed) <= LISTED) {
				this.files.add(result);
			}
			else {
				this.truncated = true;
			}
		}
	}

	/**
	 * Returns the response without a stream.
	 */
	Answer answer() {
		return new Answer(succeeded(), this.failed, of(Effect.UNCHANGED), total(), this.truncated, this.files);
	}

	/**
	 * Returns the last event of a stream.
	 */
	Finished finished() {
		return new Finished("finished", total(), total(), succeeded(), this.failed, of(Effect.UNCHANGED));
	}

	private long of(Effect outcome) {
		return this.counts.getOrDefault(outcome, 0L);
	}

	private long succeeded() {
		return this.counts.values().stream().mapToLong(Long::longValue).sum();
	}

	private long total() {
		return succeeded() + this.failed;
	}

	/**
	 * The response without a stream.
	 *
	 * @param successCount the number of files that were ingested
	 * @param failedCount the number of files that failed
	 * @param unchangedCount the number of ingested files whose documents did not change
	 * @param total the number of all files
	 * @param truncated whether {@code files} lacks some files
	 * @param files the first {@link #LISTED} that succeeded and as many that failed, in
	 * order
	 */
	record Answer(long successCount, long failedCount, long unchangedCount, long total, boolean truncated,
			List<IngestResult> files) {
	}

	/**
	 * The last event of a stream.
	 *
	 * @param event always {@code finished}
	 * @param done the number of files that are done
	 * @param total the number of all files
	 * @param successCount the number of files that were ingested
	 * @param failedCount the number of files that failed
	 * @param unchangedCount the number of ingested files whose documents did not change
	 */
	record Finished(String event, long done, long total, long successCount, long failedCount, long unchangedCount) {
	}

}
