package dev.tintype.caption.sidecar;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.image.registry.SelectedImages;
import dev.tintype.search.filter.RowFilter;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Reads the current captions of registered images that a filter selects.
 */
@Repository
class SidecarSelection {

	private static final String WRITABLE = "i.caption IS NOT NULL AND i.file_path IS NOT NULL AND NOT i.is_stored";

	private static final String READ = """
			/* findSidecarCaptions */
			SELECT i.image_id, i.file_path, c.text, c.created_at FROM images i %s %s
			""";

	private static final String CAPTION = "JOIN captions c ON c.caption_id = i.caption_id AND i.caption IS NOT NULL";

	private final SelectedImages images;

	private final Statements statements;

	private final String read;

	SidecarSelection(SelectedImages images, Statements statements, Dialect dialect) {
		this.images = images;
		this.statements = statements;
		String among = dialect.among("i.image_id", "UUID", "ids");
		this.read = dialect.choose(READ.formatted(among, CAPTION), READ.formatted(CAPTION, among));
	}

	/**
	 * Counts the captions that a filter selects.
	 */
	Mono<Long> count(@Nullable RowFilter filter) {
		return this.images.count(WRITABLE, filter);
	}

	/**
	 * Lists images page by page, in the order of their ids.
	 * @param after the id before the first
	 * @param size of a page
	 */
	Flux<List<UUID>> pages(@Nullable RowFilter filter, UUID after, int size) {
		return this.images.pages(WRITABLE, filter, after, size);
	}

	/**
	 * Reads the captions of images.
	 * @param ids at most a page
	 * @return those that still have one, in no order
	 */
	Mono<List<Sidecar>> read(List<UUID> ids) {
		return this.statements.sql(this.read)
			.bind("ids", ids.toArray(UUID[]::new))
			.all((row) -> new Sidecar(Columns.get(row, 0, UUID.class), Columns.get(row, 1, String.class),
					Columns.get(row, 2, String.class), Columns.get(row, 3, Instant.class)))
			.collectList();
	}

	/**
	 * A caption to write.
	 *
	 * @param path of the image, absolute
	 * @param createdAt when the caption was saved
	 */
	record Sidecar(UUID imageId, String path, String text, Instant createdAt) {
	}

}
