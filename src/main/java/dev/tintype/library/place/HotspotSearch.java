package dev.tintype.library.place;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Turns;
import dev.tintype.web.listing.Rows;
import dev.tintype.web.listing.Slice;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.stereotype.Repository;

/**
 * Finds the places where many photos were taken. The coordinates of all photos are read
 * page by page. One search runs at a time, because a million photos take 40 MB.
 */
@Repository
class HotspotSearch {

	private static final int PAGE = 20_000;

	/** As long as a client waits for a response. */
	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final String SELECT = """
			/* readCoordinates */
			SELECT v.latitude, v.longitude, v.id FROM file_versions v
			WHERE v.listing = 'listed' AND v.latitude IS NOT NULL AND v.longitude IS NOT NULL %s
			ORDER BY %s v.latitude, v.longitude, v.id LIMIT :limit
			""";

	private static final String BEHIND = """
			AND v.latitude >= :latitude AND (v.latitude > :latitude
			  OR (v.longitude >= :longitude AND (v.longitude > :longitude OR v.id > :id)))""";

	private final Statements statements;

	private final HotspotNames names;

	private final String first;

	private final String further;

	private final Turns<Class<?>> turns = new Turns<>(PATIENCE);

	HotspotSearch(Statements statements, HotspotNames names, Dialect dialect) {
		this.statements = statements;
		this.names = names;
		// H2 reads an index in order only if ORDER BY names its first column too.
		String listing = dialect.choose("v.listing,", "");
		this.first = SELECT.formatted("", listing);
		this.further = SELECT.formatted(BEHIND, listing);
	}

	/**
	 * Finds places.
	 * @param radius in metres
	 * @param least the fewest photos of a place
	 * @return the rows of a listing in the order of {@link Hotspot#ORDERS}
	 */
	Rows<Hotspot> rows(int radius, int least) {
		Mono<List<Hotspot>> found = this.turns.take(HotspotSearch.class, points().publishOn(Schedulers.boundedElastic())
			.map((points) -> HotspotClusters.of(points, radius, least)));
		SortedRows<Hotspot> sorted = new SortedRows<>(Hotspot.ORDERS.initial(), found);
		return new Rows<>() {

			@Override
			public Mono<List<Hotspot>> page(Slice<Hotspot> slice) {
				return sorted.page(slice).flatMap(HotspotSearch.this.names::name);
			}

			@Override
			public Mono<Long> count() {
				return sorted.count();
			}

		};
	}

	private Mono<PhotoPoints> points() {
		return Mono.defer(() -> {
			PhotoPoints points = new PhotoPoints();
			return page(points, this.first, Map.of())
				.expand((read) -> (read < PAGE) ? Mono.empty() : page(points, this.further, last(points)))
				.then(Mono.just(points));
		});
	}

	private Mono<Long> page(PhotoPoints points, String sql, Map<String, Object> after) {
		return this.statements.sql(sql).bind(after).bind("limit", PAGE).<Boolean>all((row) -> {
			points.add(Columns.get(row, 2, UUID.class), Columns.get(row, 0, Double.class),
					Columns.get(row, 1, Double.class));
			return true;
		}).count();
	}

	private static Map<String, Object> last(PhotoPoints points) {
		int last = points.size() - 1;
		Map<String, Object> after = new HashMap<>();
		after.put("latitude", points.latitude(last));
		after.put("longitude", points.longitude(last));
		after.put("id", points.id(last));
		return after;
	}

}
