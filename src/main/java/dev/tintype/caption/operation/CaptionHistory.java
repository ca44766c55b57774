package dev.tintype.caption.operation;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.search.filter.FilterSql;
import dev.tintype.search.filter.RowFilter;
import dev.tintype.search.regex.RegexLimit;
import dev.tintype.web.listing.Key;
import dev.tintype.web.listing.Listing;
import dev.tintype.web.listing.Order;
import dev.tintype.web.listing.Orders;
import dev.tintype.web.listing.Plan;
import dev.tintype.web.listing.Rows;
import dev.tintype.web.listing.Slice;
import dev.tintype.web.listing.Where;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Reads the history of captions.
 */
@Repository
class CaptionHistory {

	/** The captions of an image, the newest first. */
	static final Orders<Caption> OF_IMAGE = Orders.of(Order.ofRow("captions",
			Key.moment("c.created_at", Caption::createdAt).down(), Key.id("c.caption_id", Caption::captionId).down()));

	/** The captions of an operation, in the order in which they were saved. */
	static final Orders<Caption> OF_OPERATION = Orders
		.of(Order.of("operation", Key.id("c.caption_id", Caption::captionId)));

	private static final String COLUMNS = """
			c.caption_id, c.image_id, c.text, c.source, c.model, c.operation_id, c.created_at
			""";

	private static final String TABLE = "captions c";

	private final Statements statements;

	private final Dialect dialect;

	private final RegexLimit regexes;

	private final Listing<Caption> history;

	private final String find;

	CaptionHistory(Statements statements, Dialect dialect, RegexLimit regexes) {
		this.statements = statements;
		this.dialect = dialect;
		this.regexes = regexes;
		this.history = new Listing<>(statements, "Captions", TABLE, COLUMNS, CaptionHistory::caption);
		this.find = FIND.formatted(dialect.among("c.caption_id", "UUID", "ids"));
	}

	/**
	 * The rows of an image's history.
	 */
	Rows<Caption> ofImage(UUID imageId) {
		return this.history.rows(Where.ALL.and("c.image_id = :image_id", Map.of("image_id", imageId)));
	}

	/**
	 * The captions of an operation.
	 * @param filter null for all
	 */
	Rows<Caption> ofOperation(UUID operationId, @Nullable RowFilter filter) {
		Where where = Where.ALL.and("c.operation_id = :operation_id", Map.of("operation_id", operationId));
		return (filter != null) ? new Filtered(where, filter) : this.history.rows(where);
	}

	private static final String FIND = """
			/* findCaptions */
			SELECT c.caption_id, c.image_id, c.text, c.source, c.model, c.operation_id, c.created_at FROM captions c %s
			""";

	/**
	 * Finds captions.
	 * @param ids without repetitions, at most a chunk
	 * @return the existing captions by id
	 */
	Mono<Map<UUID, Caption>> findAll(Collection<UUID> ids) {
		return this.statements.sql(this.find)
			.bind("ids", ids.toArray(UUID[]::new))
			.all(CaptionHistory::caption)
			.collectMap(Caption::captionId);
	}

	private static Caption caption(Readable row) {
		return new Caption(Columns.get(row, 0, UUID.class), Columns.get(row, 1, UUID.class), row.get(2, String.class),
				Columns.get(row, 3, String.class), row.get(4, String.class), Columns.get(row, 5, UUID.class),
				Columns.get(row, 6, Instant.class));
	}

	/** Captions that match a filter. */
	private final class Filtered implements Rows<Caption> {

		private final Where where;

		private final RowFilter filter;

		Filtered(Where where, RowFilter filter) {
			this.where = where;
			this.filter = filter;
		}

		@Override
		public Mono<List<Caption>> page(Slice<Caption> slice) {
			return CaptionHistory.this.regexes.run(this.filter.isMatching(), () -> CaptionHistory.this.history
				.page(Plan.rows(TABLE), filtered(this.filter.sql(CaptionHistory.this.dialect)), slice));
		}

		@Override
		public Mono<List<Caption>> streamed(Slice<Caption> slice) {
			FilterSql sql = this.filter.sql(CaptionHistory.this.dialect, CaptionHistory.this.regexes.usual());
			return CaptionHistory.this.history.page(Plan.rows(TABLE), filtered(sql), slice);
		}

		@Override
		public Mono<Long> count() {
			return CaptionHistory.this.regexes.run(this.filter.isMatching(),
					() -> CaptionHistory.this.history.count(filtered(this.filter.sql(CaptionHistory.this.dialect))));
		}

		private Where filtered(FilterSql sql) {
			return this.where.and(sql.condition(), sql.values());
		}

	}

}
