package dev.tintype.caption.save;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.web.http.Cursor;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * The table of captions, which is the history, and the columns of the images' table that
 * name the current one.
 */
@Repository
class CaptionRepository {

	private final Statements statements;

	private final Transactions transactions;

	CaptionRepository(Statements statements, Transactions transactions) {
		this.statements = statements;
		this.transactions = transactions;
	}

	private static final String SELECT = """
			/* listCaptions */
			SELECT caption_id, image_id, text, source, model, operation_id, created_at FROM captions
			WHERE image_id = :image_id
			""";

	private static final String BEHIND = "AND (created_at, caption_id) < (:cursor_key, :cursor_id) ";

	private static final String NEWEST_FIRST = "ORDER BY created_at DESC, caption_id DESC LIMIT :limit OFFSET :offset";

	/**
	 * A page of an image's captions.
	 * @param imageId of the image
	 * @param after the place behind which it begins, or null
	 * @param limit the most rows
	 * @param offset how many rows to pass over
	 * @return the newest first
	 */
	Mono<List<Caption>> page(UUID imageId, @Nullable Cursor after, int limit, long offset) {
		Statements.Call statement = (after != null) ? this.statements.sql(SELECT + BEHIND + NEWEST_FIRST)
			.bind("cursor_key", after.instant())
			.bind("cursor_id", after.id()) : this.statements.sql(SELECT + NEWEST_FIRST);
		return statement.bind("image_id", imageId)
			.bind("limit", limit)
			.bind("offset", offset)
			.all(CaptionRepository::caption)
			.collectList();
	}

	private static final String COUNT = "/* countCaptions */ SELECT count(*) FROM captions WHERE image_id = :image_id";

	/**
	 * How many captions an image has or had.
	 * @param imageId of the image
	 * @return exactly
	 */
	Mono<Long> count(UUID imageId) {
		return this.statements.sql(COUNT).bind("image_id", imageId).value(Long.class);
	}

	private static final String CLEAR = """
			/* clearCaption */
			UPDATE images SET caption_id = NULL, caption_rank = 0, caption = NULL, caption_folded = NULL,
			  caption_model = NULL, replaced_id = NULL, updated_at = :now
			WHERE image_id = :image_id
			""";

	/**
	 * Leaves an image without a current caption; its history stays.
	 * @param imageId of the image
	 * @return whether there is such an image
	 */
	Mono<Boolean> clear(UUID imageId) {
		return this.transactions
			.runSingle(this.statements.sql(CLEAR).bind("image_id", imageId).bind("now", Instant.now()).update())
			.map((rows) -> rows > 0);
	}

	private static final String CLEAR_ALL = """
			/* clearCaptions */
			UPDATE images SET caption_id = NULL, caption_rank = 0, caption = NULL, caption_folded = NULL,
			  caption_model = NULL, replaced_id = NULL, updated_at = :now
			WHERE caption_id IS NOT NULL
			""";

	/**
	 * Leaves all images without a current caption; the history stays.
	 * @return how many had one
	 */
	Mono<Long> clearAll() {
		// It locks in no order, so it can lose against a batch that waits for it.
		return this.transactions.runSingle(this.statements.sql(CLEAR_ALL).bind("now", Instant.now()).update());
	}

	private static Caption caption(Readable row) {
		return new Caption(get(row, 0, UUID.class), get(row, 1, UUID.class), get(row, 2, String.class),
				get(row, 3, String.class), row.get(4, String.class), get(row, 5, UUID.class),
				get(row, 6, Instant.class));
	}

	private static <T> T get(Readable row, int index, Class<T> type) {
		return Objects.requireNonNull(row.get(index, type));
	}

}
