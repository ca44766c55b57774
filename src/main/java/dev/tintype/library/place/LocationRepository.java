package dev.tintype.library.place;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.library.geo.Earth;
import dev.tintype.web.http.Requests;
import dev.tintype.web.listing.Where;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Reads and writes locations.
 */
@Repository
class LocationRepository {

	private static final String SELECT = " SELECT " + Location.columns(LocationSql.COUNT);

	private final Statements statements;

	private final Transactions transactions;

	LocationRepository(Statements statements, Transactions transactions) {
		this.statements = statements;
		this.transactions = transactions;
	}

	private static final String FIND = "/* findLocation */" + SELECT + " FROM locations l WHERE l.id = :id";

	Mono<Location> find(UUID id) {
		return this.statements.sql(FIND).bind("id", id).<Location>one(Location::of).switchIfEmpty(Requests.missing(id));
	}

	private static final String INSERT = """
			/* insertLocation */
			INSERT INTO locations (id, name, description, latitude, longitude, radius, is_user_defined, place_name,
			  place_type, created_at, updated_at)
			VALUES (:id, :name, NULLIF(:description, ''), :latitude, :longitude, :radius, :is_user_defined,
			  NULLIF(:place_name, ''), NULLIF(:place_type, ''), :created_at, :updated_at)
			""";

	private static final String COUNT = "/* countPhotosOfLocation */ UPDATE locations l SET photo_count = "
			+ LocationSql.COUNT + " WHERE l.id = :id";

	Mono<Location> insert(Location location) {
		return this.transactions.run(this.statements.sql(INSERT)
			.bind(values(location))
			.bind("created_at", location.createdAt())
			.then()
			.then(this.statements.sql(COUNT).bind("id", location.id()).then())
			.then(find(location.id())));
	}

	private static final String LOCK = "/* lockLocation */ SELECT l.id FROM locations l WHERE l.id = :id FOR UPDATE";

	private static final String UPDATE = """
			/* updateLocation */
			UPDATE locations SET name = :name, description = NULLIF(:description, ''), latitude = :latitude,
			  longitude = :longitude, radius = :radius, is_user_defined = :is_user_defined,
			  place_name = NULLIF(:place_name, ''), place_type = NULLIF(:place_type, ''), updated_at = :updated_at
			WHERE id = :id
			""";

	/**
	 * Changes a location.
	 * @param change receives the locked location
	 */
	Mono<Location> update(UUID id, UnaryOperator<Location> change) {
		return this.transactions.run(this.statements.sql(LOCK)
			.bind("id", id)
			.value(UUID.class)
			.then(Mono.defer(() -> find(id)))
			.map(change)
			.flatMap((changed) -> this.statements.sql(UPDATE).bind(values(changed)).then())
			.then(this.statements.sql(COUNT).bind("id", id).then())
			.then(find(id)));
	}

	private static Map<String, Object> values(Location location) {
		Map<String, Object> values = new HashMap<>();
		values.put("id", location.id());
		values.put("name", location.name());
		values.put("description", text(location.description()));
		values.put("latitude", location.latitude());
		values.put("longitude", location.longitude());
		values.put("radius", location.radius());
		values.put("is_user_defined", location.isUserDefined());
		values.put("place_name", text(location.placeName()));
		values.put("place_type", text(location.placeType()));
		values.put("updated_at", location.updatedAt());
		return values;
	}

	// An empty text is stored as null.
	private static String text(@Nullable String value) {
		return Objects.requireNonNullElse(value, "");
	}

	private static final String DELETE = "/* deleteLocation */ DELETE FROM locations WHERE id = :id";

	Mono<Void> delete(UUID id) {
		return this.statements.sql(DELETE)
			.bind("id", id)
			.update()
			.filter((deleted) -> deleted > 0)
			.switchIfEmpty(Requests.missing(id))
			.then();
	}

	private static final String CENTRE = "/* findCircleOfLocation */ SELECT " + LocationSql.CIRCLE
			+ " FROM locations l WHERE l.id = :id";

	private static final List<String> CIRCLE = List.of("circle_latitude", "circle_longitude", "circle_radius",
			"circle_degrees", "circle_reach");

	/**
	 * Selects the photos of a location.
	 * @return conditions on {@code file_versions v}
	 */
	Mono<Where> photos(UUID id) {
		return this.statements.sql(CENTRE)
			.bind("id", id)
			.<Where>one(LocationRepository::circle)
			.switchIfEmpty(Requests.missing(id));
	}

	private static Where circle(Readable row) {
		Map<String, Object> values = new HashMap<>();
		for (int i = 0; i < CIRCLE.size(); i++) {
			Double value = row.get(i, Double.class);
			if (value == null) {
				return Where.ALL.and("1 = 0");
			}
			values.put(CIRCLE.get(i), value);
		}
		return Where.ALL.and(LocationSql.within(CIRCLE.stream().map(LocationRepository::parameter).toList()), values);
	}

	private static String parameter(String name) {
		return "CAST(:" + name + " AS DOUBLE PRECISION)";
	}

	private static final String DISTANCE = Earth.distance(parameter("latitude"), parameter("longitude"),
			"l.latitude_degrees", "l.longitude_degrees");

	private static final String NEAR = "/* findLocationsNear */" + SELECT + ", " + DISTANCE + """
			 FROM locations l
			WHERE l.latitude_degrees >= CAST(:south AS DOUBLE PRECISION)
			  AND l.latitude_degrees <= CAST(:north AS DOUBLE PRECISION) AND\s""" + DISTANCE
			+ " <= CASE WHEN :has_radius THEN " + parameter("radius") + " ELSE " + LocationSql.RADIUS + " END";

	/**
	 * Finds the locations near a point, in no order.
	 */
	Mono<List<NearLocation>> near(NearPoint point) {
		return this.statements.sql(NEAR)
			.bind(point.values())
			.<NearLocation>all(
					(row) -> NearLocation.of(Location.of(row), Columns.get(row, Location.WIDTH, Double.class)))
			.collectList();
	}

	private static final String TOTALS = """
			/* countLocations */
			SELECT (SELECT count(*) FROM locations),
			  (SELECT count(*) FROM file_versions v
			    WHERE v.listing = 'listed' AND v.latitude IS NOT NULL AND v.longitude IS NOT NULL)
			""";

	private static final String RECENT = "/* findRecentLocations */" + SELECT
			+ " FROM locations l ORDER BY l.created_at DESC, l.id DESC LIMIT :limit";

	/**
	 * Finds the latest locations.
	 */
	Mono<List<Location>> recent(int limit) {
		return this.statements.sql(RECENT).bind("limit", limit).<Location>all(Location::of).collectList();
	}

	/**
	 * Counts locations, and photos with coordinates.
	 */
	Mono<Totals> totals() {
		return this.statements.sql(TOTALS)
			.one((row) -> new Totals(Columns.get(row, 0, Long.class), Columns.get(row, 1, Long.class)));
	}

	private static final String MARKERS = """
			/* findMarkers */
			SELECT l.id, l.name, l.latitude_degrees, l.longitude_degrees,\s""" + LocationSql.RADIUS + """
			 FROM locations l WHERE l.latitude_degrees IS NOT NULL AND l.longitude_degrees IS NOT NULL
			""";

	/**
	 * Reads where all locations are.
	 */
	Mono<List<Marker>> markers() {
		return this.statements.sql(MARKERS)
			.<Marker>all((row) -> new Marker(Columns.get(row, 0, UUID.class), Columns.get(row, 1, String.class),
					Columns.get(row, 2, Double.class), Columns.get(row, 3, Double.class),
					Columns.get(row, 4, Double.class)))
			.collectList();
	}

	/**
	 * The numbers of rows.
	 */
	record Totals(long locations, long photos) {
	}

	/**
	 * Where a location is.
	 *
	 * @param radius in metres
	 */
	record Marker(UUID id, String name, double latitude, double longitude, double radius) {
	}

}
