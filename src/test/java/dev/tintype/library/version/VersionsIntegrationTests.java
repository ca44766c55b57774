package dev.tintype.library.version;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.support.Ids;
import dev.tintype.testing.IntegrationTest;
import dev.tintype.web.http.Json;
import io.r2dbc.spi.Readable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class VersionsIntegrationTests {

	private static final Duration LIMIT = Duration.ofSeconds(60);

	private final Assets assets;

	private final Versions versions;

	private final History history;

	private final Statements statements;

	private final Transactions transactions;

	/** Part of every tag of a test, so that no other test counts it. */
	private final String mark = UUID.randomUUID().toString();

	VersionsIntegrationTests(@Autowired Assets assets, @Autowired Versions versions, @Autowired History history,
			@Autowired Statements statements, @Autowired Transactions transactions) {
		this.assets = assets;
		this.versions = versions;
		this.history = history;
		this.statements = statements;
		this.transactions = transactions;
	}

	@Test
	void versionIsReadAsItWasWritten() {
		Asset empty = TestAssets.of("a.jpg", List.of(), Tier.BRONZE);
		Asset asset = TestAssets.of("b.jpg", List.of("", "x,y", "{\"}", "\uD83D\uDE00"), Tier.GOLD);
		Version full = TestAssets.full(asset.best());
		run(this.assets
			.insert(List.of(empty, new Asset(asset.id(), "b.jpg", null, null, asset.createdAt(), List.of(full)))));

		assertThat(find(empty.id()).best()).isEqualTo(empty.best());
		assertThat(find(asset.id()).best()).isEqualTo(full);

		run(this.versions.update(List.of(full.toBuilder().rating(1).metadata(null).taken(null, null).build())));

		Version updated = find(asset.id()).best();
		assertThat(updated.revision()).isEqualTo(2);
		assertThat(updated.rating()).isEqualTo(1);
		assertThat(updated.metadata()).isNull();
		assertThat(updated.takenAt()).isNull();
		assertThat(updated.keywords()).isEqualTo(full.keywords());
		assertThat(value("SELECT perceptual_hash FROM file_versions v WHERE id = :id", full.id()))
			.isEqualTo("0" + "1".repeat(63));
	}

	@Test
	void searchTextContainsFoldedTexts() {
		Asset asset = TestAssets.of("\u0424\u043E\u0442\u043E.JPG", List.of("Cat/Kitten"), Tier.BRONZE);
		Version full = TestAssets.full(asset.best());
		run(this.assets.insert(List
			.of(new Asset(asset.id(), asset.originalFilename(), null, null, asset.createdAt(), List.of(full)))));

		assertThat(value("SELECT search_text FROM file_versions WHERE id = :id", full.id()))
			.isEqualTo("\u0444\u043E\u0442\u043E.jpg\nfuji = ''\nnew year's day\ncat/kitten\n=\nder \u00FCberblick");
	}

	@Test
	void onlyHighestTierIsBest() {
		Asset asset = inserted("x", Tier.BRONZE);
		Version gold = TestAssets.version(asset.id(), Tier.GOLD, "g.jpg", List.of());
		Version silver = TestAssets.version(asset.id(), Tier.SILVER, "s.jpg", List.of());

		run(this.versions.insert(List.of(gold, silver)));
		assertThat(listing(asset)).containsExactly("bronze lower", "gold listed", "silver lower");

		run(this.versions.delete(List.of(gold.id())));
		assertThat(listing(asset)).containsExactly("bronze lower", "silver listed");

		run(this.assets.update(List.of(find(asset.id()).deletedAt(Instant.now()))));
		assertThat(listing(asset)).containsExactly("bronze trashed", "silver trashed");

		run(this.assets.update(List.of(find(asset.id()).deletedAt(null).originalFilename("renamed"))));
		assertThat(listing(asset)).containsExactly("bronze lower", "silver listed");
		assertThat(value("SELECT sort_name FROM file_versions WHERE id = :id", silver.id())).isEqualTo("renamed");
	}

	@Test
	void tagCountsFollowBestPhotosOfLiveAssets() {
		String cat = "Cat " + this.mark;
		Asset first = inserted(cat, Tier.BRONZE);
		Asset second = inserted(cat.toUpperCase(Locale.ROOT), Tier.BRONZE, Tier.SILVER);
		assertThat(count(cat)).isEqualTo(cat + " 2");

		Version bronze = Objects.requireNonNull(second.version(Tier.BRONZE));
		run(this.versions.update(List.of(bronze.toBuilder().keywords(List.of()).build())));
		assertThat(count(cat)).isEqualTo(cat + " 2");

		run(this.versions.delete(List.of(second.best().id())));
		assertThat(count(cat)).isEqualTo(cat + " 1");

		run(this.assets.update(List.of(find(first.id()).deletedAt(Instant.now()))));
		assertThat(count(cat)).isEqualTo(cat + " 0");

		run(this.assets.update(List.of(find(first.id()).deletedAt(null))));
		run(this.assets.delete(List.of(first.id())));
		assertThat(count(cat)).isEqualTo(cat + " 0");
	}

	@Test
	void tagCountsChangeOnceWhenWritesAreNested() {
		String tag = "nested " + this.mark;
		String other = "other " + this.mark;
		Asset asset = inserted(tag, Tier.BRONZE);

		this.assets
			.change(List.of(asset.id()),
					(locked) -> this.versions
						.insert(List.of(TestAssets.version(asset.id(), Tier.SILVER, "s", List.of(tag, other))))
						.then(this.versions.update(List.of(asset.best().toBuilder().rating(1).build()))))
			.block(LIMIT);

		assertThat(count(tag)).isEqualTo(tag + " 1");
		assertThat(count(other)).isEqualTo(other + " 1");
	}

	@Test
	void concurrentTagChangesStayExact() {
		List<String> names = List.of("a", "b", "c", "d", "e", "f");
		List<Asset> all = new ArrayList<>();
		for (int i = 0; i < 24; i++) {
			all.add(TestAssets.of("n" + i, List.of(), Tier.BRONZE));
		}
		run(this.assets.insert(all));

		Flux.fromIterable(all).flatMap((asset) -> {
			List<String> shuffled = new ArrayList<>(names.stream().map((name) -> name + this.mark).toList());
			Collections.shuffle(shuffled);
			return edit(asset.id(), (version) -> version.toBuilder().keywords(shuffled).build())
				.then(edit(asset.id(),
						(version) -> version.toBuilder().keywords(version.keywords().subList(0, 3)).build()))
				.then(edit(asset.id(), (version) -> version.toBuilder().keywords(List.of("a" + this.mark)).build()))
				.subscribeOn(Schedulers.boundedElastic());
		}, 8).blockLast(LIMIT);

		assertThat(count("a" + this.mark)).endsWith(" 24");
		assertThat(count("b" + this.mark)).endsWith(" 0");
	}

	@Test
	void pointersMoveWithoutDoubleMembership() {
		Asset one = inserted("x", Tier.BRONZE, Tier.SILVER);
		Asset two = inserted("x", Tier.BRONZE);
		UUID old = one.versions().get(0).id();
		UUID other = two.best().id();
		UUID target = one.best().id();
		UUID both = collection(old);
		UUID single = collection(old);
		member(both, old, target);
		member(single, old, other);
		run(this.statements
			.sql("INSERT INTO faces (id, photo_id, bounding_box, confidence) VALUES (:face, :id, "
					+ "(SELECT smart_rules FROM collections WHERE id = :collection), 1)")
			.bind("face", both)
			.bind("collection", both)
			.bind("id", old)
			.then());

		run(this.versions.movePointers(Map.of(old, target, other, target, target, target)));

		assertThat(members(both)).containsExactly(target);
		assertThat(members(single)).containsExactly(target);
		assertThat(ids("SELECT cover_photo FROM collections WHERE id = :id", both)).containsExactly(target);
		assertThat(ids("SELECT photo_id FROM faces WHERE id = :id", both)).containsExactly(target);
	}

	private Mono<Void> edit(UUID asset, Function<Version, Version> change) {
		return this.assets.change(List.of(asset),
				(locked) -> this.versions.update(List.of(change.apply(locked.get(0).best()))));
	}

	private Asset inserted(String tag, Tier... tiers) {
		Asset asset = TestAssets.of("name", List.of(tag), tiers);
		run(this.assets.insert(List.of(asset)));
		return asset;
	}

	private Asset find(UUID id) {
		return Objects.requireNonNull(this.assets.find(List.of(id)).blockLast(LIMIT));
	}

	private String count(String tag) {
		return Objects.requireNonNull(
				this.statements.sql("SELECT tag || ' ' || usage_count FROM global_tag_library WHERE tag_key = :tag_key")
					.bind("tag_key", Tags.key(tag))
					.value(String.class)
					.block(LIMIT));
	}

	private List<String> listing(Asset asset) {
		return strings("SELECT tier || ' ' || listing FROM file_versions WHERE media_asset_id = :id ORDER BY 1",
				asset.id());
	}

	private UUID collection(UUID cover) {
		UUID id = Ids.next();
		run(this.statements
			.sql("INSERT INTO collections (id, name, cover_photo, smart_rules) SELECT :id, 'c', :cover, "
					+ "(SELECT changes FROM asset_history WHERE id = :history)")
			.bind("id", id)
			.bind("cover", cover)
			.bind("history", rules(cover))
			.then());
		return id;
	}

	// A value of type JSON, which both databases take from another row.
	private UUID rules(UUID photo) {
		UUID operation = Ids.next();
		Map<UUID, UUID> assets = Objects.requireNonNull(this.assets.ofPhotos(List.of(photo)).block(LIMIT));
		UUID asset = Objects.requireNonNull(assets.get(photo));
		run(this.history.write(List
			.of(new HistoryEntry(asset, photo, Action.MERGED, null, Json.MAPPER.readTree("[1,1,1,1]"), operation))));
		return ids("SELECT id FROM asset_history WHERE operation_id = :id", operation).get(0);
	}

	private void member(UUID collection, UUID... photos) {
		for (UUID photo : photos) {
			run(this.statements
				.sql("INSERT INTO collection_photos (id, collection_id, photo_id) VALUES (:id, :collection, :photo)")
				.bind("id", Ids.next())
				.bind("collection", collection)
				.bind("photo", photo)
				.then());
		}
	}

	private List<UUID> members(UUID collection) {
		return ids("SELECT photo_id FROM collection_photos WHERE collection_id = :id", collection);
	}

	private List<UUID> ids(String sql, UUID id) {
		return rows(sql, id, (row) -> Objects.requireNonNull(row.get(0, UUID.class)));
	}

	private List<String> strings(String sql, UUID id) {
		return rows(sql, id, (row) -> Objects.requireNonNull(row.get(0, String.class)));
	}

	private String value(String sql, UUID id) {
		return strings(sql, id).get(0);
	}

	private <T> List<T> rows(String sql, UUID id, Function<Readable, T> mapping) {
		return Objects
			.requireNonNull(this.statements.sql(sql).bind("id", id).<T>all(mapping).collectList().block(LIMIT));
	}

	private void run(Mono<Void> work) {
		this.transactions.run(work).block(LIMIT);
	}

}
