package dev.tintype.library.collection;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import dev.tintype.data.batch.BatchSettings;
import dev.tintype.data.batch.Chunks;
import dev.tintype.data.change.ChangeKind;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.support.Ids;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Adds photos to collections and removes them. Each chunk of assets is a transaction.
 */
@Repository
class Membership {

	private final Statements statements;

	private final Dialect dialect;

	private final Transactions transactions;

	private final CollectionRepository collections;

	private final BestPhotos best;

	private final int chunk;

	Membership(Statements statements, Dialect dialect, Transactions transactions, CollectionRepository collections,
			BestPhotos best, BatchSettings settings) {
		this.statements = statements;
		this.dialect = dialect;
		this.transactions = transactions;
		this.collections = collections;
		this.best = best;
		this.chunk = settings.chunkSize();
	}

	private static final String INSERT = """
			/* addToCollection */
			INSERT INTO collection_photos (id, collection_id, photo_id, added_at)
			SELECT t.id, :collection, t.photo_id, :now
			FROM unnest(CAST(:ids AS UUID ARRAY), CAST(:photos AS UUID ARRAY)) AS t(id, photo_id)
			ORDER BY t.photo_id
			ON CONFLICT DO NOTHING
			""";

	/**
	 * Adds the best photos of assets.
	 * @return the numbers of items; an item that occurs again counts as present
	 */
	Mono<Added> add(UUID collection, MemberIds items) {
		Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
		return require(collection).then(this.best.assets(items.ids(), items.areImages())).flatMap((assets) -> {
			// The membership of the last item is the latest.
			Map<UUID, UUID> ids = new LinkedHashMap<>();
			items.ids().forEach((item) -> {
				if (assets.containsKey(item)) {
					ids.computeIfAbsent(Objects.requireNonNull(assets.get(item)), (asset) -> Ids.next());
				}
			});
			Map<UUID, UUID> live = new LinkedHashMap<>();
			return Flux.fromIterable(chunks(ids))
				.concatMap((part) -> this.transactions.run(Mono.defer(() -> add(collection, part, ids, now, live))), 1)
				.reduce(0L, Long::sum)
				.map((added) -> {
					List<String> missing = new ArrayList<>();
					items.texts().forEach((text) -> {
						UUID id = Ids.parse(text);
						UUID asset = (id != null) ? assets.get(id) : null;
						if (asset == null || !live.containsKey(asset)) {
							missing.add(text);
						}
					});
					return new Added(added, items.texts().size() - missing.size() - added, missing);
				});
		});
	}

	private List<List<UUID>> chunks(Map<UUID, UUID> assets) {
		return Chunks.cut(assets.keySet().stream().sorted(Ids.ORDER).toList(), this.chunk);
	}

	private Mono<Long> add(UUID collection, List<UUID> assets, Map<UUID, UUID> ids, Instant now, Map<UUID, UUID> live) {
		return this.best.share(assets)
			.flatMap((photos) -> this.collections.keep(collection)
				.then(photos.isEmpty() ? Mono.just(0L) : insert(collection, photos, ids, now))
				.doOnNext((added) -> live.putAll(photos)));
	}

	private Mono<Long> insert(UUID collection, Map<UUID, UUID> photos, Map<UUID, UUID> ids, Instant now) {
		List<UUID> assets = List.copyOf(photos.keySet());
		return this.statements.sql(INSERT)
			.bind("collection", collection)
			.bind("now", now)
			.bind("ids", assets.stream().map(ids::get).toArray(UUID[]::new))
			.bind("photos", assets.stream().map(photos::get).toArray(UUID[]::new))
			.update()
			.flatMap((added) -> changed(collection, added));
	}

	private Mono<Long> changed(UUID collection, long photos) {
		return (photos > 0) ? this.collections.changed(ChangeKind.UPDATED, collection).thenReturn(photos)
				: Mono.just(photos);
	}

	private static final String DELETE = """
			/* removeFromCollection */
			DELETE FROM collection_photos WHERE collection_id = :collection
			  AND photo_id IN (SELECT v.id FROM file_versions v %s)
			""";

	/**
	 * Removes the photos of assets, also of those in the trash.
	 * @return how many were removed
	 */
	Mono<Long> remove(UUID collection, MemberIds items) {
		String delete = DELETE.formatted(this.dialect.among("v.media_asset_id", "UUID", "ids"));
		return require(collection).then(this.best.assets(items.ids(), items.areImages())).flatMap((assets) -> {
			List<UUID> ids = assets.values().stream().distinct().sorted(Ids.ORDER).toList();
			return Flux.fromIterable(Chunks.cut(ids, this.chunk))
				.concatMap((part) -> this.transactions.run(this.best.lock(part)
					.then(this.statements.sql(delete)
						.bind("collection", collection)
						.bind("ids", part.toArray(UUID[]::new))
						.update()
						.flatMap((removed) -> changed(collection, removed)))), 1)
				.reduce(0L, Long::sum);
		});
	}

	private Mono<Void> require(UUID id) {
		return this.collections.plain(id)
			.flatMap(
					(collection) -> collection.isSmart()
							? Mono.error(new ProblemException(ProblemType.CONFLICT,
									"The collection is smart: its rules say which photos it contains."))
							: Mono.empty());
	}

	/**
	 * The response to a request that adds photos.
	 *
	 * @param present how many were in the collection before
	 * @param missing the ids that are unknown, or of photos in the trash
	 */
	record Added(long added, long present, List<String> missing) {
	}

}
