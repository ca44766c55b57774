package dev.tintype.image.content;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.store.FileOwners;
import dev.tintype.image.registry.HeldImages;
import dev.tintype.imaging.probe.PictureHeader;
import dev.tintype.support.AnyCase;
import dev.tintype.support.Ids;
import io.r2dbc.spi.Readable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Reads and writes the columns of {@code images} that say where the bytes are.
 */
@Repository
class ImageFileRepository implements FileOwners {

	private final Statements statements;

	private final String held;

	private final String byHashes;

	ImageFileRepository(Statements statements, Dialect dialect, HeldImages held) {
		this.statements = statements;
		this.held = held.condition();
		this.byHashes = BY_HASHES.formatted(dialect.among("i.content_hash", "VARCHAR", "hashes"));
	}

	private static final String FIND = """
			/* findImageFile */
			SELECT file_path, is_stored, file_size, file_modified_at, mime_type, content_hash
			FROM images WHERE image_id = :id AND is_uploaded AND file_path IS NOT NULL
			""";

	/**
	 * Finds the file of an image.
	 * @return empty when the image is unknown or has no bytes yet
	 */
	Mono<ImageFile> find(UUID id) {
		return this.statements.sql(FIND).bind("id", id).one((row) -> file(id, row));
	}

	private static final String IS_KNOWN = """
			/* isKnownImage */
			SELECT count(*) FROM images WHERE image_id = :id
			""";

	/**
	 * Whether an image exists, with or without bytes.
	 */
	Mono<Boolean> isKnown(UUID id) {
		return this.statements.sql(IS_KNOWN).bind("id", id).value(Long.class).map((count) -> count > 0);
	}

	/**
	 * Finds the file of an image and locks the row until the end of the transaction.
	 * @return empty when the image is unknown or has no bytes yet
	 */
	Mono<ImageFile> findLocked(UUID id) {
		return this.statements.sql(FIND + "FOR UPDATE").bind("id", id).one((row) -> file(id, row));
	}

	private static ImageFile file(UUID id, Readable row) {
		return new ImageFile(id, Columns.get(row, 0, String.class), Boolean.TRUE.equals(row.get(1, Boolean.class)),
				Objects.requireNonNullElse(row.get(2, Long.class), 0L),
				Objects.requireNonNullElse(row.get(3, Instant.class), Instant.EPOCH),
				Objects.requireNonNullElse(row.get(4, String.class), "application/octet-stream"),
				row.get(5, String.class));
	}

	private static final String FIND_MANY = """
			/* findImageFiles */
			SELECT file_path, is_stored, file_size, file_modified_at, mime_type, content_hash, image_id
			FROM images WHERE is_uploaded AND file_path IS NOT NULL AND image_id > :after ORDER BY image_id LIMIT :limit
			""";

	/**
	 * Finds the files of images.
	 * @param after the last id of the previous page
	 * @param limit the maximum number of files
	 * @return in the order of the image ids
	 */
	Mono<List<ImageFile>> page(UUID after, int limit) {
		return this.statements.sql(FIND_MANY)
			.bind("after", after)
			.bind("limit", limit)
			.<ImageFile>all((row) -> file(Columns.get(row, 6, UUID.class), row))
			.collectList();
	}

	/**
	 * A few of the files with each hash, because many images may have the same bytes.
	 */
	private static final String BY_HASHES = """
			/* findFilesByHash */
			SELECT file_path, is_stored, file_size, file_modified_at, mime_type, content_hash, image_id FROM (
			  SELECT i.file_path, i.is_stored, i.file_size, i.file_modified_at, i.mime_type, i.content_hash, i.image_id,
			    ROW_NUMBER() OVER (PARTITION BY i.content_hash ORDER BY i.image_id) AS place
			  FROM images i %s AND i.is_uploaded AND i.file_path IS NOT NULL
			) f WHERE place <= 3 ORDER BY image_id
			""";

	/**
	 * Finds files by the hashes of their bytes.
	 * @param hashes SHA-256 in hex, without repetitions
	 * @return at most three for each hash, the oldest first
	 */
	Mono<List<ImageFile>> findByHashes(Collection<String> hashes) {
		return this.statements.sql(this.byHashes)
			.bind("hashes", hashes.toArray(String[]::new))
			.<ImageFile>all((row) -> file(Columns.get(row, 6, UUID.class), row))
			.collectList();
	}

	private static final String REFERRED = """
			/* findReferredFiles */ SELECT file_path FROM images WHERE is_stored AND file_path = ANY(:paths)
			""";

	/**
	 * Selects the paths that are the stored file of an image.
	 * @param paths absolute
	 */
	Mono<Set<String>> referred(Collection<String> paths) {
		return this.statements.sql(REFERRED)
			.bind("paths", paths.toArray(String[]::new))
			.<String>all((row) -> Columns.get(row, 0, String.class))
			.collect(Collectors.toSet());
	}

	@Override
	public Mono<Boolean> nameAny(Collection<String> locations) {
		return referred(locations).map((named) -> !named.isEmpty());
	}

	private static final String ANY_STORED = """
			/* findAnyStoredFile */
			SELECT TRUE FROM images WHERE is_stored AND LEFT(file_path, CHAR_LENGTH(:folder)) = :folder LIMIT 1
			""";

	/**
	 * Whether any image of this database has its stored file below a folder.
	 * @param folder absolute
	 */
	Mono<Boolean> knows(String folder) {
		return this.statements.sql(ANY_STORED).bind("folder", folder).all((row) -> true).next().defaultIfEmpty(false);
	}

	private static final String LOCK = """
			/* lockImageFile */
			SELECT CASE WHEN is_stored THEN file_path ELSE '' END FROM images WHERE image_id = :id FOR UPDATE
			""";

	/**
	 * Locks an image's row until the end of the transaction.
	 * @return the path of its stored file, or an empty text if it has none; empty when
	 * the image is unknown
	 */
	Mono<String> lock(UUID id) {
		return this.statements.sql(LOCK).bind("id", id).one((row) -> Columns.get(row, 0, String.class));
	}

	private static final String INSERT = """
			/* insertImage */
			INSERT INTO images (image_id, filename, filename_folded, is_uploaded, is_stored, created_at, updated_at)
			VALUES (:id, :filename, :folded_filename, FALSE, FALSE, :now, :now)
			""";

	/**
	 * Inserts an image; the same transaction then records its content.
	 */
	Mono<Void> insert(UUID id, String filename) {
		return this.statements.sql(INSERT)
			.bind("id", id)
			.bind("filename", filename)
			.bind("folded_filename", AnyCase.fold(filename))
			.bind("now", Ids.createdAt(id))
			.then();
	}

	private static final String RECORD = """
			/* recordContent */
			UPDATE images SET file_path = :path, file_modified_at = :modified, file_size = :size, width = :width,
			  height = :height, mime_type = :mime, content_hash = :hash, is_uploaded = TRUE, is_stored = TRUE,
			  taken_at = CAST(NULLIF(CAST(:taken AS VARCHAR), '') AS TIMESTAMP), colour = NULL, updated_at = :modified
			WHERE image_id = :id
			""";

	/**
	 * Records an upload as an image's content.
	 * @param location of the stored file
	 * @param now becomes the modification time of the content
	 */
	Mono<Void> record(UUID id, String location, StagedUpload upload, Instant now) {
		PictureHeader header = upload.header();
		return this.statements.sql(RECORD)
			.bind("id", id)
			.bind("path", location)
			.bind("modified", now)
			.bind("size", upload.size())
			.bind("width", header.width())
			.bind("height", header.height())
			.bind("mime", header.format().mimeType())
			.bind("hash", upload.hash())
			.bind("taken", Objects.toString(upload.takenAt(), ""))
			.then();
	}

	private static final String RECORD_HASH = """
			/* recordHash */
			UPDATE images SET content_hash = :hash
			WHERE image_id = :id AND file_size = :size AND file_modified_at = :modified AND content_hash IS NULL
			""";

	/**
	 * Records the hash of a registered file, unless the file has been registered again in
	 * the meantime.
	 * @param hash SHA-256 in hex
	 */
	Mono<Void> recordHash(ImageFile file, String hash) {
		return this.statements.sql(RECORD_HASH)
			.bind("id", file.imageId())
			.bind("size", file.size())
			.bind("modified", file.modifiedAt())
			.bind("hash", hash)
			.then();
	}

	private static final String IS_HELD = "/* isNeededImage */ SELECT count(*) FROM images i WHERE image_id = :id AND (%s)";

	/**
	 * Whether another feature needs an image.
	 */
	Mono<Boolean> isHeld(UUID id) {
		return this.statements.sql(IS_HELD.formatted(this.held))
			.bind("id", id)
			.value(Long.class)
			.map((count) -> count > 0);
	}

}
