package dev.tintype.caption.operation;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import dev.tintype.caption.save.CaptionSource;
import dev.tintype.caption.save.CurrentCaptions.Move;
import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import io.r2dbc.spi.Readable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Reads the captions of an operation for its undo, and those that become current.
 */
@Repository
class UndoRows {

	private static final String PAGE = """
			/* listSavedCaptions */
			SELECT c.caption_id, c.image_id, c.replaces, c.is_kept FROM captions c
			WHERE c.operation_id = :operation_id AND c.caption_id > :after ORDER BY c.caption_id LIMIT :limit
			""";

	private static final String OF_IMAGES = """
			/* findSavedCaptions */
			SELECT c.caption_id, c.image_id, c.replaces, c.is_kept FROM captions c
			%s AND c.operation_id = :operation_id
			""";

	private static final String CURRENT = """
			/* findReplacedCaptions */
			SELECT c.caption_id, c.image_id, c.text, c.source, c.model, c.replaces, c.operation_id FROM captions c %s
			""";

	private final Statements statements;

	private final String ofImages;

	private final String current;

	UndoRows(Statements statements, Dialect dialect) {
		this.statements = statements;
		this.ofImages = OF_IMAGES.formatted(dialect.among("c.image_id", "UUID", "images"));
		this.current = CURRENT.formatted(dialect.among("c.caption_id", "UUID", "ids"));
	}

	/**
	 * Reads captions of an operation in the order of their ids.
	 * @param after the id before the first
	 * @return at most a page; fewer than the limit at the end
	 */
	Mono<List<SavedCaption>> page(UUID operationId, UUID after, int limit) {
		return this.statements.sql(PAGE)
			.bind("operation_id", operationId)
			.bind("after", after)
			.bind("limit", limit)
			.<SavedCaption>all(UndoRows::caption)
			.collectList();
	}

	/**
	 * Finds all captions that an operation saved for some images.
	 * @param images without repetitions
	 * @return the captions, in no order
	 */
	Mono<List<SavedCaption>> ofImages(UUID operationId, Collection<UUID> images) {
		return this.statements.sql(this.ofImages)
			.bind("operation_id", operationId)
			.bind("images", images.toArray(UUID[]::new))
			.<SavedCaption>all(UndoRows::caption)
			.collectList();
	}

	/**
	 * Finds captions that become current.
	 * @param ids without repetitions, at most a page
	 * @return the existing captions by id
	 */
	Mono<Map<UUID, Replaced>> current(Collection<UUID> ids) {
		return ids.isEmpty() ? Mono.just(Map.of()) : this.statements.sql(this.current)
			.bind("ids", ids.toArray(UUID[]::new))
			.all((row) -> new Replaced(new Move(Columns.get(row, 1, UUID.class), Columns.get(row, 0, UUID.class),
					row.get(2, String.class), CaptionSource.of(Columns.get(row, 3, String.class)),
					row.get(4, String.class), row.get(5, UUID.class)), Columns.get(row, 6, UUID.class)))
			.collectMap((found) -> Objects.requireNonNull(found.move().captionId()));
	}

	private static SavedCaption caption(Readable row) {
		return new SavedCaption(Columns.get(row, 0, UUID.class), Columns.get(row, 1, UUID.class),
				row.get(2, UUID.class), Columns.get(row, 3, Boolean.class));
	}

	/**
	 * A caption that becomes current.
	 *
	 * @param move the new state of its image
	 * @param operationId the operation that saved it
	 */
	record Replaced(Move move, UUID operationId) {
	}

}
