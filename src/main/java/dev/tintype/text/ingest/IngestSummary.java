package dev.tintype.text.ingest;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import dev.tintype.text.documentsave.SavedDocument.Effect;

/**
 * The counts of what was ingested, and for the answer in one piece its files.
 */
final class IngestSummary {

	/** How many files that succeeded, and how many that failed, one answer lists. */
	static final int LISTED = 10_000;

	private final Map<Effect, Long> counts = new EnumMap<>(Effect.class);

	private final List<IngestResult> files = new ArrayList<>();

	private long failed;

	private boolean truncated;

	/**
	 * Counts results.
	 * @param results in order
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
	 * Counts results and keeps what the answer lists of them.
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
	 * The whole answer.
	 * @return for JSON
	 */
	Answer answer() {
		return new Answer(succeeded(), this.failed, of(Effect.UNCHANGED), total(), this.truncated, this.files);
	}

	/**
	 * The last event of a stream.
	 * @return for JSON
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
	 * The answer in one piece.
	 *
	 * @param successCount how many files are documents now
	 * @param failedCount how many are not
	 * @param unchangedCount of the former, how many were the same documents before
	 * @param total how many files were met
	 * @param truncated whether there are more than are listed
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
	 * @param done how many files are done
	 * @param total how many there are
	 * @param successCount how many are documents now
	 * @param failedCount how many are not
	 * @param unchangedCount of the former, how many were the same documents before
	 */
	record Finished(String event, long done, long total, long successCount, long failedCount, long unchangedCount) {
	}

}
