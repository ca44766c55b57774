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
import dev.tintype.web.http.Json;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpMethod;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Inserts assets whose hashes are near each other and far from those of other tests.
 */
final class AlikeAssets {

	private static final Random RANDOM = new Random();

	private final Http http;

	private final Assets assets;

	private final Statements statements;

	private final Dialect dialect;

	private final long hash = randomHash();

	private final List<Asset> inserted = new ArrayList<>();

	private final List<UUID> images = new ArrayList<>();

	AlikeAssets(Http http, Assets assets, Statements statements, Dialect dialect) {
		this.http = http;
		this.assets = assets;
		this.statements = statements;
		this.dialect = dialect;
	}

	/**
	 * Deletes the assets and images, because their files do not exist.
	 */
	void delete() {
		List<UUID> ids = this.inserted.stream().map(Asset::id).toList();
		this.assets.change(ids, (found) -> this.assets.delete(ids).thenReturn(true)).block();
		this.images.forEach((image) -> this.statements.sql("DELETE FROM images WHERE image_id = :id")
			.bind("id", image)
			.then()
			.block());
	}

	static long randomHash() {
		return RANDOM.nextLong() & Long.MAX_VALUE;
	}

	long hash() {
		return this.hash;
	}

	Mono<Integer> merge(Asset keep, Asset drop) {
		return call(() -> status("resolve", Map.of("keep", id(keep), "drop", List.of(id(drop)))));
	}

	static Mono<Integer> call(Callable<Integer> call) {
		return Mono.fromCallable(call).subscribeOn(Callers.SCHEDULER);
	}

	int status(String action, Map<String, ?> body) {
		return this.http.post("/api/photos/duplicates/" + action, body).status();
	}

	void trash(Asset asset) {
		assertThat(this.http.send(HttpMethod.DELETE, "/api/assets/{id}", asset.id()).status()).isEqualTo(204);
	}

	static String id(Asset asset) {
		return asset.best().id().toString();
	}

	static List<String> ids(List<JsonNode> photos) {
		return photos.stream().map((photo) -> photo.path("id").asString()).toList();
	}

	List<JsonNode> group(Asset asset, int threshold) {
		return photos(found(asset, threshold));
	}

	static List<JsonNode> photos(JsonNode group) {
		return List.copyOf(group.path("photos").values());
	}

	JsonNode found(Asset asset, int threshold) {
		return this.http.with("Accept", "application/x-ndjson")
			.get("/api/photos/duplicates?threshold={threshold}", threshold)
			.lines()
			.stream()
			.filter((group) -> photos(group).stream()
				.anyMatch((photo) -> photo.path("asset_id").asString().equals(asset.id().toString())))
			.findFirst()
			.orElse(Json.MAPPER.missingNode());
	}

	long flipped(int bits) {
		long flips = 0;
		for (int i = 0; i < bits; i++) {
			flips |= 1L << (i * 37 % 63);
		}
		return flips;
	}

	String name() {
		return "like-" + Long.toHexString(this.hash) + ".jpg";
	}

	Asset insert(long flips, Tier... tiers) {
		return insert(flips, (tiers.length > 0) ? tiers : new Tier[] { Tier.BRONZE }, (version) -> version, null);
	}

	Asset insert(long flips, long size, @Nullable String taken, @Nullable UUID image) {
		return insert(flips, new Tier[] { Tier.BRONZE }, (version) -> version.fileSize(size)
			.taken((taken != null) ? LocalDateTime.of(2020, 1, 1, 0, 0) : null, taken), image);
	}

	Asset insert(UnaryOperator<VersionBuilder> change, @Nullable UUID image) {
		return insert(0, new Tier[] { Tier.BRONZE }, change, image);
	}

	Asset insert(long flips, Tier[] tiers, UnaryOperator<VersionBuilder> change, @Nullable UUID image) {
		Asset plain = TestAssets.of(name(), List.of(), tiers);
		List<Version> versions = plain.versions()
			.stream()
			.map((version) -> change.apply(version.toBuilder().phash(this.hash ^ flips)).build())
			.toList();
		Asset asset = new Asset(plain.id(), plain.originalFilename(), image, null, plain.createdAt(), versions);
		this.assets.change(List.of(), (none) -> this.assets.insert(List.of(asset)).thenReturn(true)).block();
		this.inserted.add(asset);
		return asset;
	}

	UUID image(int width, int height) {
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
		this.images.add(id);
		return id;
	}

	void caption(UUID image, String text, String source) {
		assertThat(this.http
			.post("/api/captions",
					Map.of("captions",
							List.of(Map.of("image_id", image.toString(), "caption", text, "source", source))))
			.status()).isEqualTo(200);
	}

	UUID collection(Asset asset) {
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

	UUID face(Asset asset) {
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

	long rows(String from) {
		return Objects.requireNonNull(this.statements.sql("SELECT count(*) FROM " + from).value(Long.class).block());
	}

}
