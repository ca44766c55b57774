package dev.tintype.library.duplicate;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.library.version.Asset;
import dev.tintype.library.version.Assets;
import dev.tintype.library.version.Tier;
import dev.tintype.support.Ids;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class MergeIntegrationTests {

	private final Http http;

	private final Statements statements;

	private final AlikeAssets alike;

	MergeIntegrationTests(@Autowired WebTestClient client, @Autowired Assets assets, @Autowired Statements statements,
			@Autowired Dialect dialect) {
		this.http = new Http(client);
		this.statements = statements;
		this.alike = new AlikeAssets(this.http, assets, statements, dialect);
	}

	@AfterEach
	void deleteAssets() {
		this.alike.delete();
	}

	@Test
	void dismissNeedsTwoKnownAssets() {
		Asset asset = this.alike.insert(0, Tier.BRONZE, Tier.SILVER);
		List<String> versions = asset.versions().stream().map((version) -> version.id().toString()).toList();

		assertThat(this.alike.status("dismiss", Map.of("photo_ids", versions))).isEqualTo(400);
		assertThat(this.alike.status("dismiss", Map.of("photo_ids", List.of(AlikeAssets.id(asset))))).isEqualTo(400);
		assertThat(this.alike.status("dismiss", Map.of("photo_ids", List.of(AlikeAssets.id(asset), 1)))).isEqualTo(400);
		assertThat(this.alike.status("dismiss", Map.of())).isEqualTo(400);
		assertThat(this.alike.status("dismiss", Map.of("photo_ids", List.of(AlikeAssets.id(asset), "x"))))
			.isEqualTo(404);
	}

	@Test
	void resolveMergesFields() {
		Asset kept = this.alike.insert((version) -> version.keywords(List.of("Sea")).rating(2), null);
		Asset dropped = this.alike.insert((version) -> version.keywords(List.of("sea", "Boat"))
			.rating(5)
			.location("Rome")
			.eventName("Trip")
			.taken(LocalDateTime.of(2020, 1, 2, 3, 4), "exif")
			.coordinates(1.5, 2.5, "exif"), null);

		Http.Answer answer = this.http.post("/api/photos/duplicates/resolve",
				Map.of("keep", AlikeAssets.id(kept), "drop", List.of(AlikeAssets.id(dropped))));

		JsonNode photo = answer.json().path("kept");
		assertThat(answer.json().path("dropped").asInt()).isEqualTo(1);
		assertThat(photo.path("keywords").toString()).isEqualTo("[\"Sea\",\"Boat\"]");
		assertThat(photo.path("rating").asInt()).isEqualTo(5);
		assertThat(photo.path("location").asString()).isEqualTo("Rome");
		assertThat(photo.path("event_name").asString()).isEqualTo("Trip");
		assertThat(photo.path("taken_at").asString()).isEqualTo("2020-01-02T03:04:00");
		assertThat(photo.path("latitude").asDouble()).isEqualTo(1.5);
		assertThat(this.http.get("/api/assets/{id}", dropped.id()).json().path("deleted_at").isNull()).isFalse();
		for (Asset asset : List.of(kept, dropped)) {
			assertThat(this.http.get("/api/assets/{id}/history", asset.id()).json().at("/items/0/action").asString())
				.isEqualTo("MERGED");
		}
		assertThat(this.http.get("/api/assets/{id}/history", kept.id()).json().at("/items/0/changes/rating").toString())
			.isEqualTo("[2,5]");
	}

	@Test
	void resolveMergesCollectionsFacesAndCaptionOfHigherRank() {
		UUID keptImage = this.alike.image(100, 50);
		UUID image = this.alike.image(200, 100);
		Asset kept = this.alike.insert((version) -> version, keptImage);
		Asset dropped = this.alike.insert((version) -> version, image);
		this.alike.caption(keptImage, "a model's text", "model");
		this.alike.caption(image, "a person's text", "human");
		UUID collection = this.alike.collection(dropped);
		UUID face = this.alike.face(dropped);

		JsonNode photo = this.http
			.post("/api/photos/duplicates/resolve",
					Map.of("keep", AlikeAssets.id(kept), "drop", List.of(AlikeAssets.id(dropped))))
			.json()
			.path("kept");

		assertThat(photo.path("caption").asString()).isEqualTo("a person's text");
		assertThat(photo.path("face_count").asInt()).isEqualTo(1);
		assertThat(this.alike.rows("faces WHERE id = '" + face + "' AND photo_id = '" + AlikeAssets.id(kept) + "'"))
			.isEqualTo(1);
		assertThat(this.statements
			.sql("SELECT REPLACE(CAST(bounding_box AS VARCHAR), ' ', '') FROM faces WHERE id = '" + face + "'")
			.value(String.class)
			.block()).isEqualTo("[10,5,20,10]");
		assertThat(this.alike.rows("collection_photos WHERE collection_id = '" + collection + "' AND photo_id = '"
				+ AlikeAssets.id(kept) + "'"))
			.isEqualTo(1);
		assertThat(this.alike
			.rows("collections WHERE id = '" + collection + "' AND cover_photo = '" + AlikeAssets.id(kept) + "'"))
			.isEqualTo(1);
	}

	@Test
	void keptValuesAreNotReplaced() {
		Asset kept = this.alike.insert((version) -> version.location("Oslo").eventType("holiday").rating(4), null);
		Asset dropped = this.alike.insert((version) -> version.location("Rome").eventName("Trip").rating(1), null);

		JsonNode photo = this.http
			.post("/api/photos/duplicates/resolve",
					Map.of("keep", AlikeAssets.id(kept), "drop", List.of(AlikeAssets.id(dropped))))
			.json()
			.path("kept");

		assertThat(photo.path("location").asString()).isEqualTo("Oslo");
		assertThat(photo.path("event_name").isNull()).isTrue();
		assertThat(photo.path("rating").asInt()).isEqualTo(4);
	}

	@Test
	void resolveRefusesWrongPhotos() {
		Asset kept = this.alike.insert(0, Tier.BRONZE, Tier.SILVER);
		Asset other = this.alike.insert(0);
		String lower = kept.versions().get(0).id().toString();

		assertThat(this.alike.status("resolve",
				Map.of("keep", AlikeAssets.id(kept), "drop", List.of(AlikeAssets.id(kept)))))
			.isEqualTo(400);
		assertThat(this.alike.status("resolve",
				Map.of("keep", AlikeAssets.id(kept), "drop", List.of(AlikeAssets.id(other), lower))))
			.isEqualTo(400);
		assertThat(this.alike.status("resolve", Map.of("keep", AlikeAssets.id(kept), "drop", List.of())))
			.isEqualTo(400);
		assertThat(this.alike.status("resolve", Map.of("keep", AlikeAssets.id(kept)))).isEqualTo(400);
		assertThat(this.alike.status("resolve",
				Map.of("keep", AlikeAssets.id(kept), "drop", List.of(Ids.next().toString()))))
			.isEqualTo(404);
		assertThat(this.alike.status("resolve", Map.of("keep", "x", "drop", List.of(AlikeAssets.id(other)))))
			.isEqualTo(404);
		this.alike.trash(other);
		assertThat(this.alike.status("resolve",
				Map.of("keep", AlikeAssets.id(kept), "drop", List.of(AlikeAssets.id(other)))))
			.isEqualTo(409);
	}

	@Test
	void concurrentMergesTrashAndDismissLeaveOneLiveAssetAndExactCounts() {
		for (int round = 0; round < 4; round++) {
			String tag = "merged-" + UUID.randomUUID();
			Asset one = this.alike.insert((version) -> version.keywords(List.of(tag)), null);
			Asset two = this.alike.insert((version) -> version.keywords(List.of(tag)), null);
			List<Mono<Integer>> calls = List.of(this.alike.merge(one, two), this.alike.merge(two, one),
					AlikeAssets.call(() -> this.alike.status("dismiss",
							Map.of("photo_ids", List.of(AlikeAssets.id(one), AlikeAssets.id(two))))),
					this.alike.merge(one, two), this.alike.merge(two, one));

			List<Integer> statuses = Flux.merge(calls).collectList().block();

			assertThat(statuses).containsOnly(200, 409);
			assertThat(statuses).filteredOn((status) -> status == 200).hasSize(2);
			assertThat(this.alike
				.rows("media_assets WHERE deleted_at IS NULL AND id IN ('" + one.id() + "', '" + two.id() + "')"))
				.isEqualTo(1);
			assertThat(this.alike.rows("global_tag_library WHERE tag = '" + tag + "' AND usage_count = 1"))
				.isEqualTo(1);
		}
	}

}
