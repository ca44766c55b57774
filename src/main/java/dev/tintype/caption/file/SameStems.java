package dev.tintype.caption.file;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Finds registered images by their paths without the suffix. A file with the caption of a
 * picture is named like that, so that {@code a.jpg} and {@code a.png} share one.
 */
@Repository
public class SameStems {

	// A slash follows the dot in ASCII. The range also has longer names and paths.
	private static final String STEMS = """
			/* findSameStems */
			SELECT s.stem, i.image_id, i.file_path
			FROM unnest(CAST(:stems AS VARCHAR ARRAY)) AS s(stem)
			JOIN images i ON i.file_path > s.stem || '.' AND i.file_path < s.stem || '/'
			WHERE NOT i.is_stored AND POSITION('.' IN SUBSTRING(i.file_path FROM CHAR_LENGTH(s.stem) + 2)) = 0
			  AND POSITION('/' IN SUBSTRING(i.file_path FROM CHAR_LENGTH(s.stem) + 2)) = 0
			UNION ALL
			SELECT i.file_path, i.image_id, i.file_path FROM images i %s AND NOT i.is_stored
			""";

	private final Statements statements;

	private final String stems;

	SameStems(Statements statements, Dialect dialect) {
		this.statements = statements;
		this.stems = STEMS.formatted(dialect.among("i.file_path", "VARCHAR", "stems"));
	}

	/**
	 * Finds the images of stems.
	 * @param paths absolute and without a suffix, at most a chunk, without repetitions
	 * @return for each stem the images that have it, and the image whose whole path it is
	 */
	public Mono<Map<String, List<Found>>> find(Collection<String> paths) {
		return paths.isEmpty() ? Mono.just(Map.of()) : this.statements.sql(this.stems)
			.bind("stems", paths.toArray(String[]::new))
			.all((row) -> Map.entry(Columns.get(row, 0, String.class),
					new Found(Columns.get(row, 1, UUID.class), Columns.get(row, 2, String.class))))
			.collect(HashMap::new, (found, row) -> found.computeIfAbsent(row.getKey(), (stem) -> new ArrayList<>())
				.add(row.getValue()));
	}

	/**
	 * A registered image.
	 *
	 * @param path absolute
	 */
	public record Found(UUID imageId, String path) {
	}

}
