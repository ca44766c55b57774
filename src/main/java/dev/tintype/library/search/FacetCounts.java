package dev.tintype.library.search;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.library.photo.PhotoSelection;
import dev.tintype.library.search.Facets.Facet;
import dev.tintype.library.search.Facets.Person;
import dev.tintype.search.regex.RegexLimit;
import dev.tintype.web.listing.Where;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Counts the values of photos with one statement.
 */
@Component
class FacetCounts {

	/** One pass over the photos counts the values of their own columns. */
	private static final String COUNT_POSTGRESQL = """
			/* countPhotoFacets */
			WITH m AS MATERIALIZED (
			  SELECT v.id, v.tier, v.rating_order, v.event_type, v.camera, v.mime_type,
			    date_part('year', v.taken_at) AS year
			  FROM file_versions v %s)
			SELECT CASE GROUPING(tier, rating_order, event_type, camera, mime_type, year) WHEN 31 THEN 'tiers'
			    WHEN 47 THEN 'ratings' WHEN 55 THEN 'event_types' WHEN 59 THEN 'cameras' WHEN 61 THEN 'mime_types'
			    ELSE 'years' END,
			  COALESCE(tier, CAST(rating_order AS TEXT), event_type, camera, mime_type, CAST(year AS TEXT)), NULL, count(*)
			FROM m GROUP BY GROUPING SETS ((tier), (rating_order), (event_type), (camera), (mime_type), (year))
			UNION ALL (
			  SELECT 'keywords', COALESCE(g.tag, k.tag_key), NULL, k.photos
			  FROM (SELECT t.tag_key, count(*) AS photos FROM m JOIN photo_tags t ON t.photo_id = m.id GROUP BY t.tag_key) k
			    LEFT JOIN global_tag_library g ON g.tag_key = k.tag_key
			  ORDER BY 4 DESC, 2 LIMIT :most)
			UNION ALL (
			  SELECT 'people', CAST(p.id AS TEXT), p.name, k.photos
			  FROM (SELECT f.person_id, count(DISTINCT f.photo_id) AS photos FROM m JOIN faces f ON f.photo_id = m.id
			      WHERE f.person_id IS NOT NULL AND NOT f.ignored GROUP BY f.person_id) k
			    JOIN people p ON p.id = k.person_id
			  ORDER BY 4 DESC, 2 LIMIT :most)""";

	/**
	 * H2 evaluates a common table expression each time it is named. The outer joins make
	 * it read the photos first, and each of them once per part.
	 */
	private static final String COUNT_H2 = """
			/* countPhotoFacets */
			SELECT k.facet, k.found, NULL, count(*)
			FROM (
			  SELECT CASE n.x WHEN 1 THEN 'tiers' WHEN 2 THEN 'ratings' WHEN 3 THEN 'event_types' WHEN 4 THEN 'cameras'
			      WHEN 5 THEN 'mime_types' ELSE 'years' END AS facet,
			    CASE n.x WHEN 1 THEN v.tier WHEN 2 THEN CAST(v.rating_order AS VARCHAR) WHEN 3 THEN v.event_type
			      WHEN 4 THEN v.camera WHEN 5 THEN v.mime_type ELSE CAST(EXTRACT(YEAR FROM v.taken_at) AS VARCHAR)
			      END AS found
			  FROM file_versions v %2$s LEFT JOIN SYSTEM_RANGE(1, 6) n ON TRUE %1$s) k
			GROUP BY k.facet, k.found
			UNION ALL (
			  SELECT 'keywords', COALESCE(g.tag, k.tag_key), NULL, k.photos
			  FROM (SELECT t.tag_key, count(*) AS photos
			      FROM file_versions v %2$s LEFT JOIN photo_tags t ON t.photo_id = v.id %1$s
			      GROUP BY t.tag_key HAVING t.tag_key IS NOT NULL) k
			    LEFT JOIN global_tag_library g ON g.tag_key = k.tag_key
			  ORDER BY k.photos DESC, STRINGTOUTF8(COALESCE(g.tag, k.tag_key)) LIMIT :most)
			UNION ALL (
			  SELECT 'people', CAST(p.id AS VARCHAR), p.name, k.photos
			  FROM (SELECT f.person_id, count(DISTINCT f.photo_id) AS photos
			      FROM file_versions v %2$s LEFT JOIN faces f USE INDEX (faces_photo) ON f.photo_id = v.id AND NOT f.ignored %1$s
			      GROUP BY f.person_id HAVING f.person_id IS NOT NULL) k
			    JOIN people p ON p.id = k.person_id
			  ORDER BY k.photos DESC, p.id LIMIT :most)""";

	private final Statements statements;

	private final Dialect dialect;

	private final RegexLimit regexes;

	FacetCounts(Statements statements, Dialect dialect, RegexLimit regexes) {
		this.statements = statements;
		this.dialect = dialect;
		this.regexes = regexes;
	}

	/**
	 * Counts the values of all photos that are selected.
	 */
	Mono<Facets> count(PhotoSelection selection) {
		return this.regexes.run(selection.isMatching(), () -> {
			Where where = selection.where(this.dialect);
			return this.statements
				.sql(this.dialect.choose(COUNT_H2, COUNT_POSTGRESQL)
					.formatted(where.sql(), selection.hint(this.dialect)))
				.bind(where.values())
				.bind("most", Facets.MOST)
				.all(Row::of)
				.collectList()
				.map(FacetCounts::facets);
		});
	}

	private static Facets facets(List<Row> rows) {
		return new Facets(texts(rows, "tiers"), numbers(rows, "ratings"), texts(rows, "event_types"),
				texts(rows, "cameras"), texts(rows, "mime_types"), texts(rows, "keywords"), numbers(rows, "years"),
				people(rows));
	}

	private static List<Facet> texts(List<Row> rows, String facet) {
		Comparator<Row> byText = (one, other) -> Arrays.compareUnsigned(one.utf8(), other.utf8());
		return values(rows, facet, byText, (row) -> new Facet(row.text(), row.count()));
	}

	private static List<Facet> numbers(List<Row> rows, String facet) {
		return values(rows, facet, Comparator.comparingInt(Row::number), (row) -> new Facet(row.number(), row.count()));
	}

	private static List<Person> people(List<Row> rows) {
		Comparator<Row> byId = Comparator.comparing(Row::text);
		return values(rows, "people", byId,
				(row) -> new Person(UUID.fromString(row.text()), Objects.requireNonNull(row.name()), row.count()));
	}

	private static <T> List<T> values(List<Row> rows, String facet, Comparator<Row> order, Function<Row, T> mapping) {
		return rows.stream()
			.filter((row) -> row.facet().equals(facet) && row.value() != null)
			.sorted(Comparator.comparingLong(Row::count).reversed().thenComparing(order))
			.limit(Facets.MOST)
			.map(mapping)
			.toList();
	}

	/**
	 * A value of a facet.
	 *
	 * @param value null for the photos without a value
	 * @param name of a person
	 */
	private record Row(String facet, @Nullable String value, @Nullable String name, long count) {

		static Row of(Readable row) {
			return new Row(Columns.get(row, 0, String.class), row.get(1, String.class), row.get(2, String.class),
					Columns.get(row, 3, Long.class));
		}

		String text() {
			return Objects.requireNonNull(this.value);
		}

		int number() {
			return Integer.parseInt(text());
		}

		byte[] utf8() {
			return text().getBytes(StandardCharsets.UTF_8);
		}

	}

}
