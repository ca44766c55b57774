package dev.tintype.library.duplicate;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;

import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.library.version.Asset;
import dev.tintype.library.version.Assets;
import dev.tintype.library.version.TestAssets;
import dev.tintype.library.version.Tier;
import dev.tintype.library.version.Version;
import dev.tintype.library.version.VersionBuilder;
import dev.tintype.support.Ids;
import dev.tintype.testing.Callers;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import dev.tintype.web.http.Json;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class DuplicateIntegrationTests {

	private static final Random RANDOM = new Random();

	private final Http http;

	private final Assets assets;

	private final Statements statements;

	private final Dialect dialect;

	/** No other test has a hash near it. */
	private final long hash = RANDOM.nextLong() & Long.MAX_VALUE;

	DuplicateIntegrationTests(@Autowired WebTestClient client, @Autowired Assets assets,
			@Autowired Statements statements, @Autowired Dialect dialect) {
		this.http = new Http(client);
		this.assets = assets;
		this.statements = statements;
		this.dialect = dialect;
	}

	@ParameterizedTest
	@ValueSource(ints = { 100, 97, 95, 88, 85, 81, 75, 60 })
	void similarFindsExactlyThePhotosWithinThreshold(int threshold) {
		UUID photo = insert(0).best().id();
		List<String> expected = new ArrayList<>();
		for (int bits = 0; bits <= 28; bits++) {
			Asset other = insert(flipped(bits));
			int similarity = (int) Math.floor(100.0 * (64 - bits) / 64 + 0.5);
			if (similarity >= threshold) {
				expected.add(other.best().id() + " " + similarity);
			}
		}

		Http.Answer answer = this.http.get("/api/photos/{id}/similar?threshold={t}&limit=500", photo, threshold);

		assertThat(answer.json().path("items").values().stream())
			.filteredOn((item) -> item.path("original_filename").asString().equals(name()))
			.extracting((item) -> item.path("id").asString() + " " + item.path("similarity").asInt())
			.containsExactlyElementsOf(expected);
		assertThat(answer.json().at("/items/0").has("metadata")).isFalse();
	}

	@Test
	void similarLeavesOutOwnAssetTrashAndRejectedPhotos() {
		Asset asset = insert(0, Tier.BRONZE, Tier.SILVER);
		insert(0);
		Asset trashed = insert(0);
		Asset rejected = insert(0);
		trash(trashed);
		assertThat(this.http.send(HttpMethod.POST, "/api/photos/{id}/reject", rejected.best().id()).status())
			.isEqualTo(200);

		JsonNode found = this.http.get("/api/photos/{id}/similar?limit=2", asset.versions().get(0).id()).json();

		assertThat(found.path("items").size()).isEqualTo(1);
		assertThat(this.http.get("/api/photos/{id}/similar", UUID.randomUUID()).status()).isEqualTo(404);
		assertThat(this.http.get("/api/photos/x/similar").status()).isEqualTo(404);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/api/photos/x/similar?threshold=49", "/api/photos/x/similar?limit=501",
			"/api/photos/duplicates?threshold=94", "/api/photos/duplicates?threshold=x",
			"/api/photos/duplicates?after=x", "/api/photos/duplicates?treshold=95" })
	void invalidParameterIsRefused(String path) {
		assertThat(this.http.get(path).status()).isEqualTo(400);
	}

	@Test
	void groupFollowsTrashRestoreAndReject() {
		Asset first = insert(0);
		Asset second = insert(0b11);
		Asset third = insert(0b111_111);
		assertThat(group(first, 95)).hasSize(2);
		assertThat(ids(group(third, 95))).isEmpty();

		trash(second);
		assertThat(group(first, 95)).isEmpty();
		this.http.post("/api/assets/restore", Map.of("asset_ids", List.of(second.id().toString())));
		assertThat(ids(group(first, 95))).containsExactly(first.best().id().toString(), second.best().id().toString());
		assertThat(group(first, 98)).isEmpty();

		Asset connecting = insert(0b1_111);
		assertThat(group(first, 95)).hasSize(4);
		this.http.send(HttpMethod.POST, "/api/photos/{id}/reject", connecting.best().id());
		assertThat(group(first, 95)).hasSize(2);
	}

	@Test
	void keeperHasMostPixelsThenLargestFileThenDateThenAge() {
		UUID large = image(200, 100);
		Asset oldest = insert(0, 1, null, null);
		Asset dated = insert(0, 1, "exif", null);
		Asset heavy = insert(0, 2, null, null);
		Asset pixels = insert(0, 1, null, large);

		JsonNode group = found(oldest, 95);
		assertThat(group.path("keeper_id").asString()).isEqualTo(pixels.best().id().toString());
		assertThat(group.path("reason").asString()).isEqualTo("It has the most pixels.");
		assertThat(group.path("group_id").asString()).isEqualTo(oldest.id().toString());
		assertThat(ids(photos(group))).containsExactly(id(pixels), id(heavy), id(dated), id(oldest));
		trash(pixels);
		assertThat(found(oldest, 95).path("reason").asString()).isEqualTo("Its file is the largest.");
		trash(heavy);
		assertThat(found(oldest, 95).path("reason").asString()).isEqualTo("Its file has a date.");
		trash(dated);
		insert(0, 1, null, null);
		assertThat(found(oldest, 95).path("reason").asString()).isEqualTo("It is the oldest.");
		assertThat(found(oldest, 95).path("keeper_id").asString()).isEqualTo(id(oldest));
	}

	@Test
	void pagesAndStreamHaveTheSameGroupsOnce() {
		for (int i = 0; i < 3; i++) {
			long other = RANDOM.nextLong() & Long.MAX_VALUE;
			insert(this.hash ^ other);
			insert(this.hash ^ other);
		}
		List<String> all = this.http.with("Accept", "application/x-ndjson")
			.get("/api/photos/duplicates")
			.lines()
			.stream()
			.map((line) -> line.path("group_id").asString())
			.toList();
		List<String> paged = new ArrayList<>();
		String after = "";
		do {
			JsonNode page = this.http.get("/api/photos/duplicates?per_page=2&after={after}", after).json();
			page.path("items").forEach((group) -> paged.add(group.path("group_id").asString()));
			after = page.path("next").asString("");
		}
		while (!after.isEmpty());

		assertThat(all).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(3);
		assertThat(paged).isEqualTo(all);
		assertThat(this.http.get("/api/photos/duplicates?per_page=1").json().path("total").asInt())
			.isEqualTo(all.size());
	}

	@Test
	void dismissedPhotosAreNeverShownTogetherAgain() {
		Asset first = insert(0);
		Asset second = insert(0, Tier.BRONZE, Tier.SILVER);
		Map<String, ?> both = Map.of("photo_ids", List.of(id(first), second.versions().get(0).id().toString()));

		assertThat(this.http.post("/api/photos/duplicates/dismiss", both).json().path("dismissed").asInt())
			.isEqualTo(2);
		assertThat(this.http.post("/api/photos/duplicates/dismiss", both).status()).isEqualTo(200);

		assertThat(group(first, 95)).isEmpty();
		assertThat(rows("different_pictures WHERE media_asset_id = '" + first.id() + "'")).isEqualTo(1);
		Asset third = insert(0);
		assertThat(ids(group(first, 95))).containsExactlyInAnyOrder(id(first), id(third));
		assertThat(this.http.send(HttpMethod.POST, "/api/photos/{id}/demote", second.best().id()).status())
			.isEqualTo(200);
		assertThat(ids(group(first, 95))).containsExactlyInAnyOrder(id(first), id(third));
		assertThat(group(second, 95)).isEmpty();
	}

	@Test
	void dismissNeedsTwoKnownAssets() {
		Asset asset = insert(0, Tier.BRONZE, Tier.SILVER);
		List<String> versions = asset.versions().stream().map((version) -> version.id().toString()).toList();

		assertThat(status("dismiss", Map.of("photo_ids", versions))).isEqualTo(400);
		assertThat(status("dismiss", Map.of("photo_ids", List.of(id(asset))))).isEqualTo(400);
		assertThat(status("dismiss", Map.of("photo_ids", List.of(id(asset), 1)))).isEqualTo(400);
		assertThat(status("dismiss", Map.of())).isEqualTo(400);
		assertThat(status("dismiss", Map.of("photo_ids", List.of(id(asset), "x")))).isEqualTo(404);
	}

	@Test
	void resolveMergesFieldsCollectionsAndCaptionOfHigherRank() {
		UUID keptImage = image(100, 50);
		UUID image = image(200, 100);
		Asset kept = insert((version) -> version.keywords(List.of("Sea")).rating(2), keptImage);
		Asset dropped = insert((version) -> version.keywords(List.of("sea", "Boat"))
			.rating(5)
			.location("Rome")
			.eventName("Trip")
			.taken(LocalDateTime.of(2020, 1, 2, 3, 4), "exif")
			.coordinates(1.5, 2.5, "exif"), image);
		caption(keptImage, "a model's text", "model");
		caption(image, "a person's text", "human");
		UUID collection = collection(dropped);
		UUID face = face(dropped);

		Http.Answer answer = this.http.post("/api/photos/duplicates/resolve",
				Map.of("keep", id(kept), "drop", List.of(id(dropped))));

		JsonNode photo = answer.json().path("kept");
		assertThat(answer.json().path("dropped").asInt()).isEqualTo(1);
		assertThat(photo.path("keywords").toString()).isEqualTo("[\"Sea\",\"Boat\"]");
		assertThat(photo.path("rating").asInt()).isEqualTo(5);
		assertThat(photo.path("location").asString()).isEqualTo("Rome");
		assertThat(photo.path("event_name").asString()).isEqualTo("Trip");
		assertThat(photo.path("taken_at").asString()).isEqualTo("2020-01-02T03:04:00");
		assertThat(photo.path("latitude").asDouble()).isEqualTo(1.5);
		assertThat(photo.path("caption").asString()).isEqualTo("a person's text");
		assertThat(photo.path("face_count").asInt()).isEqualTo(1);
		assertThat(rows("faces WHERE id = '" + face + "' AND photo_id = '" + id(kept) + "'")).isEqualTo(1);
		assertThat(this.statements
			.sql("SELECT REPLACE(CAST(bounding_box AS VARCHAR), ' ', '') FROM faces WHERE id = '" + face + "'")
			.value(String.class)
			.block()).isEqualTo("[10,5,20,10]");
		assertThat(rows("collection_photos WHERE collection_id = '" + collection + "' AND photo_id = '" + id(kept)
				+ "'")).isEqualTo(1);
		assertThat(rows("collections WHERE id = '" + collection + "' AND cover_photo = '" + id(kept) + "'"))
			.isEqualTo(1);
		assertThat(this.http.get("/api/assets/{id}", dropped.id()).json().path("deleted_at").isNull()).isFalse();
		for (Asset asset : List.of(kept, dropped)) {
			assertThat(this.http.get("/api/assets/{id}/history", asset.id()).json().at("/items/0/action").asString())
				.isEqualTo("MERGED");
		}
		assertThat(this.http.get("/api/assets/{id}/history", kept.id()).json().at("/items/0/changes/rating").toString())
			.isEqualTo("[2,5]");
	}

	@Test
	void keptValuesAreNotReplaced() {
		Asset kept = insert((version) -> version.location("Oslo").eventType("holiday").rating(4), null);
		Asset dropped = insert((version) -> version.location("Rome").eventName("Trip").rating(1), null);

		JsonNode photo = this.http
			.post("/api/photos/duplicates/resolve", Map.of("keep", id(kept), "drop", List.of(id(dropped))))
			.json()
			.path("kept");

		assertThat(photo.path("location").asString()).isEqualTo("Oslo");
		assertThat(photo.path("event_name").isNull()).isTrue();
		assertThat(photo.path("rating").asInt()).isEqualTo(4);
	}

	@Test
	void resolveRefusesWrongPhotos() {
		Asset kept = insert(0, Tier.BRONZE, Tier.SILVER);
		Asset other = insert(0);
		String lower = kept.versions().get(0).id().toString();

		assertThat(status("resolve", Map.of("keep", id(kept), "drop", List.of(id(kept))))).isEqualTo(400);
		assertThat(status("resolve", Map.of("keep", id(kept), "drop", List.of(id(other), lower)))).isEqualTo(400);
		assertThat(status("resolve", Map.of("keep", id(kept), "drop", List.of()))).isEqualTo(400);
		assertThat(status("resolve", Map.of("keep", id(kept)))).isEqualTo(400);
		assertThat(status("resolve", Map.of("keep", id(kept), "drop", List.of(Ids.next().toString())))).isEqualTo(404);
		assertThat(status("resolve", Map.of("keep", "x", "drop", List.of(id(other))))).isEqualTo(404);
		trash(other);
		assertThat(status("resolve", Map.of("keep", id(kept), "drop", List.of(id(other))))).isEqualTo(409);
	}

	@Test
	void concurrentMergesTrashAndDismissLeaveOneLiveAssetAndExactCounts() {
		for (int round = 0; round < 4; round++) {
			String tag = "merged-" + UUID.randomUUID();
			Asset one = insert((version) -> version.keywords(List.of(tag)), null);
			Asset two = insert((version) -> version.keywords(List.of(tag)), null);
			List<Mono<Integer>> calls = List.of(merge(one, two), merge(two, one),
					call(() -> status("dismiss", Map.of("photo_ids", List.of(id(one), id(two))))), merge(one, two),
					merge(two, one));

			List<Integer> statuses = Flux.merge(calls).collectList().block();

			assertThat(statuses).containsOnly(200, 409);
			assertThat(statuses).filteredOn((status) -> status == 200).hasSize(2);
			assertThat(rows("media_assets WHERE deleted_at IS NULL AND id IN ('" + one.id() + "', '" + two.id() + "')"))
				.isEqualTo(1);
			assertThat(rows("global_tag_library WHERE tag = '" + tag + "' AND usage_count = 1")).isEqualTo(1);
		}
	}

	private Mono<Integer> merge(Asset keep, Asset drop) {
		return call(() -> status("resolve", Map.of("keep", id(keep), "drop", List.of(id(drop)))));
	}

	private static Mono<Integer> call(Callable<Integer> call) {
		return Mono.fromCallable(call).subscribeOn(Callers.SCHEDULER);
	}

	private int status(String action, Map<String, ?> body) {
		return this.http.post("/api/photos/duplicates/" + action, body).status();
	}

	private void trash(Asset asset) {
		assertThat(this.http.send(HttpMethod.DELETE, "/api/assets/{id}", asset.id()).status()).isEqualTo(204);
	}

	private static String id(Asset asset) {
		return asset.best().id().toString();
	}

	private static List<String> ids(List<JsonNode> photos) {
		return photos.stream().map((photo) -> photo.path("id").asString()).toList();
	}

	private List<JsonNode> group(Asset asset, int threshold) {
		return photos(found(asset, threshold));
	}

	private static List<JsonNode> photos(JsonNode group) {
		return List.copyOf(group.path("photos").values());
	}

	private JsonNode found(Asset asset, int threshold) {
		return this.http.with("Accept", "application/x-ndjson")
			.get("/api/photos/duplicates?threshold={threshold}", threshold)
			.lines()
			.stream()
			.filter((group) -> photos(group).stream()
				.anyMatch((photo) -> photo.path("asset_id").asString().equals(asset.id().toString())))
			.findFirst()
			.orElse(Json.MAPPER.missingNode());
	}

	private long flipped(int bits) {
		long flips = 0;
		for (int i = 0; i < bits; i++) {
			flips |= 1L << (i * 37 % 63);
		}
		return flips;
	}

	private String name() {
		return "like-" + Long.toHexString(this.hash) + ".jpg";
	}

	private Asset insert(long flips, Tier... tiers) {
		return insert(flips, (tiers.length > 0) ? tiers : new Tier[] { Tier.BRONZE }, (version) -> version, null);
	}

	private Asset insert(long flips, long size, @Nullable String taken,
			@Nullable UUID image) {
		return insert(flips, new Tier[] { Tier.BRONZE }, (version) -> version.fileSize(size)
			.taken((taken != null) ? LocalDateTime.of(2020, 1, 1, 0, 0) : null, taken), image);
	}

	private Asset insert(UnaryOperator<VersionBuilder> change,
			@Nullable UUID image) {
		return insert(0, new Tier[] { Tier.BRONZE }, change, image);
	}

	private Asset insert(long flips, Tier[] tiers, UnaryOperator<VersionBuilder> change,
			@Nullable UUID image) {
		Asset plain = TestAssets.of(name(), List.of(), tiers);
		List<Version> versions = plain.versions()
			.stream()
			.map((version) -> change.apply(version.toBuilder().phash(this.hash ^ flips)).build())
			.toList();
		Asset asset = new Asset(plain.id(), plain.originalFilename(), image, null, plain.createdAt(), versions);
		this.assets.change(List.of(), (none) -> this.assets.insert(List.of(asset)).thenReturn(true)).block();
		return asset;
	}

	private UUID image(int width, int height) {
		UUID id = Ids.next();
		this.statements.sql("""
				INSERT INTO images (image_id, filename, filename_folded, file_path, file_size, width, height, mime_type,
				  is_uploaded, is_stored, created_at, updated_at)
				VALUES (:id, 'i.jpg', 'i.jpg', :path, 1, :width, :height, 'image/jpeg', TRUE, FALSE,
				  CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)
				""")
			.bind("id", id)
			.bind("path", "/none/" + id + ".jpg")
			.bind("width", width)
			.bind("height", height)
			.then()
			.block();
		return id;
	}

	private void caption(UUID image, String text, String source) {
		assertThat(this.http
			.post("/api/captions",
					Map.of("captions",
							List.of(Map.of("image_id", image.toString(), "caption", text, "source", source))))
			.status()).isEqualTo(200);
	}

	private UUID collection(Asset asset) {
		UUID id = Ids.next();
		this.statements.sql("INSERT INTO collections (id, name, cover_photo) VALUES (:id, 'Trip', :photo)")
			.bind("id", id)
			.bind("photo", asset.best().id())
			.then()
			.then(this.statements.sql("INSERT INTO collection_photos (collection_id, photo_id) VALUES (:id, :photo)")
				.bind("id", id)
				.bind("photo", asset.best().id())
				.then())
			.block();
		return id;
	}

	private UUID face(Asset asset) {
		UUID id = Ids.next();
		this.statements
			.sql("INSERT INTO faces (id, photo_id, bounding_box, confidence) VALUES (:id, :photo, %s, 90)"
				.formatted(this.dialect.choose("'[20,10,40,20]' FORMAT JSON", "CAST('[20,10,40,20]' AS JSONB)")))
			.bind("id", id)
			.bind("photo", asset.best().id())
			.then()
			.block();
		return id;
	}

	private long rows(String from) {
		return Objects.requireNonNull(
				this.statements.sql("SELECT count(*) FROM " + from).value(Long.class).block());
	}

}
