package dev.tintype.library.search;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.library.photo.PhotoSelection;
import dev.tintype.search.regex.RegexLimit;
import dev.tintype.web.listing.Where;
import io.r2dbc.spi.Readable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Counts photos by the years, months or days when they were taken.
 */
@Component
class Timeline {

	/**
	 * Photos without a date are in the year 1. An index has both columns that are read
	 * of each photo. It also finds the newest photo of each bucket.
	 */
	private static final String COUNT = """
			/* countPhotosOverTime */
			WITH b AS (
			  SELECT date_trunc('%1$s', v.taken_descending) AS bucket, count(*) AS photos,
			    max(v.taken_descending) AS newest
			  FROM file_versions v %2$s GROUP BY date_trunc('%1$s', v.taken_descending))
			SELECT b.bucket, b.photos,
			  (SELECT v.id FROM file_versions v %2$s AND v.taken_descending = b.newest ORDER BY v.id DESC LIMIT 1)
			FROM b ORDER BY b.bucket DESC""";

	private final Statements statements;

	private final Dialect dialect;

	private final RegexLimit regexes;

	Timeline(Statements statements, Dialect dialect, RegexLimit regexes) {
		this.statements = statements;
		this.dialect = dialect;
		this.regexes = regexes;
	}

	/**
	 * Counts the photos that are selected.
	 */
	Mono<Counts> count(PhotoSelection selection, Unit unit) {
		return this.regexes.run(selection.isMatching(), () -> {
			Where where = selection.where(this.dialect);
			return this.statements.sql(COUNT.formatted(unit.text(), where.sql()))
				.bind(where.values())
				.all((row) -> bucket(row, unit))
				.collectList()
				.map(Counts::of);
		});
	}

	private static Bucket bucket(Readable row, Unit unit) {
		return new Bucket(unit.format.format(Columns.get(row, 0, LocalDateTime.class)), Columns.get(row, 1, Long.class),
				Columns.get(row, 2, UUID.class));
	}

	/**
	 * The length of a bucket.
	 */
	enum Unit {

		/** A year, such as 2024. */
		YEAR("uuuu"),

		/** A month, such as 2024-07. */
		MONTH("uuuu-MM"),

		/** A day, such as 2024-07-04. */
		DAY("uuuu-MM-dd");

		private final DateTimeFormatter format;

		Unit(String pattern) {
			this.format = DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
		}

		/**
		 * The word that clients and databases use.
		 */
		String text() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

	/**
	 * The photos of a year, month or day.
	 *
	 * @param count how many there are
	 * @param photoId the newest of them
	 */
	record Bucket(String bucket, long count, UUID photoId) {

		boolean isUndated() {
			return this.bucket.startsWith("0001");
		}

	}

	/**
	 * The buckets, newest first.
	 *
	 * @param total of all photos, with or without a date
	 * @param undated the number of photos without a date
	 */
	record Counts(List<Bucket> items, long total, long undated) {

		static Counts of(List<Bucket> buckets) {
			return new Counts(buckets.stream().filter((bucket) -> !bucket.isUndated()).toList(),
					buckets.stream().mapToLong(Bucket::count).sum(),
					buckets.stream().filter(Bucket::isUndated).mapToLong(Bucket::count).sum());
		}

	}

}
