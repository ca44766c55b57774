package dev.tintype.caption.load;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.tintype.caption.file.SameStems.Found;
import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Finds images by ids, paths and names, and reads their captions.
 */
@Repository
class ImageMatches {

	private static final String PATHS = """
			/* findImportedPaths */
			SELECT i.file_path, i.image_id FROM images i %s AND NOT i.is_stored
			""";

	private static final String STATES = """
			/* findImportedImages */ SELECT i.image_id, i.caption, i.caption_rank FROM images i %s
			""";

	/** The images of names, which are columns of {@code n}. */
	private static final String NAMED = """
			FROM unnest(CAST(:names AS VARCHAR ARRAY)) AS n(name) JOIN images i ON %s
			""";

	private static final String COUNT_NAMES = """
			/* countImportedNames */ SELECT n.name, count(*) %s GROUP BY n.name
			""";

	private static final String FIND_NAMES = """
			/* findImportedNames */ SELECT n.name, i.image_id, COALESCE(i.file_path, '') %s
			""";

	private static final String HISTORY = """
			/* findImportedHistory */
			SELECT c.image_id, c.text FROM captions c %s AND c.text IS NOT NULL
			""";

	// A slash follows the dot in ASCII. The range also has longer names.
	private static final String STEM_H2 = """
			i.filename_utf8 > STRINGTOUTF8(n.name || '.') AND i.filename_utf8 < STRINGTOUTF8(n.name || '/')
			AND POSITION('.' IN SUBSTRING(i.filename FROM CHAR_LENGTH(n.name) + 2)) = 0""";

	private static final String STEM_POSTGRESQL = """
			i.filename > n.name || '.' AND i.filename < n.name || '/'
			AND POSITION('.' IN SUBSTRING(i.filename FROM CHAR_LENGTH(n.name) + 2)) = 0""";

	/** So many images with one name are compared by their folders; more are ambiguous. */
	private static final int MOST_NAMESAKES = 1_000;

	private final Statements statements;

	private final String paths;

	private final String states;

	private final String history;

	private final String named;

	private final String stemmed;

	ImageMatches(Statements statements, Dialect dialect) {
		this.statements = statements;
		this.paths = PATHS.formatted(dialect.among("i.file_path", "VARCHAR", "paths"));
		this.states = STATES.formatted(dialect.among("i.image_id", "UUID", "ids"));
		this.history = HISTORY.formatted(dialect.among("c.image_id", "UUID", "ids"));
		this.named = NAMED.formatted(dialect.choose("i.filename_utf8 = STRINGTOUTF8(n.name)", "i.filename = n.name"));
		this.stemmed = NAMED.formatted(dialect.choose(STEM_H2, STEM_POSTGRESQL));
	}

	/**
	 * Finds registered images by their paths.
	 * @param wanted absolute, at most a chunk, without repetitions
	 * @return the ids by path
	 */
	Mono<Map<String, UUID>> byPaths(Collection<String> wanted) {
		return wanted.isEmpty() ? Mono.just(Map.of())
				: this.statements.sql(this.paths)
					.bind("paths", wanted.toArray(String[]::new))
					.all((row) -> Map.entry(Columns.get(row, 0, String.class), Columns.get(row, 1, UUID.class)))
					.collectMap(Map.Entry::getKey, Map.Entry::getValue);
	}

	/**
	 * Finds images by their names.
	 * @param names at most a chunk, without repetitions
	 * @param stems whether the names have no suffix
	 * @return the images by name, with empty paths if they are not registered files; none
	 * for a name that too many images have, which is in {@code common}
	 */
	Mono<Namesakes> byNames(Collection<String> names, boolean stems) {
		if (names.isEmpty()) {
			return Mono.just(new Namesakes(Map.of(), Set.of()));
		}
		String from = stems ? this.stemmed : this.named;
		return this.statements.sql(COUNT_NAMES.formatted(from))
			.bind("names", names.toArray(String[]::new))
			.all((row) -> Map.entry(Columns.get(row, 0, String.class), Columns.get(row, 1, Long.class)))
			.collectMap(Map.Entry::getKey, Map.Entry::getValue)
			.flatMap((counts) -> {
				Set<String> common = new HashSet<>(counts.keySet());
				common.removeIf((name) -> counts.getOrDefault(name, 0L) <= MOST_NAMESAKES);
				Set<String> few = new HashSet<>(counts.keySet());
				few.removeAll(common);
				return few(few, from).map((found) -> new Namesakes(found, common));
			});
	}

	private Mono<Map<String, Collection<Found>>> few(Set<String> names, String from) {
		return names.isEmpty() ? Mono.just(Map.of())
				: this.statements.sql(FIND_NAMES.formatted(from))
					.bind("names", names.toArray(String[]::new))
					.all((row) -> Map.entry(Columns.get(row, 0, String.class),
							new Found(Columns.get(row, 1, UUID.class), Columns.get(row, 2, String.class))))
					.collectMultimap(Map.Entry::getKey, Map.Entry::getValue);
	}

	/**
	 * Reads the current captions of images.
	 * @param ids at most a chunk, without repetitions
	 * @return the captions of the existing images
	 */
	Mono<Map<UUID, State>> states(Collection<UUID> ids) {
		return ids.isEmpty() ? Mono.just(Map.of())
				: this.statements.sql(this.states)
					.bind("ids", ids.toArray(UUID[]::new))
					.all((row) -> Map.entry(Columns.get(row, 0, UUID.class),
							new State(row.get(1, String.class), Columns.get(row, 2, Integer.class))))
					.collectMap(Map.Entry::getKey, Map.Entry::getValue);
	}

	/**
	 * Reads all captions that images ever had.
	 * @param ids at most a chunk, without repetitions
	 * @return the texts by image
	 */
	Mono<Map<UUID, Set<String>>> histories(Collection<UUID> ids) {
		return ids.isEmpty() ? Mono.just(Map.of()) : this.statements.sql(this.history)
			.bind("ids", ids.toArray(UUID[]::new))
			.all((row) -> Map.entry(Columns.get(row, 0, UUID.class), Columns.get(row, 1, String.class)))
			.collect(HashMap::new, (texts, row) -> texts.computeIfAbsent(row.getKey(), (image) -> new HashSet<>())
				.add(row.getValue()));
	}

	/**
	 * The current caption of an image.
	 *
	 * @param text null if there is none
	 * @param rank of its source
	 */
	record State(@Nullable String text, int rank) {
	}

	/**
	 * The images with some names.
	 *
	 * @param common the names that too many images have
	 */
	record Namesakes(Map<String, Collection<Found>> found, Set<String> common) {

		Collection<Found> of(String name) {
			return this.found.getOrDefault(name, List.of());
		}

	}

}
