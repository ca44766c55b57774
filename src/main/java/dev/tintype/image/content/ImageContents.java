package dev.tintype.image.content;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

import dev.tintype.data.change.Change;
import dev.tintype.data.change.ChangeKind;
import dev.tintype.data.change.ChangeLog;
import dev.tintype.data.change.ChangeTopic;
import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.image.path.PathCache;
import dev.tintype.support.AnyCase;
import dev.tintype.support.Ids;
import io.r2dbc.spi.Readable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Reads and changes the content of images for modules that keep the files of images
 * themselves. All changes belong to the transaction of the caller, which calls
 * {@link #forget} after it.
 */
@Repository
public class ImageContents {

	private final Statements statements;

	private final Dialect dialect;

	private final PathCache paths;

	private final ChangeLog changes;

	ImageContents(Statements statements, Dialect dialect, PathCache paths, ChangeLog changes) {
		this.changes = changes;
		this.statements = statements;
		this.dialect = dialect;
		this.paths = paths;
	}

	private static final String FIND = """
			/* findContents */
			SELECT image_id, filename, file_path, is_stored, is_uploaded, file_size, file_modified_at, content_hash
			FROM images %s
			""";

	/**
	 * Finds the content of images.
	 * @param ids without repetitions
	 * @return one for each known image, in no order
	 */
	public Flux<CurrentContent> find(Collection<UUID> ids) {
		return this.statements.sql(FIND.formatted(this.dialect.among("image_id", "UUID", "ids")))
			.bind("ids", ids.toArray(UUID[]::new))
			.all(ImageContents::content);
	}

	/**
	 * Finds the content of images and locks their rows until the end of the transaction.
	 * @param ids without repetitions
	 * @return one for each known image, in the order of the ids
	 */
	public Flux<CurrentContent> lock(Collection<UUID> ids) {
		return this.statements
			.sql(FIND.formatted(this.dialect.among("image_id", "UUID", "ids")) + "ORDER BY image_id FOR UPDATE")
			.bind("ids", ids.stream().sorted(Ids.ORDER).toArray(UUID[]::new))
			.all(ImageContents::content);
	}

	private static CurrentContent content(Readable row) {
		boolean uploaded = Columns.get(row, 4, Boolean.class);
		return new CurrentContent(Columns.get(row, 0, UUID.class), Columns.get(row, 1, String.class),
				uploaded ? row.get(2, String.class) : null, Columns.get(row, 3, Boolean.class),
				Objects.requireNonNullElse(row.get(5, Long.class), 0L),
				Objects.requireNonNullElse(row.get(6, Instant.class), Instant.EPOCH), row.get(7, String.class));
	}

	private static final String INSERT = """
			/* insertContents */
			INSERT INTO images (image_id, filename, filename_folded, file_path, file_modified_at, file_size, width, height,
			  mime_type, content_hash, taken_at, is_uploaded, is_stored, created_at, updated_at)
			SELECT f.image_id, f.filename, f.filename_folded, f.file_path, CAST(f.modified_at AS TIMESTAMP WITH TIME ZONE),
			  f.file_size, f.width, f.height, f.mime_type, f.content_hash, CAST(NULLIF(f.taken, '') AS TIMESTAMP), TRUE,
			  f.is_stored, :now, :now
			FROM unnest(CAST(:ids AS UUID ARRAY), CAST(:filenames AS VARCHAR ARRAY),
			  CAST(:folded_filenames AS VARCHAR ARRAY), CAST(:locations AS VARCHAR ARRAY), CAST(:stored AS BOOLEAN ARRAY),
			  CAST(:modified AS VARCHAR ARRAY), CAST(:sizes AS BIGINT ARRAY), CAST(:widths AS INT ARRAY),
			  CAST(:heights AS INT ARRAY), CAST(:types AS VARCHAR ARRAY), CAST(:hashes AS VARCHAR ARRAY),
			  CAST(:taken AS VARCHAR ARRAY)) AS f(image_id, filename, filename_folded, file_path, is_stored, modified_at,
			  file_size, width, height, mime_type, content_hash, taken)
			""";

	/**
	 * Inserts images with their content.
	 * @param contents at most a chunk; may be empty
	 * @param now the time of the rows
	 * @return completes when they are inserted
	 */
	public Mono<Void> insert(List<NewContent> contents, Instant now) {
		if (contents.isEmpty()) {
			return Mono.empty();
		}
		String[] filenames = texts(contents, NewContent::filename);
		return columns(this.statements.sql(INSERT), contents).bind("filenames", filenames)
			.bind("folded_filenames", AnyCase.fold(filenames))
			.bind("now", now)
			.then()
			.then(this.changes.record(Change.of(ChangeTopic.IMAGES, ChangeKind.CREATED, ids(contents))));
	}

	private static final String RECORD = """
			/* recordContents */
			UPDATE images AS i SET file_path = f.file_path,
			  file_modified_at = CAST(f.modified_at AS TIMESTAMP WITH TIME ZONE), file_size = f.file_size,
			  width = f.width, height = f.height, mime_type = f.mime_type, content_hash = f.content_hash,
			  taken_at = CAST(NULLIF(f.taken, '') AS TIMESTAMP),
			  colour = CASE WHEN i.content_hash = f.content_hash THEN i.colour END,
			  is_uploaded = TRUE, is_stored = f.is_stored, updated_at = :now
			FROM unnest(CAST(:ids AS UUID ARRAY), CAST(:locations AS VARCHAR ARRAY), CAST(:stored AS BOOLEAN ARRAY),
			  CAST(:modified AS VARCHAR ARRAY), CAST(:sizes AS BIGINT ARRAY), CAST(:widths AS INT ARRAY),
			  CAST(:heights AS INT ARRAY), CAST(:types AS VARCHAR ARRAY), CAST(:hashes AS VARCHAR ARRAY),
			  CAST(:taken AS VARCHAR ARRAY)) AS f(image_id, file_path, is_stored, modified_at, file_size, width, height,
			  mime_type, content_hash, taken)
			WHERE i.image_id = f.image_id
			""";

	/**
	 * Records other files as the content of images. If the bytes change, the caller also
	 * deletes the thumbnails.
	 * @param contents at most a chunk, of images that exist; may be empty
	 * @param now becomes the time of the last change of the rows
	 * @return completes when it is recorded
	 */
	public Mono<Void> record(List<NewContent> contents, Instant now) {
		return contents.isEmpty() ? Mono.empty()
				: columns(this.statements.sql(RECORD), contents).bind("now", now)
					.then()
					.then(this.changes.record(Change.of(ChangeTopic.IMAGES, ChangeKind.UPDATED, ids(contents))));
	}

	private static List<UUID> ids(List<NewContent> contents) {
		return contents.stream().map(NewContent::imageId).toList();
	}

	private static Statements.Call columns(Statements.Call call, List<NewContent> contents) {
		return call.bind("ids", contents.stream().map(NewContent::imageId).toArray(UUID[]::new))
			.bind("locations", texts(contents, NewContent::location))
			.bind("stored", contents.stream().map(NewContent::stored).toArray(Boolean[]::new))
			.bind("modified", texts(contents, (content) -> content.modifiedAt().toString()))
			.bind("sizes", contents.stream().map(NewContent::size).toArray(Long[]::new))
			.bind("widths", contents.stream().map((content) -> content.header().width()).toArray(Integer[]::new))
			.bind("heights", contents.stream().map((content) -> content.header().height()).toArray(Integer[]::new))
			.bind("types", texts(contents, (content) -> content.header().format().mimeType()))
			.bind("hashes", texts(contents, NewContent::hash))
			.bind("taken", texts(contents, (content) -> Objects.toString(content.takenAt(), "")));
	}

	private static String[] texts(List<NewContent> contents, Function<NewContent, String> value) {
		return contents.stream().map(value).toArray(String[]::new);
	}

	private static final String DELETE = """
			/* deleteStoredImages */ DELETE FROM images WHERE is_stored AND image_id = ANY(:ids)
			""";

	/**
	 * Deletes images with their captions and thumbnails if the service owns their files.
	 * The files remain.
	 * @param ids at most a chunk
	 * @return the number of deleted images
	 */
	public Mono<Long> deleteStored(Collection<UUID> ids) {
		return ids.isEmpty() ? Mono.just(0L)
				: this.statements.sql(DELETE)
					.bind("ids", ids.toArray(UUID[]::new))
					.update()
					.flatMap(
							(deleted) -> this.changes
								.record((deleted == ids.size()) ? Change.of(ChangeTopic.IMAGES, ChangeKind.DELETED, ids)
										: Change.of(ChangeTopic.IMAGES, ChangeKind.DELETED, deleted))
								.thenReturn(deleted));
	}

	/**
	 * Forgets the known paths of images whose rows have changed.
	 * @param ids of the images
	 */
	public void forget(Collection<UUID> ids) {
		ids.forEach(this.paths::forget);
	}

}
