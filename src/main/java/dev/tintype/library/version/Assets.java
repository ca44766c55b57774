package dev.tintype.library.version;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

import dev.tintype.data.change.Change;
import dev.tintype.data.change.ChangeKind;
import dev.tintype.data.change.ChangeLog;
import dev.tintype.data.change.ChangeTopic;
import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.support.Ids;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Reads, locks and writes assets. A writer locks an asset before its versions, and assets
 * in the order of their ids, so that writers never deadlock.
 */
@Repository
public class Assets {

	private static final UUID NIL = new UUID(0, 0);

	private final Statements statements;

	private final Dialect dialect;

	private final Transactions transactions;

	private final Versions versions;

	private final TagCounts tags;

	private final DerivedColumns derived;

	private final AssetFaces faces;

	private final ChangeLog changes;

	Assets(Statements statements, Dialect dialect, Transactions transactions, Versions versions, TagCounts tags,
			DerivedColumns derived, AssetFaces faces, ChangeLog changes) {
		this.changes = changes;
		this.statements = statements;
		this.dialect = dialect;
		this.transactions = transactions;
		this.versions = versions;
		this.tags = tags;
		this.derived = derived;
		this.faces = faces;
	}

	private static final String READ = """
			/* readAssets */
			SELECT a.id, a.original_filename, a.image_id, a.deleted_at, a.created_at FROM media_assets a %s
			ORDER BY a.id""";

	private static final String READ_VERSIONS = "/* readVersions */ SELECT " + Version.COLUMNS
			+ " FROM file_versions v %s";

	/**
	 * Locks an asset until the end of the caller's transaction.
	 * @return empty if it is unknown
	 */
	public Mono<Asset> lock(UUID assetId) {
		return lockAll(List.of(assetId)).singleOrEmpty();
	}

	/**
	 * Locks assets until the end of the caller's transaction.
	 * @param assetIds in any order
	 * @return those that exist, in the order of their ids
	 */
	public Flux<Asset> lockAll(Collection<UUID> assetIds) {
		return read(" FOR UPDATE", assetIds);
	}

	/**
	 * Reads assets without a lock.
	 * @param assetIds in any order
	 * @return those that exist, in the order of their ids
	 */
	public Flux<Asset> find(Collection<UUID> assetIds) {
		return read("", assetIds);
	}

	private Flux<Asset> read(String lock, Collection<UUID> assetIds) {
		UUID[] ids = assetIds.stream().distinct().sorted(Ids.ORDER).toArray(UUID[]::new);
		if (ids.length == 0) {
			return Flux.empty();
		}
		// The versions are read after the lock, so that they are those of the last
		// writer.
		return this.statements.sql(READ.formatted(this.dialect.among("a.id", "UUID", "ids")) + lock)
			.bind("ids", ids)
			.<Asset>all(Assets::asset)
			.collectList()
			.flatMapMany((assets) -> this.statements
				.sql(READ_VERSIONS.formatted(this.dialect.among("v.media_asset_id", "UUID", "ids")))
				.bind("ids", ids)
				.<Version>all(Version::of)
				.collectMultimap(Version::assetId)
				.flatMapIterable((found) -> assets.stream().map((asset) -> with(asset, found)).toList()));
	}

	private static Asset asset(Readable row) {
		return new Asset(Columns.get(row, 0, UUID.class), Columns.get(row, 1, String.class), row.get(2, UUID.class),
				row.get(3, Instant.class), Columns.get(row, 4, Instant.class), List.of());
	}

	private static Asset with(Asset asset, Map<UUID, Collection<Version>> found) {
		return new Asset(asset.id(), asset.originalFilename(), asset.imageId(), asset.deletedAt(), asset.createdAt(),
				List.copyOf(found.getOrDefault(asset.id(), List.of())));
	}

	/**
	 * Changes assets in one transaction. It locks them first, and counts their tags once
	 * at the end.
	 * @param <T> what the change gives
	 * @param assetIds in any order
	 * @param change receives those that exist, in the order of their ids. It may run more
	 * than once
	 * @return what the change gives, after the commit unless the caller has a transaction
	 */
	public <T> Mono<T> change(Collection<UUID> assetIds, Function<List<Asset>, Mono<T>> change) {
		return this.transactions.run(lockAll(assetIds).collectList()
			.flatMap((assets) -> this.tags.around(assets.stream().map(Asset::id).toList(),
					Mono.defer(() -> change.apply(assets)))));
	}

	private static final String OF_PHOTOS = "/* findAssetsOfPhotos */ SELECT id, media_asset_id FROM file_versions %s";

	/**
	 * Finds the assets of photos.
	 * @return asset ids by photo id, without unknown photos
	 */
	public Mono<Map<UUID, UUID>> ofPhotos(Collection<UUID> photoIds) {
		return this.statements.sql(OF_PHOTOS.formatted(this.dialect.among("id", "UUID", "ids")))
			.bind("ids", photoIds.stream().distinct().toArray(UUID[]::new)).<Map
					.Entry<UUID, UUID>>all(
							(row) -> Map.entry(Columns.get(row, 0, UUID.class), Columns.get(row, 1, UUID.class)))
			.collectMap(Map.Entry::getKey, Map.Entry::getValue);
	}

	private static final String INSERT = """
			/* insertAssets */
			INSERT INTO media_assets (id, original_filename, image_id, deleted_at, created_at)
			SELECT t.id, t.name, NULLIF(t.image_id, :nil), CAST(NULLIF(t.deleted_at, '') AS TIMESTAMP WITH TIME ZONE),
			  CAST(t.created_at AS TIMESTAMP WITH TIME ZONE)
			FROM unnest(CAST(:ids AS UUID ARRAY), CAST(:names AS VARCHAR ARRAY), CAST(:image_ids AS UUID ARRAY),
			  CAST(:deleted AS VARCHAR ARRAY), CAST(:created AS VARCHAR ARRAY))
			  AS t(id, name, image_id, deleted_at, created_at)
			""";

	/**
	 * Inserts assets with their versions in the caller's transaction.
	 * @return completes when it is done; an error if an image belongs to an asset already
	 */
	public Mono<Void> insert(List<Asset> assets) {
		if (assets.isEmpty()) {
			return Mono.empty();
		}
		return values(this.statements.sql(INSERT), assets)
			.bind("created", assets.stream().map((asset) -> asset.createdAt().toString()).toArray(String[]::new))
			.then()
			.then(this.versions.insert(assets.stream().flatMap((asset) -> asset.versions().stream()).toList()))
			.then(this.changes
				.record(Change.of(ChangeTopic.PHOTOS, ChangeKind.CREATED, assets.stream().map(Asset::id).toList())));
	}

	private static final String UPDATE = """
			/* updateAssets */
			UPDATE media_assets SET original_filename = t.name, image_id = NULLIF(t.image_id, :nil),
			  deleted_at = CAST(NULLIF(t.deleted_at, '') AS TIMESTAMP WITH TIME ZONE)
			FROM unnest(CAST(:ids AS UUID ARRAY), CAST(:names AS VARCHAR ARRAY), CAST(:image_ids AS UUID ARRAY),
			  CAST(:deleted AS VARCHAR ARRAY)) AS t(id, name, image_id, deleted_at)
			WHERE media_assets.id = t.id
			""";

	/**
	 * Updates the file names, images and times of deletion of assets in the caller's
	 * transaction, and what the versions derive from them. Their versions are written by
	 * {@link Versions} only; a caller that changes a file name updates them afterwards,
	 * since searches find the name in them.
	 * @return completes when it is done
	 */
	public Mono<Void> update(List<Asset> assets) {
		if (assets.isEmpty()) {
			return Mono.empty();
		}
		List<UUID> ids = assets.stream().map(Asset::id).toList();
		return this.tags.around(ids,
				values(this.statements.sql(UPDATE), assets).then()
					.then(this.derived.derive(ids))
					.then(this.faces.count(ids)));
	}

	private static Statements.Call values(Statements.Call statement, List<Asset> assets) {
		return statement.bind("nil", NIL)
			.bind("ids", assets.stream().map(Asset::id).toArray(UUID[]::new))
			.bind("names", assets.stream().map(Asset::originalFilename).toArray(String[]::new))
			.bind("image_ids",
					assets.stream()
						.map((asset) -> (asset.imageId() != null) ? asset.imageId() : NIL)
						.toArray(UUID[]::new))
			.bind("deleted", assets.stream().map((asset) -> time(asset.deletedAt())).toArray(String[]::new));
	}

	private static String time(@Nullable Instant time) {
		return (time != null) ? time.toString() : "";
	}

	private static final String DELETE = "/* deleteAssets */ DELETE FROM media_assets WHERE id = ANY(:ids)";

	/**
	 * Deletes assets with their versions, history, faces and memberships in the caller's
	 * transaction. Their images stay.
	 * @return completes when it is done
	 */
	public Mono<Void> delete(Collection<UUID> assetIds) {
		return assetIds.isEmpty() ? Mono.empty()
				: this.tags.around(assetIds,
						this.faces.discount(assetIds)
							.then(this.statements.sql(DELETE).bind("ids", assetIds.toArray(UUID[]::new)).update())
							.flatMap((deleted) -> this.changes.record((deleted == assetIds.size())
									? Change.of(ChangeTopic.PHOTOS, ChangeKind.DELETED, assetIds)
									: Change.of(ChangeTopic.PHOTOS, ChangeKind.DELETED, deleted))));
	}

}
