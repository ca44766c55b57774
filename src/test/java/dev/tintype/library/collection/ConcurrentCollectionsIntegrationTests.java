package dev.tintype.library.collection;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;

import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.library.version.Asset;
import dev.tintype.library.version.Assets;
import dev.tintype.library.version.TestAssets;
import dev.tintype.library.version.Tier;
import dev.tintype.library.version.Version;
import dev.tintype.library.version.Versions;
import dev.tintype.support.Ids;
import dev.tintype.testing.Callers;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class ConcurrentCollectionsIntegrationTests {

	private static final Duration LIMIT = Duration.ofSeconds(60);

	private static final int CLIENTS = 32;

	private final Http http;

	private final Assets assets;

	private final Versions versions;

	private final Statements statements;

	private final BestPhotos best;

	private final TestCollections collections;

	ConcurrentCollectionsIntegrationTests(@Autowired WebTestClient client, @Autowired Assets assets,
			@Autowired Versions versions, @Autowired BestPhotos best, @Autowired Statements statements,
			@Autowired Transactions transactions) {
		this.http = new Http(client);
		this.assets = assets;
		this.versions = versions;
		this.best = best;
		this.statements = statements;
		this.collections = new TestCollections(this.http, assets, transactions);
	}

	@Test
	void concurrentChangesLeaveBestPhotosOnce() {
		List<String> ids = List.of(this.collections.create("1"), this.collections.create("2"));
		List<Asset> made = IntStream.range(0, 5)
			.mapToObj((i) -> this.collections.asset((version) -> version, List.of(), Tier.BRONZE))
			.toList();
		String body = TestCollections.ids(made.stream().map((asset) -> asset.best().id()).toArray());
		Flux<Integer> clients = Flux.range(0, CLIENTS * 2)
			.flatMap((i) -> on(() -> (i % 3 == 0) ? delete(ids.get(i % 2), body) : post(ids.get(i % 2), body)),
					CLIENTS);
		Flux<Integer> tiers = Flux.range(0, 10).concatMap((i) -> move(made.get(i % 5), i < 5).thenReturn(200), 1);

		List<Integer> statuses = Objects.requireNonNull(clients.mergeWith(tiers).collectList().block(LIMIT));

		assertThat(statuses).containsOnly(200);
		assertThat(count("""
				SELECT count(*) FROM collection_photos m JOIN file_versions v ON v.id = m.photo_id
				WHERE m.collection_id = ANY(:ids) AND NOT v.is_best""", ids)).isZero();
		assertThat(count("""
				SELECT count(*) - count(DISTINCT CONCAT(m.collection_id, v.media_asset_id))
				FROM collection_photos m JOIN file_versions v ON v.id = m.photo_id
				WHERE m.collection_id = ANY(:ids)""", ids)).isZero();
	}

	// Without the lock, the photo would move before it is added.
	@Test
	void photoCannotMoveWhileItIsAdded() {
		Asset asset = this.collections.asset((version) -> version, List.of(), Tier.BRONZE);
		UUID id = UUID.fromString(this.collections.create("c"));
		Mono<Void> move = move(asset, true).subscribeOn(Callers.SCHEDULER).cache();

		this.collections.run(this.best.share(List.of(asset.id())).flatMap((best) -> {
			move.subscribe();
			return move.timeout(Duration.ofMillis(200), Mono.empty())
				.then(this.statements
					.sql("""
							INSERT INTO collection_photos (id, collection_id, photo_id) VALUES (:id, :collection, :photo)""")
					.bind("id", Ids.next())
					.bind("collection", id)
					.bind("photo", Objects.requireNonNull(best.get(asset.id())))
					.then());
		}));
		move.block(LIMIT);

		assertThat(this.collections.photos(id.toString())).hasSize(1);
	}

	// As a promotion and a demotion do it.
	private Mono<Void> move(Asset asset, boolean up) {
		return this.assets.change(List.of(asset.id()), (locked) -> {
			Asset now = locked.get(0);
			if (up) {
				Version silver = TestAssets.version(now.id(), Tier.SILVER, "s", List.of());
				return this.versions.insert(List.of(silver))
					.then(this.versions.movePointers(Map.of(now.best().id(), silver.id())))
					.thenReturn(true);
			}
			UUID bronze = now.versions().get(0).id();
			return this.versions.movePointers(Map.of(now.best().id(), bronze))
				.then(this.versions.delete(List.of(now.best().id())))
				.thenReturn(true);
		}).then();
	}

	@Test
	void deletionBesideAdditionsLeavesNothing() {
		String id = this.collections.create("c");
		Version photo = this.collections.photo();
		String body = TestCollections.ids(photo.id());

		List<Integer> statuses = Objects.requireNonNull(
				Flux.range(0, CLIENTS)
					.flatMap((i) -> on(() -> (i == CLIENTS / 2)
							? this.http.send(HttpMethod.DELETE, TestCollections.PATH + "/" + id) : post(id, body)),
							CLIENTS)
					.collectList()
					.block(LIMIT));

		assertThat(statuses).containsOnlyOnce(204).isSubsetOf(200, 204, 404);
		assertThat(count("SELECT count(*) FROM collection_photos m WHERE m.collection_id = ANY(:ids)", List.of(id)))
			.isZero();
	}

	private static Mono<Integer> on(java.util.function.Supplier<Http.Answer> request) {
		return Mono.fromSupplier(() -> request.get().status()).subscribeOn(Callers.SCHEDULER);
	}

	private Http.Answer post(String id, String body) {
		return this.collections.send(HttpMethod.POST, TestCollections.PATH + "/" + id + "/photos", body);
	}

	private Http.Answer delete(String id, String body) {
		return this.collections.send(HttpMethod.DELETE, TestCollections.PATH + "/" + id + "/photos", body);
	}

	private long count(String sql, List<String> ids) {
		return Objects.requireNonNull(this.statements.sql(sql)
			.bind("ids", ids.stream().map(UUID::fromString).toArray(UUID[]::new))
			.value(Long.class)
			.block(LIMIT));
	}

}
