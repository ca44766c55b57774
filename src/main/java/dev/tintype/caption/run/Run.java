package dev.tintype.caption.run;

import java.time.Instant;
import java.util.UUID;

import dev.tintype.caption.save.CaptionKind;
import dev.tintype.caption.save.CaptionOperation;
import dev.tintype.caption.save.CaptionSource;
import dev.tintype.data.sql.Columns;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code caption_runs}.
 *
 * @param id of the run and of its operation
 * @param label the name that the client gave it, or null
 * @param model that writes the captions
 * @param source of the captions
 * @param filter of the images, null for all. Its relative times refer to the creation
 * @param skip the images that it omits, as a word
 * @param overwrite whether its captions become current whatever the rank
 * @param maxAttempts after how many failed attempts an image has failed
 * @param examinedTo the id up to which images were examined in the current pass
 * @param isFinal whether the current pass is the final one
 * @param exhaustedAt when the final pass last found no further image, or null
 * @param total the number of images, null if they are not counted yet
 * @param done the number of images that are captioned
 * @param failed the number of images that have failed
 * @param finishedAt when it finished or was cancelled, or null
 */
public record Run(UUID id, @Nullable String label, String model, CaptionSource source, @Nullable String filter,
		String skip, boolean overwrite, int maxAttempts, RunState state, UUID examinedTo, boolean isFinal,
		@Nullable Instant exhaustedAt, @Nullable Long total, long done, long failed, Instant createdAt,
		@Nullable Instant finishedAt) {

	/** The columns that {@link #of} reads, from {@code caption_runs r}. */
	public static final String COLUMNS = """
			r.run_id, r.label, r.model, r.source, r.filter_text, r.skip, r.overwrite, r.max_attempts, r.state,
			r.examined_to, r.is_final, r.exhausted_at, r.total, r.done, r.failed, r.created_at, r.finished_at""";

	/**
	 * Reads a row.
	 * @return the run
	 */
	public static Run of(Readable row) {
		return new Run(Columns.get(row, 0, UUID.class), row.get(1, String.class), Columns.get(row, 2, String.class),
				CaptionSource.of(Columns.get(row, 3, String.class)), row.get(4, String.class),
				Columns.get(row, 5, String.class), Columns.get(row, 6, Boolean.class),
				Columns.get(row, 7, Integer.class), RunState.of(Columns.get(row, 8, String.class)),
				Columns.get(row, 9, UUID.class), Columns.get(row, 10, Boolean.class), row.get(11, Instant.class),
				row.get(12, Long.class), Columns.get(row, 13, Long.class), Columns.get(row, 14, Long.class),
				Columns.get(row, 15, Instant.class), row.get(16, Instant.class));
	}

	/**
	 * The operation that all captions of the run belong to.
	 * @return with the id of the run
	 */
	public CaptionOperation operation() {
		return new CaptionOperation(this.id, CaptionKind.RUN, this.label, true, this.overwrite);
	}

}
