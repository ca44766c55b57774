package dev.tintype.caption.export;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.search.filter.FilterSql;
import dev.tintype.search.regex.RegexLimit;
import dev.tintype.web.http.Cursor;
import dev.tintype.web.listing.Key;
import dev.tintype.web.listing.Listing;
import dev.tintype.web.listing.Order;
import dev.tintype.web.listing.Plan;
import dev.tintype.web.listing.Slice;
import dev.tintype.web.listing.Where;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Reads the captions of an export: the current ones in the order of their images, or the
 * whole history, image by image in the order in which it was saved.
 */
@Repository
class ExportRows {

	private static final String IMAGES = "images i";

	private static final String HISTORY = "captions c JOIN images i ON i.image_id = c.image_id";

	private static final String COLUMNS = """
			c.caption_id, i.image_id, CASE WHEN i.is_stored THEN NULL ELSE i.file_path END, i.filename, i.width, i.height,
			i.mime_type, c.text, c.model, c.source, c.created_at, COALESCE(i.caption_id = c.caption_id, FALSE)
			""";

	// The captions are joined by their ids after the images of the page are found.
	private static final String CURRENT = """
			/* exportCurrentCaptions */
			SELECT %s FROM (
			  SELECT i.image_id, i.is_stored, i.file_path, i.filename, i.width, i.height, i.mime_type, i.caption_id
			  %%s
			) i JOIN captions c ON c.caption_id = i.caption_id ORDER BY i.image_id
			""".formatted(COLUMNS);

	private static final Order<ExportedCaption> BY_IMAGE = Order.of("exported",
			Key.id("i.image_id", ExportedCaption::imageId));

	private static final Order<ExportedCaption> BY_SAVE = Order.ofRow("exported",
			Key.id("c.image_id", ExportedCaption::imageId), Key.moment("c.created_at", ExportedCaption::createdAt),
			Key.id("c.caption_id", ExportedCaption::captionId));

	private final Dialect dialect;

	private final RegexLimit regexes;

	private final Listing<ExportedCaption> current;

	private final Listing<ExportedCaption> history;

	ExportRows(Statements statements, Dialect dialect, RegexLimit regexes) {
		this.dialect = dialect;
		this.regexes = regexes;
		this.current = new Listing<>(statements, "ExportedImages", IMAGES, CURRENT::formatted,
				(call) -> call.<ExportedCaption>all(ExportRows::caption).collectList());
		this.history = new Listing<>(statements, "ExportedCaptions", HISTORY, COLUMNS, ExportRows::caption);
	}

	/**
	 * Reads captions in order.
	 * @param after the place of the last one, null at the beginning
	 * @return at most as many as the limit, fewer only at the end
	 */
	Mono<List<ExportedCaption>> read(ExportRequest request, @Nullable Cursor after, int limit) {
		Slice<ExportedCaption> slice = new Slice<>(order(request), after, limit, 0);
		return request.all() ? this.history.page(Plan.rows(HISTORY), where(request), slice) : this.current.page(
				this.dialect.choose(Plan.rows(IMAGES), Plan.idArrayFirst(IMAGES, "i.image_id")), where(request), slice);
	}

	/**
	 * The place of a caption in its export.
	 */
	static Cursor place(ExportRequest request, ExportedCaption caption) {
		return order(request).place(caption);
	}

	/**
	 * Counts the captions of an export, without regard to its limit and its parts.
	 */
	Mono<Long> count(ExportRequest request) {
		return (request.all() ? this.history : this.current).count(where(request));
	}

	private static Order<ExportedCaption> order(ExportRequest request) {
		return request.all() ? BY_SAVE : BY_IMAGE;
	}

	private Where where(ExportRequest request) {
		Where where = Where.ALL.and(request.all() ? "c.text IS NOT NULL" : "i.caption IS NOT NULL");
		if (request.model() != null) {
			where = where.and(request.all() ? "c.model = :model" : "i.caption_model = :model",
					Map.of("model", request.model()));
		}
		if (request.filter() != null) {
			FilterSql sql = request.filter().sql(this.dialect, this.regexes.usual());
			where = where.and("(" + sql.condition() + ")", sql.values());
		}
		return where;
	}

	private static ExportedCaption caption(Readable row) {
		return new ExportedCaption(Columns.get(row, 0, UUID.class), Columns.get(row, 1, UUID.class),
				row.get(2, String.class), Columns.get(row, 3, String.class), row.get(4, Integer.class),
				row.get(5, Integer.class), row.get(6, String.class), Columns.get(row, 7, String.class),
				row.get(8, String.class), Columns.get(row, 9, String.class), Columns.get(row, 10, Instant.class),
				Columns.get(row, 11, Boolean.class), "");
	}

}
