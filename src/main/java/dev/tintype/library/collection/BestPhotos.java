package dev.tintype.library.collection;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.library.version.Assets;
import dev.tintype.support.Ids;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Finds the best photos that pointers refer to, and holds them until the end of the
 * transaction: a photo that changes its tier meanwhile would leave a pointer to a lower
 * version.
 */
@Repository
class BestPhotos {

	private static final String OF_IMAGES = """
			/* findAssetsOfImages */ SELECT a.image_id, a.id FROM media_assets a %s
			""";

	/**
	 * Changes of a tier lock the row. Those who add photos to collections do not exclude
	 * each other.
	 */
	private static final String LOCK_H2 = "/* lockAssets */ SELECT a.id FROM media_assets a "
			+ Dialect.H2.among("a.id", "UUID", "ids") + " ORDER BY a.id FOR UPDATE";

	private static final String LOCK_POSTGRESQL = "/* lockAssets */ SELECT a.id FROM media_assets a "
			+ Dialect.POSTGRESQL.among("a.id", "UUID", "ids") + " ORDER BY a.id FOR SHARE";

	private static final String LOCK_ALONE = "/* lockAssetsAlone */ SELECT a.id FROM media_assets a %s ORDER BY a.id FOR UPDATE";

	private static final String BEST = """
			/* findBestPhotos */
			SELECT v.media_asset_id, v.id FROM file_versions v %s AND v.is_best AND NOT v.is_trashed
			""";

	private final Statements statements;

	private final Dialect dialect;

	private final Assets assets;

	BestPhotos(Statements statements, Dialect dialect, Assets assets) {
		this.statements = statements;
		this.dialect = dialect;
		this.assets = assets;
	}

	/**
	 * Finds assets, without a lock.
	 * @param ids of photos or of images, without repetitions
	 * @param areImages what they are
	 * @return asset ids by the given ids
	 */
	Mono<Map<UUID, UUID>> assets(Collection<UUID> ids, boolean areImages) {
		if (!areImages) {
			return this.assets.ofPhotos(ids);
		}
		return pairs(OF_IMAGES.formatted(this.dialect.among("a.image_id", "UUID", "ids")), ids);
	}

	/**
	 * Locks assets, together with others who add photos to collections.
	 * @return the best photos of those that are live, by asset id
	 */
	Mono<Map<UUID, UUID>> share(Collection<UUID> assetIds) {
		return lock(this.dialect.choose(LOCK_H2, LOCK_POSTGRESQL), assetIds).then(Mono
			.defer(() -> pairs(BEST.formatted(this.dialect.among("v.media_asset_id", "UUID", "ids")), assetIds)));
	}

	/**
	 * Locks assets.
	 */
	Mono<Void> lock(Collection<UUID> assetIds) {
		return lock(LOCK_ALONE.formatted(this.dialect.among("a.id", "UUID", "ids")), assetIds);
	}

	private Mono<Void> lock(String sql, Collection<UUID> assetIds) {
		return this.statements.sql(sql)
			.bind("ids", assetIds.stream().sorted(Ids.ORDER).toArray(UUID[]::new))
			.<UUID>all((row) -> Columns.get(row, 0, UUID.class))
			.then();
	}

	/**
	 * Finds the photo that a cover refers to, and locks its asset.
	 * @param photoId of any version
	 * @return empty if it is unknown or in the trash
	 */
	Mono<UUID> cover(UUID photoId) {
		return this.assets.ofPhotos(List.of(photoId))
			.flatMap((found) -> Mono.justOrEmpty(found.get(photoId)))
			.flatMap((asset) -> share(List.of(asset)).flatMap((best) -> Mono.justOrEmpty(best.get(asset))));
	}

	private static final String LISTED = """
			/* findListedPhoto */
			SELECT b.id FROM file_versions v JOIN file_versions b ON b.media_asset_id = v.media_asset_id
			WHERE v.id = :id AND b.listing = 'listed'
			""";

	/**
	 * Finds the best photo of the asset of a photo, without a lock.
	 * @return empty if it is unknown, rejected or in the trash
	 */
	Mono<UUID> listed(UUID photoId) {
		return this.statements.sql(LISTED).bind("id", photoId).value(UUID.class);
	}

	private Mono<Map<UUID, UUID>> pairs(String sql, Collection<UUID> ids) {
		return this.statements.sql(sql)
			.bind("ids", ids.stream().distinct().toArray(UUID[]::new)).<Map
					.Entry<UUID, UUID>>all(
							(row) -> Map.entry(Columns.get(row, 0, UUID.class), Columns.get(row, 1, UUID.class)))
			.collectMap(Map.Entry::getKey, Map.Entry::getValue);
	}

}
