package dev.tintype.image.overview;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Snapshots;
import dev.tintype.data.sql.Statements;
import dev.tintype.image.registry.ImageSelection;
import dev.tintype.search.regex.RegexLimit;
import dev.tintype.web.listing.Where;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Counts the values of the images of a list. A facet is counted without its own
 * condition. One statement counts all facets without such a condition, and the total.
 */
@Component
class ImageFacets {

	/** The number of the total among the facets of a statement. */
	private static final int TOTAL = -1;

	/** The number of a facet without values. */
	private static final int NONE = -2;

	/**
	 * Many images share the values of most facets. So each image is counted once, and
	 * each combination of values once per facet. The outer join makes H2 count the images
	 * first.
	 */
	private static final String COUNT = """
			/* countImageFacets */
			SELECT k.facet, k.found, k.images
			FROM (SELECT n.facet, CASE n.facet WHEN -2 THEN '' %1$s END AS found,
			    CAST(sum(g.images) AS BIGINT) AS images
			  FROM (SELECT count(*) AS images, m.one %2$s FROM (SELECT 1 AS one %3$s FROM images i %4$s) m
			      GROUP BY m.one %2$s) g
			    LEFT JOIN (VALUES %5$s) n(facet) ON TRUE
			  GROUP BY 1, 2
			  %6$s) k
			WHERE k.facet = -1 OR (k.facet >= 0 AND k.found IS NOT NULL)
			ORDER BY k.images DESC, %7$s
			""";

	/** A facet that is counted by itself. */
	private static final String ALONE = """
			UNION ALL SELECT %d, f.found, count(*) FROM (SELECT %s AS found FROM images i %s) f GROUP BY f.found
			""";

	private final Statements statements;

	private final Dialect dialect;

	private final RegexLimit regexes;

	private final Snapshots snapshots;

	ImageFacets(Statements statements, Dialect dialect, RegexLimit regexes, Snapshots snapshots) {
		this.statements = statements;
		this.dialect = dialect;
		this.regexes = regexes;
		this.snapshots = snapshots;
	}

	/**
	 * Counts the values of all facets, as of one moment.
	 */
	Mono<Facets> count(ImageSelection selection) {
		Map<ImageSelection, Set<FacetKind>> parts = new LinkedHashMap<>();
		parts.put(selection, EnumSet.noneOf(FacetKind.class));
		for (FacetKind kind : FacetKind.values()) {
			parts.computeIfAbsent(selection.without(kind.field()), (any) -> EnumSet.noneOf(FacetKind.class)).add(kind);
		}
		Mono<FacetValues> found = Mono.defer(() -> Flux.fromIterable(parts.entrySet())
			.concatMap((part) -> this.regexes.run(part.getKey().isMatching(),
					() -> read(part.getKey(), part.getValue(), part.getKey() == selection)))
			.reduce(FacetValues::with));
		return ((parts.size() > 1) ? this.snapshots.run(found) : found).map(FacetValues::facets);
	}

	private Mono<FacetValues> read(ImageSelection selection, Set<FacetKind> kinds, boolean withTotal) {
		Where where = selection.where(this.dialect);
		List<FacetKind> combined = kinds.stream().filter((kind) -> !kind.isAlone()).toList();
		String numbers = Stream.concat(Stream.of(withTotal ? TOTAL : NONE), combined.stream().map(Enum::ordinal))
			.map((number) -> "(" + number + ")")
			.collect(Collectors.joining(", "));
		String alone = kinds.stream()
			.filter(FacetKind::isAlone)
			.map((kind) -> ALONE.formatted(kind.ordinal(), kind.sql(this.dialect), where.sql()))
			.collect(Collectors.joining());
		String sql = COUNT.formatted(each(combined, " WHEN %1$d THEN CAST(g.v%1$d AS VARCHAR)"),
				each(combined, ", m.v%1$d"),
				combined.stream()
					.map((kind) -> ", " + kind.sql(this.dialect) + " AS v" + kind.ordinal())
					.collect(Collectors.joining()),
				where.sql(), numbers, alone, this.dialect.choose("STRINGTOUTF8(k.found)", "k.found COLLATE \"C\""));
		return this.statements.sql(sql)
			.bind(where.values())
			.all((row) -> new Row(Columns.get(row, 0, Integer.class), row.get(1, String.class),
					Columns.get(row, 2, Long.class)))
			.reduceWith(FacetValues::new, (values, row) -> values.add(row.facet(), row.found(), row.images()));
	}

	private static String each(List<FacetKind> kinds, String sql) {
		return kinds.stream().map((kind) -> sql.formatted(kind.ordinal())).collect(Collectors.joining());
	}

	private record Row(int facet, @Nullable String found, long images) {
	}

}
