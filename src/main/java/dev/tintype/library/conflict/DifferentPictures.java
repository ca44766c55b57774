package dev.tintype.library.conflict;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.library.version.Asset;
import dev.tintype.support.Ids;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Keeps the sets of pictures that a person has called different.
 */
@Repository
public class DifferentPictures {

	private final Statements statements;

	private final Dialect dialect;

	DifferentPictures(Statements statements, Dialect dialect) {
		this.statements = statements;
		this.dialect = dialect;
	}

	private static final String KNOWN = """
			/* findSetWithAll */
			SELECT d.set_id FROM different_pictures d %s
			GROUP BY d.set_id HAVING count(DISTINCT d.media_asset_id) = :number LIMIT 1
			""";

	private static final String INSERT = """
			/* insertDifferentPictures */
			INSERT INTO different_pictures (id, set_id, media_asset_id, content_hash)
			SELECT t.id, :set, t.asset_id, t.hash
			FROM unnest(CAST(:ids AS UUID ARRAY), CAST(:assets AS UUID ARRAY), CAST(:hashes AS VARCHAR ARRAY))
			  AS t(id, asset_id, hash)
			""";

	/**
	 * Records in the caller's transaction that assets show different pictures.
	 * @param assets locked, each with a version
	 * @return completes when it is done
	 */
	public Mono<Void> mark(List<Asset> assets) {
		UUID[] ids = assets.stream().map(Asset::id).toArray(UUID[]::new);
		Mono<Void> insert = this.statements.sql(INSERT)
			.bind("set", Ids.next())
			.bind("ids", assets.stream().map((asset) -> Ids.next()).toArray(UUID[]::new))
			.bind("assets", ids)
			.bind("hashes", assets.stream().map((asset) -> asset.versions().get(0).fileHash()).toArray(String[]::new))
			.then();
		return this.statements.sql(KNOWN.formatted(this.dialect.among("d.media_asset_id", "UUID", "assets")))
			.bind("assets", ids)
			.bind("number", (long) ids.length)
			.value(UUID.class)
			.map((known) -> true)
			.defaultIfEmpty(false)
			.flatMap((known) -> known ? Mono.empty() : insert);
	}

	private static final String READ = """
			/* readDifferentPictures */
			SELECT media_asset_id, set_id FROM different_pictures WHERE media_asset_id IS NOT NULL
			""";

	/**
	 * Reads the sets of all assets.
	 * @return for an asset the sets that it is in, without assets that are in none
	 */
	public Mono<Map<UUID, Set<UUID>>> all() {
		return this.statements
			.sql(READ).<Map
					.Entry<UUID, UUID>>all(
							(row) -> Map.entry(Columns.get(row, 0, UUID.class), Columns.get(row, 1, UUID.class)))
			.collect(HashMap::new,
					(sets, row) -> sets.computeIfAbsent(row.getKey(), (asset) -> new HashSet<>(2)).add(row.getValue()));
	}

	private static final String OF_HASHES = """
			/* findDifferentFromHashes */
			SELECT d.content_hash, o.media_asset_id
			FROM different_pictures o JOIN different_pictures d ON d.set_id = o.set_id %s AND o.media_asset_id IS NOT NULL
			""";

	/**
	 * Finds the assets that are different from pictures.
	 * @param hashes SHA-256 of the bytes of the pictures, in hex
	 * @return assets by hash, without hashes that are in no set
	 */
	public Mono<Map<String, Set<UUID>>> ofHashes(Collection<String> hashes) {
		return this.statements.sql(OF_HASHES.formatted(this.dialect.among("d.content_hash", "VARCHAR", "hashes")))
			.bind("hashes", hashes.stream().distinct().toArray(String[]::new)).<Map
					.Entry<String, UUID>>all(
							(row) -> Map.entry(Columns.get(row, 0, String.class), Columns.get(row, 1, UUID.class)))
			.collect(HashMap::new,
					(found, row) -> found.computeIfAbsent(row.getKey(), (hash) -> new HashSet<>()).add(row.getValue()));
	}

	private static final String RECOGNISE = """
			/* recogniseDifferentPictures */
			UPDATE different_pictures SET media_asset_id = t.asset_id
			FROM unnest(CAST(:hashes AS VARCHAR ARRAY), CAST(:assets AS UUID ARRAY)) AS t(hash, asset_id)
			WHERE different_pictures.content_hash = t.hash AND different_pictures.media_asset_id IS NULL
			""";

	/**
	 * Puts new assets in the place of deleted ones with the same bytes, in the caller's
	 * transaction.
	 * @param assets the new asset by the hash of its bytes
	 * @return completes when it is done
	 */
	public Mono<Void> recognise(Map<String, UUID> assets) {
		return assets.isEmpty() ? Mono.empty()
				: this.statements.sql(RECOGNISE)
					.bind("hashes", assets.keySet().toArray(String[]::new))
					.bind("assets", assets.values().toArray(UUID[]::new))
					.then();
	}

}
