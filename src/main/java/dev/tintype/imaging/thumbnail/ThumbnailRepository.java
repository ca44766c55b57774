package dev.tintype.imaging.thumbnail;

import java.time.Instant;
import java.util.Collection;
import java.util.UUID;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Statements;
import io.r2dbc.spi.Readable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * The table of stored thumbnails.
 */
@Repository
public class ThumbnailRepository {

	private final Statements statements;

	ThumbnailRepository(Statements statements) {
		this.statements = statements;
	}

	private static final String FIND = """
			/* findThumbnail */
			SELECT mime_type, width, height, etag, data, created_at FROM thumbnails
			WHERE image_id = :id AND size = :size AND format = :format
			""";

	/**
	 * Finds a stored thumbnail.
	 * @param size the requested longest side in pixels
	 * @return empty when it has not been made
	 */
	Mono<StoredThumbnail> find(UUID imageId, int size, ThumbnailFormat format) {
		return this.statements.sql(FIND)
			.bind("id", imageId)
			.bind("size", size)
			.bind("format", format.name())
			.one(ThumbnailRepository::thumbnail);
	}

	private static final String LOCK = """
			/* lockThumbnailSource */
			SELECT colour IS NULL FROM images
			WHERE image_id = :id AND file_size = :size AND file_modified_at = :modified FOR UPDATE
			""";

	/**
	 * Locks an image, so that its content does not change until the end of the
	 * transaction.
	 * @param source the content from which a thumbnail was made
	 * @return whether the image has no colour yet; empty when its content has changed or
	 * the image no longer exists
	 */
	Mono<Boolean> lock(ThumbnailSource source) {
		return this.statements.sql(LOCK)
			.bind("id", source.imageId())
			.bind("size", source.size())
			.bind("modified", source.modifiedAt())
			.one((row) -> Columns.get(row, 0, Boolean.class));
	}

	private static final String COLOUR = "/* setColour */ UPDATE images SET colour = :colour WHERE image_id = :id";

	/**
	 * Sets the mean colour of an image, which is locked.
	 * @param colour as {@code 0xRRGGBB}
	 * @return completes when it is set
	 */
	Mono<Void> setColour(UUID imageId, int colour) {
		return this.statements.sql(COLOUR).bind("id", imageId).bind("colour", colour).then();
	}

	private static final String INSERT = """
			/* insertThumbnail */
			INSERT INTO thumbnails (image_id, size, format, mime_type, width, height, etag, data, created_at)
			VALUES (:id, :size, :format, :mime, :width, :height, :etag, :data, :created)
			ON CONFLICT DO NOTHING
			""";

	/**
	 * Stores a thumbnail, unless another instance has stored it.
	 * @param size the requested longest side in pixels
	 * @return completes when it is stored
	 */
	Mono<Void> insert(UUID imageId, int size, ThumbnailFormat format, StoredThumbnail thumbnail) {
		return this.statements.sql(INSERT)
			.bind("id", imageId)
			.bind("size", size)
			.bind("format", format.name())
			.bind("mime", thumbnail.mimeType())
			.bind("width", thumbnail.width())
			.bind("height", thumbnail.height())
			.bind("etag", thumbnail.etag())
			.bind("data", thumbnail.data())
			.bind("created", thumbnail.createdAt())
			.then();
	}

	private static final String DELETE = "/* deleteThumbnails */ DELETE FROM thumbnails WHERE image_id = ANY(:ids)";

	/**
	 * Deletes the thumbnails of images whose content changes, in the transaction that
	 * records the new content.
	 * @param imageIds at most one chunk; may be empty
	 * @return completes when they are deleted
	 */
	public Mono<Void> deleteOf(Collection<UUID> imageIds) {
		if (imageIds.isEmpty()) {
			return Mono.empty();
		}
		return this.statements.sql(DELETE).bind("ids", imageIds.toArray(UUID[]::new)).then();
	}

	private static StoredThumbnail thumbnail(Readable row) {
		return new StoredThumbnail(Columns.get(row, 0, String.class), Columns.get(row, 1, Integer.class),
				Columns.get(row, 2, Integer.class), Columns.get(row, 3, String.class),
				Columns.get(row, 4, byte[].class), Columns.get(row, 5, Instant.class), true);
	}

}
