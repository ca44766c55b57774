package dev.tintype.library.search;

import java.util.List;
import java.util.Locale;
import java.util.UUID;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.library.photo.PhotoSelection;
import dev.tintype.search.regex.RegexLimit;
import dev.tintype.web.listing.Where;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Counts photos by the years, months or days when they were taken.
 */
@Component
class Timeline {

	/**
	 * Photos without a date are in the year 1. An index has both columns that the buckets
	 * need. Another one finds the newest photo of each bucket.
	 */
	private static final String COUNT = """
			/* countPhotosOverTime */
			WITH b AS (
			  SELECT t.bucket, count(*) AS photos, max(t.taken) AS newest
			  FROM (SELECT date_trunc('%1$s', v.taken_descending) AS bucket, v.taken_descending AS taken
			    FROM file_versions v %4$s %2$s) t
			  GROUP BY t.bucket)
			SELECT CAST(b.bucket AS VARCHAR), b.photos,
			  (SELECT v.id FROM file_versions v %3$s %2$s AND v.taken_at = b.newest ORDER BY v.id DESC LIMIT 1)
			FROM b ORDER BY b.bucket DESC""";

	/**
	 * PostgreSQL expects a bucket per photo, and would compile the statement, which takes
	 * longer than its execution.
	 */
	private static final String PLAN = "/* planTimeline */ SELECT set_config('jit', 'off', TRUE)";

	/** Without statistics, H2 may scan all photos for each bucket. */
	private static final String HINT_H2 = "USE INDEX (file_versions_taken)";

	private final Statements statements;

	private final Dialect dialect;

	private final Transactions transactions;

	private final RegexLimit regexes;

	Timeline(Statements statements, Dialect dialect, Transactions transactions, RegexLimit regexes) {
		this.statements = statements;
		this.dialect = dialect;
		this.transactions = transactions;
		this.regexes = regexes;
	}

	/**
	 * Counts the photos that are selected.
	 */
	Mono<Counts> count(PhotoSelection selection, Unit unit) {
		Mono<Counts> counts = this.regexes.run(selection.isMatching(), () -> counts(selection, unit));
		return switch (this.dialect) {
			case H2 -> counts;
			case POSTGRESQL -> this.transactions.runReading(this.statements.sql(PLAN).value(String.class).then(counts));
		};
	}

	private Mono<Counts> counts(PhotoSelection selection, Unit unit) {
		Where where = selection.where(this.dialect);
		return this.statements
			.sql(COUNT.formatted(unit.text(), where.sql(), this.dialect.choose(HINT_H2, ""),
					selection.hint(this.dialect)))
			.bind(where.values())
			.all((row) -> bucket(row, unit))
			.collectList()
			.map(Counts::of);
	}

	private static Bucket bucket(Readable row, Unit unit) {
		return new Bucket(Columns.get(row, 0, String.class).substring(0, unit.length), Columns.get(row, 1, Long.class),
				row.get(2, UUID.class));
	}

	/**
	 * The length of a bucket.
	 */
	enum Unit {

		/** A year, such as 2024. */
		YEAR(4),

		/** A month, such as 2024-07. */
		MONTH(7),

		/** A day, such as 2024-07-04. */
		DAY(10);

		/** The characters of a date that name the bucket. */
		private final int length;

		Unit(int length) {
			this.length = length;
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
	 * @param photoId the newest of them; null for photos without a date
	 */
	record Bucket(String bucket, long count, @Nullable UUID photoId) {

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
