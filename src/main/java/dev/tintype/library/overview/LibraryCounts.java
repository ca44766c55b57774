package dev.tintype.library.overview;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Statements;
import io.r2dbc.spi.Readable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Counts the rows of the library.
 */
@Repository
class LibraryCounts {

	/**
	 * A single statement, so all counts are of one snapshot. An index has all columns of
	 * the first part. The faces of the trash are few, so they are subtracted.
	 */
	private static final String READ = """
			/* readLibraryStats */
			SELECT s.assets, s.bronze, s.silver, s.gold, s.reviewed, s.rejected,
			  (SELECT count(*) FROM media_assets WHERE deleted_at IS NOT NULL),
			  (SELECT count(*) FROM people),
			  (SELECT count(*) FROM faces WHERE NOT ignored) - t.faces,
			  (SELECT count(*) FROM faces WHERE person_id IS NULL AND NOT ignored) - t.unassigned,
			  (SELECT count(*) FROM collections),
			  (SELECT count(*) FROM global_tag_library),
			  s.bytes
			FROM (
			  SELECT CAST(COALESCE(SUM(g.n) FILTER (WHERE g.is_shown), 0) AS BIGINT) AS assets,
			    CAST(COALESCE(SUM(g.n) FILTER (WHERE g.is_shown AND g.tier = 'bronze'), 0) AS BIGINT) AS bronze,
			    CAST(COALESCE(SUM(g.n) FILTER (WHERE g.is_shown AND g.tier = 'silver'), 0) AS BIGINT) AS silver,
			    CAST(COALESCE(SUM(g.n) FILTER (WHERE g.is_shown AND g.tier = 'gold'), 0) AS BIGINT) AS gold,
			    CAST(COALESCE(SUM(g.n) FILTER (WHERE g.is_shown AND g.is_reviewed), 0) AS BIGINT) AS reviewed,
			    CAST(COALESCE(SUM(g.n) FILTER (WHERE g.listing = 'rejected'), 0) AS BIGINT) AS rejected,
			    CAST(COALESCE(SUM(g.bytes), 0) AS BIGINT) AS bytes
			  FROM (SELECT v.listing, v.tier, v.is_reviewed, v.listing IN ('listed', 'rejected') AS is_shown,
			      count(*) AS n, SUM(v.file_size) AS bytes
			    FROM file_versions v WHERE v.listing IN ('listed', 'rejected', 'lower')
			    GROUP BY v.listing, v.tier, v.is_reviewed) g) s
			CROSS JOIN (
			  SELECT count(*) AS faces, count(*) FILTER (WHERE f.person_id IS NULL) AS unassigned
			  FROM file_versions v JOIN faces f ON f.photo_id = v.id
			  WHERE v.listing = 'trashed' AND NOT f.ignored) t
			""";

	private final Statements statements;

	LibraryCounts(Statements statements) {
		this.statements = statements;
	}

	/**
	 * Counts all rows with one statement.
	 */
	Mono<LibraryStats> read() {
		return this.statements.sql(READ)
			.one((row) -> new LibraryStats(count(row, 0), count(row, 1), count(row, 2), count(row, 3), count(row, 4),
					count(row, 5), count(row, 6), count(row, 7), count(row, 8), count(row, 9), count(row, 10),
					count(row, 11), count(row, 12)));
	}

	private static long count(Readable row, int i) {
		return Columns.get(row, i, Long.class);
	}

}
