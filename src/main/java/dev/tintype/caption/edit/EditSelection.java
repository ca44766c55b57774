package dev.tintype.caption.edit;

import java.util.List;
import java.util.UUID;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.image.registry.SelectedImages;
import dev.tintype.search.filter.FilterSql;
import dev.tintype.search.filter.RowFilter;
import dev.tintype.search.regex.RegexLimit;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Reads the current captions that a filter of images selects.
 */
@Repository
class EditSelection {

	private static final String CAPTIONED = "i.caption IS NOT NULL";

	/**
	 * The condition of the filter is inside a CASE, because H2 would otherwise find the
	 * images by an index for it, and compare each of them with all ids.
	 */
	private static final String READ = """
			/* findEditedCaptions */
			SELECT i.image_id, i.caption, i.caption_model FROM images i %s AND i.caption IS NOT NULL
			  AND CASE WHEN %s THEN TRUE ELSE FALSE END
			ORDER BY i.image_id %s
			""";

	/** Captions that an operation has not replaced. */
	private static final String UNEDITED = """
			/* findUneditedCaptions */
			SELECT i.image_id, i.caption, i.caption_model FROM images i %s AND i.caption IS NOT NULL
			  AND CASE WHEN %s THEN TRUE ELSE FALSE END
			  AND NOT EXISTS (SELECT 1 FROM captions e WHERE e.image_id = i.image_id AND e.operation_id = :operation_id)
			ORDER BY i.image_id
			""";

	private static final String REPLACED = """
			/* listReplacedCaptions */
			SELECT c.caption_id, r.text FROM captions c LEFT JOIN captions r ON r.caption_id = c.replaces
			WHERE c.operation_id = :operation_id AND c.caption_id > :after ORDER BY c.caption_id LIMIT :limit
			""";

	private final SelectedImages images;

	private final Statements statements;

	private final Dialect dialect;

	private final RegexLimit regexes;

	private final String among;

	EditSelection(SelectedImages images, Statements statements, Dialect dialect, RegexLimit regexes) {
		this.images = images;
		this.statements = statements;
		this.dialect = dialect;
		this.regexes = regexes;
		this.among = dialect.among("i.image_id", "UUID", "ids");
	}

	/**
	 * Counts the captions of all images that a filter selects.
	 * @param filter null for all images
	 */
	Mono<Long> count(@Nullable RowFilter filter) {
		return this.images.count(CAPTIONED, filter);
	}

	/**
	 * Lists images with a caption, in the order of their ids.
	 * @param filter null for all images
	 * @param after the id before the first
	 * @return at most as many as the limit
	 */
	Mono<List<UUID>> ids(@Nullable RowFilter filter, UUID after, int limit) {
		return this.images.ids(CAPTIONED, filter, after, limit);
	}

	/**
	 * Lists all images with a caption page by page.
	 * @param filter null for all images
	 * @param after the id before the first
	 * @param size of a page
	 */
	Flux<List<UUID>> pages(@Nullable RowFilter filter, UUID after, int size) {
		return this.images.pages(CAPTIONED, filter, after, size);
	}

	/**
	 * Reads captions. An image that the filter no longer selects is left out.
	 * @param ids distinct, at most a page
	 * @param locks whether the images are locked until the end of the transaction
	 * @return the captions in the order of their images
	 */
	Mono<List<Selected>> read(@Nullable RowFilter filter, List<UUID> ids, boolean locks) {
		// The usual limit holds for expressions, because the statement runs within a
		// transaction.
		FilterSql sql = FilterSql.of(filter, this.dialect, this.regexes.usual());
		return selected(this.statements.sql(READ.formatted(this.among, sql.condition(), locks ? "FOR UPDATE" : "")),
				sql, ids);
	}

	/**
	 * Reads captions that an operation has not replaced.
	 * @param ids distinct, at most a page
	 * @return the captions in the order of their images
	 */
	Mono<List<Selected>> readUnedited(@Nullable RowFilter filter, List<UUID> ids, UUID operationId) {
		FilterSql sql = FilterSql.of(filter, this.dialect, this.regexes.usual());
		return selected(
				this.statements.sql(UNEDITED.formatted(this.among, sql.condition())).bind("operation_id", operationId),
				sql, ids);
	}

	private static Mono<List<Selected>> selected(Statements.Call statement, FilterSql sql, List<UUID> ids) {
		return statement.bind(sql.values())
			.bind("ids", ids.toArray(UUID[]::new))
			.all((row) -> new Selected(Columns.get(row, 0, UUID.class), Columns.get(row, 1, String.class),
					row.get(2, String.class)))
			.collectList();
	}

	/**
	 * Reads the captions that an operation has replaced, in the order in which it did.
	 * @param after the id of a caption of the operation, before the first
	 * @return at most as many as the limit
	 */
	Mono<List<Replaced>> replaced(UUID operationId, UUID after, int limit) {
		return this.statements.sql(REPLACED)
			.bind("operation_id", operationId)
			.bind("after", after)
			.bind("limit", limit)
			.all((row) -> new Replaced(Columns.get(row, 0, UUID.class), row.get(1, String.class)))
			.collectList();
	}

	/**
	 * A caption that an operation has replaced.
	 *
	 * @param by the caption of the operation
	 * @param text null for none
	 */
	record Replaced(UUID by, @Nullable String text) {
	}

	/**
	 * The current caption of an image.
	 *
	 * @param model the model that wrote it, or null
	 */
	record Selected(UUID imageId, String text, @Nullable String model) {
	}

}
