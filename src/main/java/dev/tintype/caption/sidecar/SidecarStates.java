package dev.tintype.caption.sidecar;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Remembers the text files that were read or written last, in the table
 * {@code image_sidecars}.
 */
@Repository
class SidecarStates {

	private static final String KNOWN = """
			/* findKnownSidecars */
			SELECT i.file_path, s.file_size, s.modified_at
			FROM images i %s JOIN image_sidecars s ON s.image_id = i.image_id AND s.extension = :extension %s
			""";

	private static final String IMAGES = """
			/* findSidecarImages */ SELECT i.file_path, i.image_id, i.caption FROM images i %s
			""";

	private static final String STATES = """
			SELECT f.image_id, CAST(:extension AS VARCHAR) AS extension, f.file_size,
			  CAST(f.modified AS TIMESTAMP WITH TIME ZONE) AS modified_at
			FROM unnest(CAST(:ids AS UUID ARRAY), CAST(:sizes AS BIGINT ARRAY), CAST(:modified AS VARCHAR ARRAY))
			  AS f(image_id, file_size, modified) JOIN images i ON i.image_id = f.image_id
			""";

	private static final String SAVE_H2 = """
			/* saveSidecars */
			MERGE INTO image_sidecars s USING (
			""" + STATES + """
			) t ON s.image_id = t.image_id AND s.extension = t.extension
			WHEN MATCHED THEN UPDATE SET file_size = t.file_size, modified_at = t.modified_at
			WHEN NOT MATCHED THEN INSERT (image_id, extension, file_size, modified_at)
			  VALUES (t.image_id, t.extension, t.file_size, t.modified_at)
			""";

	private static final String SAVE_POSTGRESQL = """
			/* saveSidecars */
			INSERT INTO image_sidecars (image_id, extension, file_size, modified_at)
			""" + STATES + """
			ORDER BY f.image_id
			ON CONFLICT (image_id, extension) DO UPDATE SET file_size = excluded.file_size,
			  modified_at = excluded.modified_at
			""";

	private final Statements statements;

	private final Dialect dialect;

	private final String known;

	private final String images;

	SidecarStates(Statements statements, Dialect dialect) {
		this.statements = statements;
		this.dialect = dialect;
		String among = dialect.among("i.file_path", "VARCHAR", "paths");
		this.known = dialect.choose(KNOWN.formatted(among, ""), KNOWN.formatted("", among));
		this.images = IMAGES.formatted(among);
	}

	/**
	 * Finds the known text files of registered images.
	 * @param paths at most a chunk, without repetitions
	 * @return by the paths of the images
	 */
	Mono<Map<String, SidecarFile.State>> known(Collection<String> paths, String extension) {
		return paths.isEmpty() ? Mono.just(Map.of())
				: this.statements.sql(this.known)
					.bind("paths", paths.toArray(String[]::new))
					.bind("extension", extension)
					.all((row) -> Map.entry(Columns.get(row, 0, String.class),
							new SidecarFile.State(Columns.get(row, 1, Long.class), Columns.get(row, 2, Instant.class))))
					.collectMap(Map.Entry::getKey, Map.Entry::getValue);
	}

	/**
	 * Finds the images of text files.
	 * @param paths at most a chunk, without repetitions
	 * @return by path
	 */
	Mono<Map<String, Captioned>> images(Collection<String> paths) {
		return this.statements.sql(this.images)
			.bind("paths", paths.toArray(String[]::new))
			.all((row) -> Map.entry(Columns.get(row, 0, String.class),
					new Captioned(Columns.get(row, 1, UUID.class), row.get(2, String.class))))
			.collectMap(Map.Entry::getKey, Map.Entry::getValue);
	}

	/**
	 * Records text files.
	 * @param states by image, at most a chunk
	 */
	Mono<Void> save(Map<UUID, SidecarFile.State> states, String extension) {
		if (states.isEmpty()) {
			return Mono.empty();
		}
		List<Map.Entry<UUID, SidecarFile.State>> rows = List.copyOf(states.entrySet());
		return this.statements.sql(this.dialect.choose(SAVE_H2, SAVE_POSTGRESQL))
			.bind("extension", extension)
			.bind("ids", rows.stream().map(Map.Entry::getKey).toArray(UUID[]::new))
			.bind("sizes", rows.stream().map((row) -> row.getValue().size()).toArray(Long[]::new))
			.bind("modified", rows.stream().map((row) -> row.getValue().modifiedAt().toString()).toArray(String[]::new))
			.then();
	}

	/**
	 * An image with its current caption.
	 *
	 * @param text null if it has none
	 */
	record Captioned(UUID imageId, @Nullable String text) {
	}

}
