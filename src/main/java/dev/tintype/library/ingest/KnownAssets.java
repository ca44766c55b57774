package dev.tintype.library.ingest;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Finds the assets that have given bytes or images.
 */
@Repository
class KnownAssets {

	private final Statements statements;

	private final Dialect dialect;

	KnownAssets(Statements statements, Dialect dialect) {
		this.statements = statements;
		this.dialect = dialect;
	}

	/** On H2 one transaction writes at a time, so there is nothing to lock. */
	private static final String LOCK_H2 = "/* lockHashes */ SELECT TRUE WHERE :hashes IS NOT NULL";

	private static final String LOCK_POSTGRESQL = """
			/* lockHashes */
			SELECT pg_advisory_xact_lock(h.key) FROM (
			  SELECT DISTINCT hashtextextended('ingest ' || hash, 0) AS key
			  FROM unnest(CAST(:hashes AS TEXT ARRAY)) AS t(hash) ORDER BY 1) h
			""";

	/**
	 * Locks hashes until the end of the transaction, so that no other ingest of the same
	 * bytes runs at the same time. No unique key prevents that: versions of one asset
	 * have the same bytes.
	 */
	Mono<Void> lock(Collection<String> hashes) {
		return this.statements.sql(this.dialect.choose(LOCK_H2, LOCK_POSTGRESQL))
			.bind("hashes", hashes.toArray(String[]::new))
			.all((row) -> true)
			.then();
	}

	private static final String COLUMNS = """
			a.id, a.image_id, a.deleted_at IS NOT NULL,
			  (SELECT b.id FROM file_versions b WHERE b.media_asset_id = a.id AND b.is_best LIMIT 1),
			  (SELECT b.file_hash FROM file_versions b WHERE b.media_asset_id = a.id AND b.tier = 'bronze')
			""";

	private static final String BY_HASH = "/* findAssetsOfHashes */ SELECT v.file_hash, " + COLUMNS
			+ "FROM media_assets a JOIN file_versions v ON v.media_asset_id = a.id %s ORDER BY a.id";

	private static final String BY_IMAGE = "/* findAssetsOfImages */ SELECT a.image_id, " + COLUMNS
			+ "FROM media_assets a %s";

	/**
	 * Finds the assets that have a version with given bytes.
	 * @return the oldest asset by hash
	 */
	Mono<Map<String, KnownAsset>> byHash(Collection<String> hashes) {
		if (hashes.isEmpty()) {
			return Mono.just(Map.of());
		}
		return this.statements.sql(BY_HASH.formatted(this.dialect.among("v.file_hash", "VARCHAR", "hashes")))
			.bind("hashes", hashes.stream().distinct().toArray(String[]::new)).<Map
					.Entry<String, KnownAsset>>all((row) -> Map.entry(Columns.get(row, 0, String.class), asset(row)))
			.collect(HashMap::new, (found, entry) -> found.putIfAbsent(entry.getKey(), entry.getValue()));
	}

	/**
	 * Finds the assets of images.
	 * @return the asset by image
	 */
	Mono<Map<UUID, KnownAsset>> byImage(Collection<UUID> images) {
		if (images.isEmpty()) {
			return Mono.just(Map.of());
		}
		return this.statements.sql(BY_IMAGE.formatted(this.dialect.among("a.image_id", "UUID", "images")))
			.bind("images", images.stream().distinct().toArray(UUID[]::new)).<Map
					.Entry<UUID, KnownAsset>>all((row) -> Map.entry(Columns.get(row, 0, UUID.class), asset(row)))
			.collectMap(Map.Entry::getKey, Map.Entry::getValue);
	}

	private static KnownAsset asset(Readable row) {
		@Nullable UUID image = row.get(2, UUID.class);
		return new KnownAsset(Columns.get(row, 1, UUID.class), image, row.get(4, UUID.class), row.get(5, String.class),
				Columns.get(row, 3, Boolean.class));
	}

}
