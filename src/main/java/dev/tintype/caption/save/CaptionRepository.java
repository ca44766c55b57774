package dev.tintype.caption.save;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.web.listing.Key;
import dev.tintype.web.listing.Listing;
import dev.tintype.web.listing.Order;
import dev.tintype.web.listing.Orders;
import dev.tintype.web.listing.Rows;
import dev.tintype.web.listing.Where;
import io.r2dbc.spi.Readable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Reads the history in {@code captions}, and clears the current captions in
 * {@code images}.
 */
@Repository
class CaptionRepository {

	/** The newest first. */
	static final Orders<Caption> ORDERS = Orders.of(Order.ofRow("captions",
			Key.moment("c.created_at", Caption::createdAt).down(), Key.id("c.caption_id", Caption::captionId).down()));

	private static final String COLUMNS = """
			c.caption_id, c.image_id, c.text, c.source, c.model, c.operation_id, c.created_at
			""";

	private final Statements statements;

	private final Transactions transactions;

	private final Listing<Caption> history;

	CaptionRepository(Statements statements, Transactions transactions) {
		this.statements = statements;
		this.transactions = transactions;
		this.history = new Listing<>(statements, "Captions", "captions c", COLUMNS, CaptionRepository::caption);
	}

	/**
	 * The rows of an image's history.
	 */
	Rows<Caption> rows(UUID imageId) {
		return this.history.rows(Where.ALL.and("c.image_id = :image_id", Map.of("image_id", imageId)));
	}

	private static final String CLEAR = """
			/* clearCaption */
			UPDATE images SET caption_id = NULL, caption_rank = 0, caption = NULL, caption_folded = NULL,
			  caption_model = NULL, replaced_id = NULL, updated_at = :now
			WHERE image_id = :image_id
			""";

	/**
	 * Clears the current caption of an image and keeps its history.
	 * @return false when the image is unknown
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
	 * Clears the current captions of all images and keeps the history.
	 * @return the number of images that had a caption
	 */
	Mono<Long> clearAll() {
		// The statement locks rows in no particular order, so a deadlock with a batch can
		// abort it.
		return this.transactions.runSingle(this.statements.sql(CLEAR_ALL).bind("now", Instant.now()).update());
	}

	private static Caption caption(Readable row) {
		return new Caption(Columns.get(row, 0, UUID.class), Columns.get(row, 1, UUID.class),
				Columns.get(row, 2, String.class), Columns.get(row, 3, String.class), row.get(4, String.class),
				Columns.get(row, 5, UUID.class), Columns.get(row, 6, Instant.class));
	}

}
