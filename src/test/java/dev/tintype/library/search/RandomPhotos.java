package dev.tintype.library.search;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

import dev.tintype.data.batch.Chunks;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.library.version.Asset;
import dev.tintype.library.version.Assets;
import dev.tintype.library.version.ProcessingState;
import dev.tintype.library.version.TestAssets;
import dev.tintype.library.version.Tier;
import dev.tintype.library.version.Version;
import dev.tintype.library.version.VersionBuilder;
import dev.tintype.support.Ids;
import dev.tintype.web.http.Json;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Random photos with awkward and with absent values. All have one keyword that no photo
 * of another test has.
 */
public final class RandomPhotos {

	/** Texts that occur in photos and in filters. */
	public static final List<String> TEXTS = List.of("lake", "Lake Lucerne", "LAKE", "\u00DCber",
			"\u00FCBER Stra\u00DFe", "100%", "a_b", "axb", "a'b", "a\\b", "\uD83D\uDE00 smile", "\uFFFF",
			"\u0130stanbul", "e\u0301te\u0301", "x y");

	/** The levels below the mark. */
	static final List<String> TAGS = List.of("alps", "alps/peak", "alps/peak/top", "alpsx", "lake", "sea", "100%",
			"a_b");

	static final List<String> MIME_TYPES = List.of("image/jpeg", "image/png", "image/webp");

	static final List<String> EVENT_TYPES = List.of("holiday", "birthday", "custom", "Custom");

	/** Earlier than the photos of other tests. An index finds the photos before it. */
	static final Instant END = Instant.parse("1975-01-01T00:00:00Z");

	private static final int CHUNK = 500;

	private static final int MOST_FACES = 3;

	private static final String ADD_NAMED = """
			INSERT INTO %s (id, name) SELECT s.id, CAST(s.id AS VARCHAR) FROM unnest(CAST(:ids AS UUID ARRAY)) AS s(id)""";

	private static final String ADD_FACES = """
			INSERT INTO faces (id, photo_id, person_id, bounding_box, confidence, ignored)
			SELECT s.id, s.photo_id, NULLIF(s.person_id, s.photo_id), CAST('[1,2,3,4]' AS %s), 90, s.ignored
			FROM unnest(CAST(:ids AS UUID ARRAY), CAST(:photos AS UUID ARRAY), CAST(:people AS UUID ARRAY),
			  CAST(:ignored AS BOOLEAN ARRAY)) AS s(id, photo_id, person_id, ignored)""";

	private static final String ADD_MEMBERS = """
			INSERT INTO collection_photos (id, collection_id, photo_id) SELECT s.id, s.collection_id, s.photo_id
			FROM unnest(CAST(:ids AS UUID ARRAY), CAST(:collections AS UUID ARRAY), CAST(:photos AS UUID ARRAY))
			  AS s(id, collection_id, photo_id)""";

	private final Random random;

	private final String mark;

	private final List<UUID> people = ids(6);

	private final List<UUID> collections = ids(4);

	private final List<Long> hashes;

	private final List<Face> faces = new ArrayList<>();

	private final List<PlainPhoto> photos;

	/**
	 * Creates photos.
	 * @param mark a keyword of all of them
	 */
	public RandomPhotos(Random random, String mark, int count) {
		this.random = random;
		this.mark = mark;
		this.hashes = random.longs(5).map((hash) -> hash >>> 1).boxed().toList();
		this.photos = IntStream.range(0, count).mapToObj((i) -> photo()).toList();
	}

	/**
	 * Returns all photos, also rejected ones and those in the trash.
	 */
	public List<PlainPhoto> all() {
		return this.photos;
	}

	public List<UUID> people() {
		return this.people;
	}

	public List<UUID> collections() {
		return this.collections;
	}

	/**
	 * Returns hashes that some photos are similar to.
	 */
	List<Long> hashes() {
		return this.hashes;
	}

	/**
	 * Inserts the photos with their faces, people and collections.
	 */
	public Mono<Void> insert(Assets assets, Statements statements, Transactions transactions, String json) {
		return Flux.fromIterable(Chunks.cut(this.photos, CHUNK))
			.concatMap((chunk) -> transactions.run(assets.insert(chunk.stream().map(PlainPhoto::asset).toList())))
			.then(statements.sql(ADD_NAMED.formatted("people")).bind("ids", array(this.people)).then())
			.then(statements.sql(ADD_NAMED.formatted("collections")).bind("ids", array(this.collections)).then())
			.then(statements.sql(ADD_FACES.formatted(json))
				.bind("ids", array(ids(this.faces.size())))
				.bind("photos", array(this.faces.stream().map(Face::photo).toList()))
				.bind("people",
						array(this.faces.stream()
							.map((face) -> (face.person() != null) ? face.person() : face.photo())
							.toList()))
				.bind("ignored", this.faces.stream().map(Face::ignored).toArray(Boolean[]::new))
				.then())
			.then(members(statements));
	}

	/**
	 * Deletes the photos with all that belongs to them.
	 */
	public Mono<Void> delete(Assets assets, Statements statements, Transactions transactions) {
		return Flux.fromIterable(Chunks.cut(this.photos, CHUNK))
			.concatMap((chunk) -> transactions
				.run(assets.delete(chunk.stream().map((photo) -> photo.asset().id()).toList())))
			.then(statements.sql("DELETE FROM people WHERE id = ANY(:ids)").bind("ids", array(this.people)).then())
			.then(statements.sql("DELETE FROM collections WHERE id = ANY(:ids)")
				.bind("ids", array(this.collections))
				.then());
	}

	private Mono<Void> members(Statements statements) {
		List<UUID> ofCollections = new ArrayList<>();
		List<UUID> ofPhotos = new ArrayList<>();
		this.photos.forEach((photo) -> photo.collections().forEach((collection) -> {
			ofCollections.add(collection);
			ofPhotos.add(photo.id());
		}));
		return statements.sql(ADD_MEMBERS)
			.bind("ids", array(ids(ofPhotos.size())))
			.bind("collections", array(ofCollections))
			.bind("photos", array(ofPhotos))
			.then();
	}

	private PlainPhoto photo() {
		List<String> tags = new ArrayList<>(List.of(this.mark));
		this.random.ints(this.random.nextInt(4), 0, TAGS.size())
			.distinct()
			.forEach((i) -> tags.add(this.mark + "/" + TAGS.get(i)));
		Tier[] tiers = switch (this.random.nextInt(5)) {
			case 0 -> new Tier[] { Tier.BRONZE, Tier.SILVER };
			case 1 -> new Tier[] { Tier.BRONZE, Tier.SILVER, Tier.GOLD };
			case 2 -> new Tier[] { Tier.GOLD };
			default -> new Tier[] { Tier.BRONZE };
		};
		String name = one(TEXTS).replace('/', '-') + this.random.nextInt(100) + ".jpg";
		Asset made = TestAssets.of(name, tags, tiers);
		Instant deleted = (this.random.nextInt(20) == 0) ? made.createdAt() : null;
		List<Version> versions = made.versions().stream().map((version) -> version(version, made)).toList();
		Asset asset = new Asset(made.id(), name, null, deleted, made.createdAt(), versions);
		return withFaces(asset);
	}

	private Version version(Version version, Asset asset) {
		boolean isBest = version.id().equals(asset.best().id());
		VersionBuilder builder = version.toBuilder()
			.rating(this.random.nextInt(6))
			.reviewed(this.random.nextBoolean())
			.fileSize(this.random.nextInt(1, 50))
			.mimeType(one(MIME_TYPES))
			.location(maybe(TEXTS))
			.eventType(maybe(EVENT_TYPES))
			.eventName(maybe(TEXTS))
			.camera(maybe(TEXTS))
			.lens(maybe(TEXTS))
			.aiShortDescription(maybe(TEXTS))
			.metadata((this.random.nextInt(3) == 0)
					? Json.MAPPER.valueToTree(java.util.Map.of("ai", java.util.Map.of("longDescription", one(TEXTS))))
					: null)
			.createdAt(END.minus(this.random.nextInt(1, 5), ChronoUnit.DAYS))
			.taken((this.random.nextInt(5) == 0) ? null : taken(), Version.USER)
			.phash((this.random.nextInt(6) == 0) ? null : hash())
			.state(isBest ? state(version.tier()) : ProcessingState.PROMOTED);
		if (this.random.nextInt(3) != 0) {
			builder.coordinates(latitude(), longitude(), "exif");
		}
		return builder.build();
	}

	private ProcessingState state(Tier tier) {
		return (tier != Tier.GOLD && this.random.nextInt(8) == 0) ? ProcessingState.REJECTED
				: ProcessingState.PROCESSED;
	}

	private PlainPhoto withFaces(Asset asset) {
		UUID photo = asset.best().id();
		Set<UUID> shown = new HashSet<>();
		int seen = 0;
		int count = this.random.nextInt(MOST_FACES + 1);
		for (int i = 0; i < count; i++) {
			UUID person = (this.random.nextInt(4) == 0) ? null : one(this.people);
			boolean ignored = this.random.nextInt(4) == 0;
			this.faces.add(new Face(photo, person, ignored));
			if (!ignored) {
				seen++;
				if (person != null) {
					shown.add(person);
				}
			}
		}
		Set<UUID> in = new HashSet<>();
		this.random.ints(this.random.nextInt(3), 0, this.collections.size())
			.forEach((i) -> in.add(this.collections.get(i)));
		return new PlainPhoto(asset, shown, seen, count - seen, in);
	}

	/**
	 * A time near the end of a day.
	 */
	LocalDateTime taken() {
		LocalDateTime day = LocalDateTime.of(this.random.nextInt(2019, 2026), this.random.nextInt(1, 13), 1, 0, 0);
		return switch (this.random.nextInt(3)) {
			case 0 -> day.plus(this.random.nextInt(-2, 3), ChronoUnit.MILLIS);
			case 1 -> day.plusDays(this.random.nextInt(28)).plusSeconds(this.random.nextInt(-1, 2));
			default -> day.plusSeconds(this.random.nextInt(2_000_000));
		};
	}

	/**
	 * A hash near one of a few others.
	 */
	long hash() {
		long hash = one(this.hashes);
		for (int i = this.random.nextInt(24); i > 0; i--) {
			hash ^= 1L << this.random.nextInt(63);
		}
		return hash;
	}

	/**
	 * Places at the equator and at the north pole.
	 */
	double latitude() {
		return (this.random.nextInt(3) == 0) ? 90 - Math.abs(this.random.nextGaussian())
				: this.random.nextGaussian() * 3;
	}

	/**
	 * Places around the date line.
	 */
	double longitude() {
		double east = 180 + this.random.nextGaussian() * 3;
		return (east > 180) ? east - 360 : east;
	}

	@Nullable String maybe(List<String> texts) {
		return (this.random.nextInt(3) == 0) ? null : one(texts);
	}

	<T> T one(List<T> values) {
		return values.get(this.random.nextInt(values.size()));
	}

	private static List<UUID> ids(int count) {
		return IntStream.range(0, count).mapToObj((i) -> Ids.next()).toList();
	}

	private static UUID[] array(List<UUID> ids) {
		return ids.toArray(UUID[]::new);
	}

	/**
	 * A face.
	 *
	 * @param person null if it is unassigned
	 */
	private record Face(UUID photo, @Nullable UUID person, boolean ignored) {
	}

}
