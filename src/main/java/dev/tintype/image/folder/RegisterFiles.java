package dev.tintype.image.folder;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

import dev.tintype.data.change.Change;
import dev.tintype.data.change.ChangeKind;
import dev.tintype.data.change.ChangeLog;
import dev.tintype.data.change.ChangeTopic;
import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.support.AnyCase;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Registers files on disk in {@code images}, with one statement per chunk.
 */
@Repository
class RegisterFiles {

	private static final String FILES = """
			SELECT f.image_id, f.filename, f.filename_folded, f.file_path,
			  CAST(f.modified AS TIMESTAMP WITH TIME ZONE) AS file_modified_at,
			  f.file_size, f.width, f.height, f.mime_type, CAST(NULLIF(f.taken, '') AS TIMESTAMP) AS taken_at,
			  CAST(f.created AS TIMESTAMP WITH TIME ZONE) AS created_at
			FROM unnest(CAST(:ids AS UUID ARRAY), CAST(:filenames AS VARCHAR ARRAY),
			  CAST(:folded_filenames AS VARCHAR ARRAY), CAST(:paths AS VARCHAR ARRAY), CAST(:modified AS VARCHAR ARRAY),
			  CAST(:sizes AS BIGINT ARRAY), CAST(:widths AS INT ARRAY), CAST(:heights AS INT ARRAY),
			  CAST(:types AS VARCHAR ARRAY), CAST(:taken AS VARCHAR ARRAY), CAST(:created AS VARCHAR ARRAY))
			  AS f(image_id, filename, filename_folded, file_path, modified, file_size, width, height, mime_type, taken,
			    created)
			""";

	private static final String UPSERT_POSTGRESQL = """
			/* registerFiles */
			INSERT INTO images AS i (image_id, filename, filename_folded, file_path, file_modified_at, file_size, width,
			  height, mime_type, taken_at, created_at, updated_at, is_uploaded, is_stored)
			SELECT f.*, f.created_at, TRUE, FALSE FROM (
			""" + FILES + """
			) f
			ON CONFLICT (file_path) DO UPDATE SET file_modified_at = excluded.file_modified_at,
			  file_size = excluded.file_size, width = excluded.width, height = excluded.height,
			  mime_type = excluded.mime_type, taken_at = excluded.taken_at, content_hash = NULL, colour = NULL,
			  is_uploaded = TRUE, updated_at = now()
			WHERE i.file_size IS DISTINCT FROM excluded.file_size
			  OR i.file_modified_at IS DISTINCT FROM excluded.file_modified_at
			RETURNING image_id, file_path
			""";

	private static final String UPSERT_H2 = """
			/* registerFiles */
			SELECT image_id, file_path FROM FINAL TABLE (MERGE INTO images i USING (
			""" + FILES + """
			) f ON i.file_path = f.file_path
			WHEN MATCHED AND (i.file_size IS DISTINCT FROM f.file_size
			  OR i.file_modified_at IS DISTINCT FROM f.file_modified_at)
			  THEN UPDATE SET file_modified_at = f.file_modified_at, file_size = f.file_size, width = f.width,
			  height = f.height, mime_type = f.mime_type, taken_at = f.taken_at, content_hash = NULL, colour = NULL,
			  is_uploaded = TRUE, updated_at = now()
			WHEN NOT MATCHED
			  THEN INSERT (image_id, filename, filename_folded, file_path, file_modified_at, file_size, width, height,
			  mime_type, taken_at, created_at, updated_at, is_uploaded, is_stored)
			  VALUES (f.image_id, f.filename, f.filename_folded, f.file_path, f.file_modified_at, f.file_size, f.width,
			  f.height, f.mime_type, f.taken_at, f.created_at, f.created_at, TRUE, FALSE))
			""";

	private static final String KNOWN = """
			/* knownFiles */
			SELECT file_path, file_size, file_modified_at, filename FROM images %s
			""";

	private final Statements statements;

	private final Dialect dialect;

	private final String known;

	private final ChangeLog changes;

	RegisterFiles(Statements statements, Dialect dialect, ChangeLog changes) {
		this.changes = changes;
		this.statements = statements;
		this.dialect = dialect;
		this.known = KNOWN.formatted(dialect.among("file_path", "VARCHAR", "paths"));
	}

	/**
	 * Finds the registered state of files.
	 * @param files at most a chunk
	 * @return the state of the registered files, in no order
	 */
	Flux<FileState> known(Collection<FoundFile> files) {
		return this.statements.sql(this.known)
			.bind("paths", files.stream().map((file) -> file.path()).toArray(String[]::new))
			.all((row) -> new FileState(Columns.get(row, 0, String.class),
					Objects.requireNonNullElse(row.get(1, Long.class), -1L),
					Objects.requireNonNullElse(row.get(2, Instant.class), Instant.EPOCH),
					Columns.get(row, 3, String.class)));
	}

	/**
	 * Registers new files, and updates files whose size or time has changed. A file that
	 * a concurrent caller has registered in the meantime is not changed.
	 * @param files at most a chunk; rows are locked in the order of their paths
	 * @return the inserted and updated rows; an inserted row has the proposed id
	 */
	Flux<FileRow> upsert(List<RegisteredFile> files) {
		List<RegisteredFile> sorted = files.stream()
			.sorted(Comparator.comparing((RegisteredFile file) -> file.file().path().toString()))
			.toList();
		String[] filenames = texts(sorted, (file) -> file.file().filename());
		return this.statements.sql(this.dialect.choose(UPSERT_H2, UPSERT_POSTGRESQL))
			.bind("ids", sorted.stream().map(RegisteredFile::imageId).toArray(UUID[]::new))
			.bind("filenames", filenames)
			.bind("folded_filenames", AnyCase.fold(filenames))
			.bind("paths", texts(sorted, (file) -> file.file().path()))
			.bind("modified", texts(sorted, (file) -> file.file().modifiedAt()))
			.bind("sizes", sorted.stream().map((file) -> file.file().size()).toArray(Long[]::new))
			.bind("widths", sorted.stream().map((file) -> file.header().width()).toArray(Integer[]::new))
			.bind("heights", sorted.stream().map((file) -> file.header().height()).toArray(Integer[]::new))
			.bind("types", texts(sorted, (file) -> file.header().format().mimeType()))
			.bind("taken", texts(sorted, (file) -> Objects.requireNonNullElse(file.takenAt(), "")))
			.bind("created", texts(sorted, (file) -> dev.tintype.support.Ids.createdAt(file.imageId())))
			.all((row) -> new FileRow(Columns.get(row, 0, UUID.class), Columns.get(row, 1, String.class)));
	}

	/**
	 * Records the changes of an {@link #upsert}.
	 * @param rows the inserted and updated rows
	 * @param updated the ids of the updated ones
	 */
	Mono<Void> record(List<FileRow> rows, Collection<UUID> updated) {
		Set<UUID> created = new LinkedHashSet<>();
		rows.forEach((row) -> created.add(row.imageId()));
		updated.forEach(created::remove);
		return this.changes.record(List.of(Change.of(ChangeTopic.IMAGES, ChangeKind.CREATED, created),
				Change.of(ChangeTopic.IMAGES, ChangeKind.UPDATED, updated)));
	}

	private static final String RENAME = """
			/* renameFiles */
			UPDATE images AS i SET filename = f.filename, filename_folded = f.filename_folded, updated_at = now()
			FROM unnest(CAST(:paths AS VARCHAR ARRAY), CAST(:own AS VARCHAR ARRAY), CAST(:filenames AS VARCHAR ARRAY),
			  CAST(:folded_filenames AS VARCHAR ARRAY)) AS f(file_path, own, filename, filename_folded)
			WHERE i.file_path = f.file_path AND i.filename = f.own
			""";

	/**
	 * Gives files the names of the links that lead to them, unless they already have the
	 * name of a link.
	 * @param files at most a chunk
	 */
	Mono<Void> rename(Collection<FoundFile> files) {
		if (files.isEmpty()) {
			return Mono.empty();
		}
		List<FoundFile> sorted = files.stream().sorted(Comparator.comparing(FoundFile::path)).toList();
		String[] filenames = sorted.stream().map(FoundFile::filename).toArray(String[]::new);
		return this.statements.sql(RENAME)
			.bind("paths", sorted.stream().map(FoundFile::path).toArray(String[]::new))
			.bind("own", sorted.stream().map(FoundFile::ownName).toArray(String[]::new))
			.bind("filenames", filenames)
			.bind("folded_filenames", AnyCase.fold(filenames))
			.update()
			.flatMap((renamed) -> this.changes.record(Change.of(ChangeTopic.IMAGES, ChangeKind.UPDATED, renamed)));
	}

	private static String[] texts(List<RegisteredFile> files, Function<RegisteredFile, Object> value) {
		return files.stream().map((file) -> value.apply(file).toString()).toArray(String[]::new);
	}

	/**
	 * The registered state of a file.
	 *
	 * @param path absolute
	 * @param size in bytes
	 * @param modifiedAt when it was last changed
	 * @param filename its name in the listing
	 */
	record FileState(String path, long size, Instant modifiedAt, String filename) {

		boolean matches(FoundFile file) {
			return this.size == file.size() && this.modifiedAt.equals(file.modifiedAt());
		}

		/**
		 * Whether the file still needs the name of its link. A file with the name of
		 * another link keeps that name.
		 */
		boolean lacksNameOf(FoundFile file) {
			return file.isRenamed() && this.filename.equals(file.ownName());
		}

	}

	/**
	 * A row that was inserted or updated.
	 */
	record FileRow(UUID imageId, String path) {
	}

}
