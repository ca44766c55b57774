package dev.tintype.library.place;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

import dev.tintype.data.sql.Transactions;
import dev.tintype.library.version.Asset;
import dev.tintype.library.version.Assets;
import dev.tintype.library.version.ProcessingState;
import dev.tintype.library.version.TestAssets;
import dev.tintype.library.version.Tier;
import dev.tintype.library.version.Version;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

@IntegrationTest
class PlaceIntegrationTests {

	/** A degree of latitude, in metres. */
	private static final double DEGREE = Math.toRadians(1) * 6_371_000;

	private final Http http;

	private final Assets assets;

	private final Transactions transactions;

	private final String mark = UUID.randomUUID().toString();

	/** No other test has photos near this latitude. */
	private final double latitude = ThreadLocalRandom.current().nextDouble(-70, 70);

	PlaceIntegrationTests(@Autowired WebTestClient client, @Autowired Assets assets,
			@Autowired Transactions transactions) {
		this.http = new Http(client);
		this.assets = assets;
		this.transactions = transactions;
	}

	@Test
	void locationIsCreatedChangedAndDeleted() {
		Http.Answer created = this.http.post("/api/locations",
				Map.of("name", this.mark, "latitude", "+046.50", "longitude", 7.25, "place_type", "lake"));
		assertThat(created.status()).isEqualTo(201);
		assertThat(created.json().propertyNames()).containsExactly("id", "name", "description", "latitude", "longitude",
				"radius", "is_user_defined", "photo_count", "place_name", "place_type", "created_at", "updated_at");
		assertThat(created.json().path("latitude").asString()).isEqualTo("+046.50");
		assertThat(created.json().path("longitude").asString()).isEqualTo("7.25");
		assertThat(created.json().path("radius").asInt()).isEqualTo(100);
		String path = created.header("Location");

		JsonNode changed = patch(path, "{\"radius\":5000,\"place_type\":null,\"longitude\":\"-180\"}").json();

		assertThat(changed.path("radius").asInt()).isEqualTo(5000);
		assertThat(changed.path("place_type").isNull()).isTrue();
		assertThat(changed.path("latitude").asString()).isEqualTo("+046.50");
		assertThat(changed.path("longitude").asString()).isEqualTo("-180");
		assertThat(this.http.send(HttpMethod.DELETE, path).status()).isEqualTo(204);
		assertThat(this.http.get(path).status()).isEqualTo(404);
		assertThat(this.http.get(path + "/photos").status()).isEqualTo(404);
		assertThat(patch(path, "{}").status()).isEqualTo(404);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{"latitude":"90.0001"}  | /latitude
			{"latitude":"1e1"}      | /latitude
			{"latitude":""}         | /latitude
			{"latitude":null}       | /latitude
			{"latitude":"NaN"}      | /latitude
			{"longitude":-180.1}    | /longitude
			{"longitude":[7]}       | /longitude
			{"longitude":true}      | /longitude
			{"radius":0}            | /radius
			{"radius":100001}       | /radius
			{"radius":1.5}          | /radius
			{"radius":"100"}        | /radius
			{"name":""}             | /name
			""")
	void faultyValueIsRefused(String body, String pointer) {
		Http.Answer answer = patch(create(0, 0, 100), body);

		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.pointer()).isEqualTo(pointer);
	}

	@Test
	void countIsExactAfterEachChangeOfPhotos() {
		String path = create(this.latitude, 20, 100);
		Asset moved = photo(this.latitude + 99.9 / DEGREE, 20);
		Asset far = photo(this.latitude + 100.1 / DEGREE, 20);
		assertThat(photos(path)).containsExactly(moved.best().id().toString());

		move(far, this.latitude, 20);
		assertThat(photos(path)).hasSize(2);
		trash(moved, "trash");
		assertThat(photos(path)).containsExactly(far.best().id().toString());
		trash(moved, "restore");
		assertThat(photos(path)).hasSize(2);
		this.http.send(HttpMethod.POST, "/api/photos/" + far.best().id() + "/reject");
		assertThat(photos(path)).containsExactly(moved.best().id().toString());
		move(moved, this.latitude, 21);
		assertThat(photos(path)).isEmpty();
		patch(path, "{\"longitude\":\"21\"}");
		assertThat(photos(path)).hasSize(1);
		this.http.send(HttpMethod.DELETE, "/api/assets/" + moved.id() + "?permanent=true");
		assertThat(photos(path)).isEmpty();
	}

	@Test
	void lowerVersionsDoNotCount() {
		String path = create(this.latitude, 20, 100);
		photo(this.latitude, 20, Tier.BRONZE, Tier.SILVER, Tier.GOLD);

		assertThat(photos(path)).hasSize(1);
	}

	@ParameterizedTest
	@CsvSource({ "10.5, 179.9999, 10.5, -179.9999, 21", "89.9999, 0, 89.9999, 180, 22", "-90, 0, -89.9999, 77, 11",
			"59, 0, 59, 1, 57269", "90, 0, 89.99999, 120, 1" })
	void distancesWorkAcross180DegreesAndAtPoles(double latitude1, double longitude1, double latitude2,
			double longitude2, int tooShort) {
		String photo = photo(latitude2, longitude2).best().id().toString();
		String path = create(latitude1, longitude1, tooShort + 1);

		assertThat(photos(path)).contains(photo);
		assertThat(near(latitude2, longitude2, "")).contains(this.mark);
		assertThat(near(latitude2, longitude2, "&radius=" + (tooShort + 1))).contains(this.mark);
		assertThat(near(latitude2, longitude2, "&radius=" + tooShort)).doesNotContain(this.mark);
		patch(path, "{\"radius\":" + tooShort + "}");
		assertThat(photos(path)).doesNotContain(photo);
		assertThat(near(latitude2, longitude2, "")).doesNotContain(this.mark);
	}

	@Test
	void sameMeridianHasTwoLongitudes() {
		Asset photo = photo(this.latitude, 180);

		assertThat(photos(create(this.latitude, -180, 1))).containsExactly(photo.best().id().toString());
	}

	@Test
	void nearestLocationsComeFirst() {
		String wide = create(this.latitude + 0.009, 20, 5000);
		create(this.latitude + 0.0001, 20, 100);
		create(this.latitude + 0.001, 20, 100);
		String uri = "/api/locations/near?latitude=" + this.latitude + "&longitude=20";

		JsonNode own = this.http.get(uri).json();

		assertThat(own.path("total").asInt()).isEqualTo(2);
		assertThat(own.at("/items/0/distance").asDouble()).isCloseTo(0.0001 * DEGREE, within(0.001));
		assertThat(wide).endsWith(own.at("/items/1/id").asString());
		JsonNode page = this.http.get(uri + "&radius=2000&per_page=2").json();
		JsonNode rest = this.http.get(uri + "&radius=2000&per_page=2&after={a}", page.path("next").asString()).json();
		assertThat(page.at("/items/1/distance").asDouble()).isCloseTo(0.001 * DEGREE, within(0.001));
		assertThat(rest.path("items").values().stream().map((near) -> near.path("id").asString()))
			.containsExactly(wide.substring(wide.lastIndexOf('/') + 1));
		assertThat(this.http.with("Accept", "application/x-ndjson").get(uri + "&radius=2000").lines()).hasSize(3);
		assertThat(this.http.get("/api/locations/near?latitude=91&longitude=0").pointer()).isEqualTo("latitude");
		assertThat(this.http.get("/api/locations/near?latitude=1").pointer()).isEqualTo("longitude");
	}

	@Test
	void pagesFollowCountsThenNames() {
		for (String name : List.of("b", "a", "C")) {
			this.http.post("/api/locations", Map.of("name", this.mark + name, "latitude", this.latitude, "longitude",
					name.equals("b") ? 20 : 30, "radius", 10));
		}
		photo(this.latitude, 20);

		List<String> walked = new java.util.ArrayList<>();
		for (String next = ""; next != null;) {
			JsonNode page = this.http.get("/api/locations?per_page=2" + (next.isEmpty() ? "" : "&after=" + next))
				.json();
			page.path("items").forEach((location) -> walked.add(location.path("name").asString()));
			next = page.path("next").asString(null);
		}

		assertThat(walked.stream().filter((name) -> name.startsWith(this.mark))).containsExactly(this.mark + "b",
				this.mark + "C", this.mark + "a");
		assertThat(this.http.with("Accept", "application/x-ndjson")
			.get("/api/locations")
			.lines()
			.stream()
			.filter((line) -> line.path("name").asString().equals(this.mark + "b")
					&& line.path("photo_count").asInt() == 1))
			.hasSize(1);
		JsonNode stats = this.http.get("/api/locations/stats").json();
		assertThat(stats.path("total_locations").asLong()).isGreaterThanOrEqualTo(3);
		assertThat(stats.path("photos_with_location").asLong()).isPositive();
		assertThat(stats.path("top").size()).isBetween(3, 5);
		assertThat(stats.at("/recent/0/name").asString()).isEqualTo(this.mark + "C");
	}

	@Test
	void hotspotsHaveMeansAndNames() {
		Asset first = photo(this.latitude, 20);
		photo(this.latitude + 0.0004, 20);
		photo(this.latitude, 30);

		JsonNode hotspot = hotspot(first, "?radius=200");

		assertThat(hotspot.path("photo_count").asInt()).isEqualTo(2);
		assertThat(hotspot.path("latitude").asDouble()).isCloseTo(this.latitude + 0.0002, within(1e-9));
		assertThat(hotspot.path("location_id").isNull()).isTrue();
		assertThat(hotspot.path("suggested_name").asString()).matches("-?[0-9]+\\.[0-9]{5}, 20\\.00000");
		this.http.send(HttpMethod.PATCH, "/api/photos/" + first.best().id(), MediaType.APPLICATION_JSON,
				("{\"metadata\":{\"ai\":{\"placeName\":\"Old \\\"mill\\\"\"}}}").getBytes(StandardCharsets.UTF_8));
		assertThat(hotspot(first, "?radius=200").path("suggested_name").asString()).isEqualTo("Old \"mill\"");
		this.http.send(HttpMethod.PATCH, "/api/photos/" + first.best().id(), MediaType.APPLICATION_JSON,
				"{\"location\":\"Mill\"}".getBytes(StandardCharsets.UTF_8));
		assertThat(hotspot(first, "?radius=200").path("suggested_name").asString()).isEqualTo("Mill");
		String location = create(this.latitude, 20, 100);
		JsonNode named = hotspot(first, "?radius=200&per_page=500");
		assertThat(named.path("suggested_name").asString()).isEqualTo(this.mark);
		assertThat(location).endsWith(named.path("location_id").asString());
		assertThat(hotspot(first, "?radius=20").isMissingNode()).isTrue();
		assertThat(hotspot(first, "?radius=20&min_photos=1").path("photo_count").asInt()).isEqualTo(1);
		assertThat(this.http.get("/api/locations/hotspots?radius=0").status()).isEqualTo(400);
	}

	private JsonNode hotspot(Asset first, String query) {
		return this.http.with("Accept", "application/x-ndjson")
			.get("/api/locations/hotspots" + query)
			.lines()
			.stream()
			.filter((line) -> line.at("/photo_ids/0").asString().equals(first.best().id().toString()))
			.findFirst()
			.orElse(tools.jackson.databind.node.MissingNode.getInstance());
	}

	private List<String> near(double north, double east, String query) {
		String uri = "/api/locations/near?per_page=500&latitude=" + north + "&longitude=" + east + query;
		return this.http.get(uri).json().path("items").findValuesAsString("name");
	}

	private List<String> photos(String path) {
		JsonNode page = this.http.get(path + "/photos?per_page=500").json();
		assertThat(page.path("total")).isEqualTo(this.http.get(path).json().path("photo_count"));
		return page.path("items").values().stream().map((photo) -> photo.path("id").asString()).toList();
	}

	private String create(double north, double east, int radius) {
		Map<String, Object> location = new HashMap<>(
				Map.of("name", this.mark, "latitude", north, "longitude", east, "radius", radius));
		Http.Answer answer = this.http.post("/api/locations", location);
		assertThat(answer.status()).isEqualTo(201);
		return answer.header("Location");
	}

	private void move(Asset asset, double north, double east) {
		assertThat(patch("/api/photos/" + asset.best().id(), "{\"latitude\":" + north + ",\"longitude\":" + east + "}")
			.status()).isEqualTo(200);
	}

	private void trash(Asset asset, String action) {
		assertThat(
				this.http.post("/api/assets/" + action, Map.of("asset_ids", List.of(asset.id().toString()))).status())
			.isEqualTo(200);
	}

	private Asset photo(double north, double east, Tier... tiers) {
		Asset plain = TestAssets.of(this.mark, List.of(), (tiers.length > 0) ? tiers : new Tier[] { Tier.SILVER });
		List<Version> versions = plain.versions()
			.stream()
			.map((version) -> version.toBuilder()
				.state((version.id().equals(plain.best().id())) ? ProcessingState.PROCESSED : ProcessingState.PROMOTED)
				.coordinates(north, east, "exif")
				.build())
			.toList();
		Asset placed = new Asset(plain.id(), plain.originalFilename(), null, null, plain.createdAt(), versions);
		this.transactions.run(this.assets.insert(List.of(placed))).block();
		return placed;
	}

	private Http.Answer patch(String path, String json) {
		return this.http.send(HttpMethod.PATCH, path, MediaType.APPLICATION_JSON,
				json.getBytes(StandardCharsets.UTF_8));
	}

}
