package dev.tintype.image.folder;

import java.util.List;
import java.util.Map;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Statements;
import dev.tintype.image.folder.Subfolders.Item;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Counts the registered images in folders.
 */
@Repository
class RegisteredCounts {

	/** The paths below a folder are a range of the index, whose upper end is known. */
	private static final String COUNT = """
			/* countRegisteredInFolders */
			SELECT f.prefix, count(*) FROM unnest(CAST(:prefixes AS VARCHAR ARRAY), CAST(:ends AS VARCHAR ARRAY))
			  AS f(prefix, ending)
			JOIN images i ON i.file_path > f.prefix AND i.file_path < f.ending
			WHERE NOT i.is_stored AND POSITION(:separator IN SUBSTRING(i.file_path FROM CHAR_LENGTH(f.prefix) + 1)) = 0
			GROUP BY f.prefix
			""";

	private final Statements statements;

	RegisteredCounts(Statements statements) {
		this.statements = statements;
	}

	/**
	 * Counts the images whose files are directly in the folders.
	 */
	Mono<Subfolders> count(Subfolders folders, String separator) {
		List<String> prefixes = folders.items().stream().map((item) -> prefix(item, separator)).distinct().toList();
		if (prefixes.isEmpty()) {
			return Mono.just(folders);
		}
		return this.statements.sql(COUNT)
			.bind("prefixes", prefixes.toArray(String[]::new))
			.bind("ends", prefixes.stream().map(RegisteredCounts::end).toArray(String[]::new))
			.bind("separator", separator)
			.all((row) -> Map.entry(Columns.get(row, 0, String.class), Columns.get(row, 1, Long.class)))
			.collectMap(Map.Entry::getKey, Map.Entry::getValue)
			.map((counts) -> new Subfolders(folders.path(), folders.parent(),
					folders.items()
						.stream()
						.map((item) -> item.registered(counts.getOrDefault(prefix(item, separator), 0L)))
						.toList(),
					folders.truncated()));
	}

	private static String prefix(Item item, String separator) {
		return item.path().endsWith(separator) ? item.path() : item.path() + separator;
	}

	// After all texts with the prefix, by code point.
	private static String end(String prefix) {
		int last = prefix.length() - 1;
		return prefix.substring(0, last) + (char) (prefix.charAt(last) + 1);
	}

}
