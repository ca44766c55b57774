package dev.tintype.library.duplicate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.library.version.Asset;
import dev.tintype.library.version.Assets;
import dev.tintype.library.version.Tier;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class DuplicateIntegrationTests {

	private final Http http;

	private final AlikeAssets alike;

	DuplicateIntegrationTests(@Autowired WebTestClient client, @Autowired Assets assets,
			@Autowired Statements statements, @Autowired Dialect dialect) {
		this.http = new Http(client);
		this.alike = new AlikeAssets(this.http, assets, statements, dialect);
	}

	@AfterEach
	void deleteAssets() {
		this.alike.delete();
	}

	@ParameterizedTest
	@ValueSource(ints = { 100, 97, 95, 88, 85, 81, 75, 60 })
	void similarFindsExactlyThePhotosWithinThreshold(int threshold) {
		UUID photo = this.alike.insert(0).best().id();
		List<String> expected = new ArrayList<>();
		for (int bits = 0; bits <= 28; bits++) {
			Asset other = this.alike.insert(this.alike.flipped(bits));
			int similarity = (int) Math.floor(100.0 * (64 - bits) / 64 + 0.5);
			if (similarity >= threshold) {
				expected.add(other.best().id() + " " + similarity);
			}
		}

		Http.Answer answer = this.http.get("/api/photos/{id}/similar?threshold={t}&limit=500", photo, threshold);

		assertThat(answer.json().path("items").values().stream())
			.filteredOn((item) -> item.path("original_filename").asString().equals(this.alike.name()))
			.extracting((item) -> item.path("id").asString() + " " + item.path("similarity").asInt())
			.containsExactlyElementsOf(expected);
		assertThat(answer.json().at("/items/0").has("metadata")).isFalse();
	}

	@Test
	void similarLeavesOutOwnAssetTrashAndRejectedPhotos() {
		Asset asset = this.alike.insert(0, Tier.BRONZE, Tier.SILVER);
		this.alike.insert(0);
		Asset trashed = this.alike.insert(0);
		Asset rejected = this.alike.insert(0);
		this.alike.trash(trashed);
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
		Asset first = this.alike.insert(0);
		Asset second = this.alike.insert(0b11);
		Asset third = this.alike.insert(0b111_111);
		assertThat(this.alike.group(first, 95)).hasSize(2);
		assertThat(AlikeAssets.ids(this.alike.group(third, 95))).isEmpty();

		this.alike.trash(second);
		assertThat(this.alike.group(first, 95)).isEmpty();
		this.http.post("/api/assets/restore", Map.of("asset_ids", List.of(second.id().toString())));
		assertThat(AlikeAssets.ids(this.alike.group(first, 95))).containsExactly(first.best().id().toString(),
				second.best().id().toString());
		assertThat(this.alike.group(first, 98)).isEmpty();

		Asset connecting = this.alike.insert(0b1_111);
		assertThat(this.alike.group(first, 95)).hasSize(4);
		this.http.send(HttpMethod.POST, "/api/photos/{id}/reject", connecting.best().id());
		assertThat(this.alike.group(first, 95)).hasSize(2);
	}

	@Test
	void keeperHasMostPixelsThenLargestFileThenDateThenAge() {
		UUID large = this.alike.image(200, 100);
		Asset oldest = this.alike.insert(0, 1, null, null);
		Asset dated = this.alike.insert(0, 1, "exif", null);
		Asset heavy = this.alike.insert(0, 2, null, null);
		Asset pixels = this.alike.insert(0, 1, null, large);

		JsonNode group = this.alike.found(oldest, 95);
		assertThat(group.path("keeper_id").asString()).isEqualTo(pixels.best().id().toString());
		assertThat(group.path("reason").asString()).isEqualTo("It has the most pixels.");
		assertThat(group.path("group_id").asString()).isEqualTo(oldest.id().toString());
		assertThat(AlikeAssets.ids(AlikeAssets.photos(group))).containsExactly(AlikeAssets.id(pixels),
				AlikeAssets.id(heavy), AlikeAssets.id(dated), AlikeAssets.id(oldest));
		this.alike.trash(pixels);
		assertThat(this.alike.found(oldest, 95).path("reason").asString()).isEqualTo("Its file is the largest.");
		this.alike.trash(heavy);
		assertThat(this.alike.found(oldest, 95).path("reason").asString()).isEqualTo("Its file has a date.");
		this.alike.trash(dated);
		this.alike.insert(0, 1, null, null);
		assertThat(this.alike.found(oldest, 95).path("reason").asString()).isEqualTo("It is the oldest.");
		assertThat(this.alike.found(oldest, 95).path("keeper_id").asString()).isEqualTo(AlikeAssets.id(oldest));
	}

	@Test
	void pagesAndStreamHaveTheSameGroupsOnce() {
		for (int i = 0; i < 3; i++) {
			long other = AlikeAssets.randomHash();
			this.alike.insert(this.alike.hash() ^ other);
			this.alike.insert(this.alike.hash() ^ other);
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
		Asset first = this.alike.insert(0);
		Asset second = this.alike.insert(0, Tier.BRONZE, Tier.SILVER);
		Map<String, ?> both = Map.of("photo_ids",
				List.of(AlikeAssets.id(first), second.versions().get(0).id().toString()));

		assertThat(this.http.post("/api/photos/duplicates/dismiss", both).json().path("dismissed").asInt())
			.isEqualTo(2);
		assertThat(this.http.post("/api/photos/duplicates/dismiss", both).status()).isEqualTo(200);

		assertThat(this.alike.group(first, 95)).isEmpty();
		assertThat(this.alike.rows("different_pictures WHERE media_asset_id = '" + first.id() + "'")).isEqualTo(1);
		Asset third = this.alike.insert(0);
		assertThat(AlikeAssets.ids(this.alike.group(first, 95))).containsExactlyInAnyOrder(AlikeAssets.id(first),
				AlikeAssets.id(third));
		assertThat(this.http.send(HttpMethod.POST, "/api/photos/{id}/demote", second.best().id()).status())
			.isEqualTo(200);
		assertThat(AlikeAssets.ids(this.alike.group(first, 95))).containsExactlyInAnyOrder(AlikeAssets.id(first),
				AlikeAssets.id(third));
		assertThat(this.alike.group(second, 95)).isEmpty();
	}

}
