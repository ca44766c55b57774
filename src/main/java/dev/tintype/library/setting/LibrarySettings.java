package dev.tintype.library.setting;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Statements;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Reads the settings that users change while the service runs. A setting without a row
 * has its default.
 */
@Repository
public class LibrarySettings {

	/** The name of the pattern of file names. */
	public static final String NAMING = "silver_naming_pattern";

	/** The text of the custom pattern of file names. */
	public static final String CUSTOM_NAMING = "custom_naming_pattern";

	static final String FACE_REGIONS = "import_face_regions";

	static final String TRASH_DAYS = "trash_days";

	/** The similarity in percent from which an ingested picture is a conflict. */
	public static final String DUPLICATES = "duplicate_threshold";

	private static final int DUPLICATES_DEFAULT = 95;

	static final long LEAST_SIMILARITY = 50;

	static final long MOST_SIMILARITY = 100;

	private static final long TRASH_DAYS_DEFAULT = 30;

	/** About a century. */
	static final long MOST_DAYS = 36_500;

	private final Statements statements;

	LibrarySettings(Statements statements) {
		this.statements = statements;
	}

	private static final String FIND = """
			/* findSettings */ SELECT "key", "value" FROM settings WHERE "key" = ANY(:names)
			""";

	/**
	 * Finds settings.
	 * @return values by name, without settings that have no row
	 */
	public Mono<Map<String, String>> find(Collection<String> names) {
		return this.statements.sql(FIND)
			.bind("names", names.toArray(String[]::new)).<Map
					.Entry<String, String>>all(
							(row) -> Map.entry(Columns.get(row, 0, String.class), Columns.get(row, 1, String.class)))
			.collectMap(Map.Entry::getKey, Map.Entry::getValue);
	}

	/**
	 * Finds how long assets stay in the trash.
	 * @return empty if they stay forever
	 */
	public Mono<Duration> trashTime() {
		return find(List.of(TRASH_DAYS)).map((found) -> days(found.get(TRASH_DAYS)))
			.filter((days) -> days > 0)
			.map(Duration::ofDays);
	}

	/**
	 * Finds whether an ingest stores the named faces that files contain.
	 * @return true unless the setting is false
	 */
	public Mono<Boolean> importsFaceRegions() {
		return find(List.of(FACE_REGIONS))
			.map((found) -> !"false".equalsIgnoreCase(found.getOrDefault(FACE_REGIONS, "").strip()));
	}

	private static long days(@Nullable String value) {
		try {
			return (value != null) ? Math.min(MOST_DAYS, Long.parseLong(value.strip())) : TRASH_DAYS_DEFAULT;
		}
		catch (NumberFormatException ex) {
			return TRASH_DAYS_DEFAULT;
		}
	}

	/**
	 * Finds the similarity from which an ingested picture is in conflict with an asset.
	 * @return from 50 to 100
	 */
	public Mono<Integer> duplicateThreshold() {
		return find(List.of(DUPLICATES)).map((found) -> threshold(found.get(DUPLICATES)));
	}

	private static int threshold(@Nullable String value) {
		try {
			return (value != null)
					? (int) Math.max(LEAST_SIMILARITY, Math.min(MOST_SIMILARITY, Integer.parseInt(value.strip())))
					: DUPLICATES_DEFAULT;
		}
		catch (NumberFormatException ex) {
			return DUPLICATES_DEFAULT;
		}
	}

}
