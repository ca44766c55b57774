package dev.tintype.library.version;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.tintype.data.batch.BatchSettings;
import dev.tintype.data.batch.Chunks;
import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Writes versions with the columns that are derived from them and from the other versions
 * of their assets. Each write is part of the caller's transaction, which has locked the
 * assets.
 */
@Repository
public class Versions {

	private final Statements statements;

	private final Dialect dialect;

	private final TagCounts tags;

	private final PhotoTags photoTags;

	private final DerivedColumns derived;

	private final int chunk;

	Versions(Statements statements, Dialect dialect, TagCounts tags, PhotoTags photoTags, DerivedColumns derived,
			BatchSettings settings) {
		this.statements = statements;
		this.dialect = dialect;
		this.tags = tags;
		this.photoTags = photoTags;
		this.derived = derived;
		this.chunk = settings.chunkSize();
	}

	/**
	 * Inserts versions. If one is the best of its asset, the others no longer are.
	 * @return completes when it is done; an error if an asset is unknown or has a version
	 * in this tier
	 */
	public Mono<Void> insert(List<Version> versions) {
		Set<UUID> assets = assets(versions);
		return versions.isEmpty() ? Mono.empty() : this.tags.around(assets,
				write(VersionColumns.insert(this.dialect), versions, Map.of()).then(this.derived.derive(assets)));
	}

	/**
	 * Updates all columns of versions but their tier and times, and increments their
	 * revisions.
	 * @return completes when it is done
	 */
	public Mono<Void> update(List<Version> versions) {
		return versions.isEmpty() ? Mono.empty()
				: this.tags.around(assets(versions), Mono.defer(() -> write(VersionColumns.update(this.dialect),
						versions, Map.of("now", Instant.now().truncatedTo(ChronoUnit.MICROS)))));
	}

	private Mono<Void> write(String sql, List<Version> versions, Map<String, ?> values) {
		return Flux.fromIterable(Chunks.cut(versions, this.chunk))
			.concatMap((part) -> names(assets(part)).flatMap((names) -> {
				List<VersionColumns.Row> rows = new ArrayList<>(part.size());
				part.forEach((version) -> rows.add(new VersionColumns.Row(version,
						PhotoTexts.of(version, names.getOrDefault(version.assetId(), "")).searchText())));
				return this.statements.sql(sql)
					.bind(VersionColumns.values(this.dialect, rows))
					.bind(values)
					.then()
					.then(this.photoTags.replace(part));
			}), 1)
			.then();
	}

	private static final String NAMES = "/* readAssetNames */ SELECT id, original_filename FROM media_assets %s";

	private Mono<Map<UUID, String>> names(Set<UUID> assets) {
		return this.statements.sql(NAMES.formatted(this.dialect.among("id", "UUID", "ids")))
			.bind("ids", assets.toArray(UUID[]::new)).<Map
					.Entry<UUID, String>>all(
							(row) -> Map.entry(Columns.get(row, 0, UUID.class), Columns.get(row, 1, String.class)))
			.collectMap(Map.Entry::getKey, Map.Entry::getValue);
	}

	private static final String OWNERS = """
			/* readAssetsOfVersions */ SELECT DISTINCT media_asset_id FROM file_versions %s
			""";

	private static final String DELETE = "/* deleteVersions */ DELETE FROM file_versions WHERE id = ANY(:ids)";

	/**
	 * Deletes versions. The highest of those that remain becomes the best. Pointers to
	 * the deleted versions are lost, so the caller moves them first.
	 * @return completes when it is done
	 */
	public Mono<Void> delete(Collection<UUID> photos) {
		if (photos.isEmpty()) {
			return Mono.empty();
		}
		UUID[] ids = photos.toArray(UUID[]::new);
		return this.statements.sql(OWNERS.formatted(this.dialect.among("id", "UUID", "ids")))
			.bind("ids", ids)
			.<UUID>all((row) -> Columns.get(row, 0, UUID.class))
			.collectList()
			.flatMap((assets) -> this.tags.around(assets,
					this.statements.sql(DELETE).bind("ids", ids).then().then(this.derived.derive(assets))));
	}

	private static final String PAIRS = """
			unnest(CAST(:from AS UUID ARRAY), CAST(:to AS UUID ARRAY)) AS m(moved_from, moved_to)""";

	private static final String MOVE = """
			/* move_%1$s */
			UPDATE %1$s SET %2$s = m.moved_to FROM %3$s WHERE %1$s.%2$s = m.moved_from
			""";

	/** Of several rows that would become the same, the oldest one is moved. */
	private static final String MOVE_MEMBERSHIPS = """
			/* move_collection_photos */
			UPDATE collection_photos SET photo_id = s.moved_to
			FROM (
			  SELECT c.id AS moved_id, m.moved_to,
			    ROW_NUMBER() OVER (PARTITION BY c.collection_id, m.moved_to ORDER BY c.added_at, c.id) AS n
			  FROM collection_photos c JOIN %s ON c.photo_id = m.moved_from
			  WHERE NOT EXISTS (SELECT 1 FROM collection_photos o
			    WHERE o.collection_id = c.collection_id AND o.photo_id = m.moved_to)) s
			WHERE collection_photos.id = s.moved_id AND s.n = 1
			""".formatted(PAIRS);

	private static final String LEAVE_MEMBERSHIPS = """
			/* deleteDoubleMemberships */ DELETE FROM collection_photos WHERE photo_id = ANY(:from)
			""";

	/**
	 * Makes faces, memberships of collections and covers of collections refer to other
	 * photos. A collection that has both photos keeps one membership.
	 * @param moves the new photo by the old one
	 * @return completes when it is done
	 */
	public Mono<Void> movePointers(Map<UUID, UUID> moves) {
		List<Map.Entry<UUID, UUID>> real = moves.entrySet()
			.stream()
			.filter((move) -> !move.getKey().equals(move.getValue()))
			.toList();
		if (real.isEmpty()) {
			return Mono.empty();
		}
		UUID[] from = real.stream().map(Map.Entry::getKey).toArray(UUID[]::new);
		UUID[] to = real.stream().map(Map.Entry::getValue).toArray(UUID[]::new);
		return move(MOVE.formatted("faces", "photo_id", PAIRS), from, to).then(move(MOVE_MEMBERSHIPS, from, to))
			.then(this.statements.sql(LEAVE_MEMBERSHIPS).bind("from", from).then())
			.then(move(MOVE.formatted("collections", "cover_photo", PAIRS), from, to));
	}

	private Mono<Void> move(String sql, UUID[] from, UUID[] to) {
		return this.statements.sql(sql).bind("from", from).bind("to", to).then();
	}

	private static Set<UUID> assets(Collection<Version> versions) {
		return versions.stream().map(Version::assetId).collect(Collectors.toCollection(LinkedHashSet::new));
	}

}
