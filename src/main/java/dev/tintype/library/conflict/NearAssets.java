package dev.tintype.library.conflict;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.library.likeness.HashBands;
import dev.tintype.library.likeness.Likeness;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Finds the live assets that are near the hashes of new pictures.
 */
@Repository
public class NearAssets {

	/**
	 * The most assets of one hash. They are those at the least distance, so that only a
	 * burst of more pictures may hide another one.
	 */
	private static final int MOST = 200;

	/** On H2 one transaction writes at a time, so there is nothing to lock. */
	private static final String LOCK_H2 = "/* lockNearDuplicates */ SELECT TRUE";

	private static final String LOCK_POSTGRESQL = """
			/* lockNearDuplicates */ SELECT pg_advisory_xact_lock(hashtextextended('near duplicates', 0))
			""";

	private static final String PROBE = """
			SELECT q.n, s.id, %1$s AS distance
			FROM unnest(CAST(:numbers_%2$d AS INT ARRAY), CAST(:values_%2$d AS INT ARRAY), CAST(:hashes_%2$d AS BIGINT ARRAY))
			  AS q(n, band, hash)
			JOIN file_versions s ON s.phash_band_%2$d = q.band AND s.is_best AND NOT s.is_trashed AND %1$s <= :distance
			""";

	private static final String SCAN = """
			SELECT q.n, s.id, %1$s AS distance
			FROM unnest(CAST(:numbers_1 AS INT ARRAY), CAST(:hashes_1 AS BIGINT ARRAY)) AS q(n, hash)
			JOIN file_versions s ON s.is_best AND NOT s.is_trashed AND %1$s <= :distance
			""";

	private static final String FIND = """
			/* findNearAssets */
			SELECT c.n, v.media_asset_id, v.id, v.phash, v.sort_name, v.camera, i.width, i.height, CAST(v.taken_at AS VARCHAR)
			FROM (SELECT n, id FROM (
			    SELECT p.n, p.id, ROW_NUMBER() OVER (PARTITION BY p.n ORDER BY p.distance, p.id) AS place FROM (%s) p) r
			  WHERE place <= :most) c
			JOIN file_versions v ON v.id = c.id JOIN media_assets a ON a.id = v.media_asset_id
			LEFT JOIN images i ON i.image_id = a.image_id
			""";

	private final Statements statements;

	private final Dialect dialect;

	NearAssets(Statements statements, Dialect dialect) {
		this.statements = statements;
		this.dialect = dialect;
	}

	/**
	 * Waits until no other transaction looks for near assets, until the end of the
	 * caller's transaction. Otherwise two similar pictures would not see each other.
	 * @return completes when it is done
	 */
	public Mono<Void> lock() {
		return this.statements.sql(this.dialect.choose(LOCK_H2, LOCK_POSTGRESQL)).all((row) -> true).then();
	}

	/**
	 * Finds assets.
	 * @param hashes of the pictures
	 * @param distance the most bits that may differ
	 * @return assets by hash, in no order
	 */
	public Mono<Map<Long, List<NearAsset>>> find(Collection<Long> hashes, int distance) {
		List<Long> distinct = hashes.stream().distinct().toList();
		if (distinct.isEmpty()) {
			return Mono.just(Map.of());
		}
		String near = Likeness.distance(this.dialect, "s.phash", "q.hash");
		boolean isProbed = distance <= HashBands.LONGEST_PROBE;
		int bands = isProbed ? Math.min(HashBands.COUNT, distance + 1) : 1;
		String source = isProbed ? IntStream.rangeClosed(1, bands)
			.mapToObj((band) -> PROBE.formatted(near, band))
			.collect(Collectors.joining(" UNION ")) : SCAN.formatted(near);
		Statements.Call call = this.statements.sql(FIND.formatted(source))
			.bind("most", MOST)
			.bind("distance", distance);
		IntStream.rangeClosed(1, bands).forEach((band) -> call.bind(values(distinct, band, distance, isProbed)));
		return call.all((row) -> Map.entry(distinct.get(Columns.get(row, 0, Integer.class)), asset(row)))
			.collect(HashMap::new, (found, entry) -> found.computeIfAbsent(entry.getKey(), (hash) -> new ArrayList<>())
				.add(entry.getValue()));
	}

	private static Map<String, Object> values(List<Long> hashes, int band, int distance, boolean isProbed) {
		List<Integer> numbers = new ArrayList<>();
		List<Integer> probes = new ArrayList<>();
		for (int n = 0; n < hashes.size(); n++) {
			List<Integer> values = isProbed ? HashBands.probes(hashes.get(n), band, distance) : List.of(0);
			for (int value : values) {
				numbers.add(n);
				probes.add(value);
			}
		}
		Map<String, Object> values = new HashMap<>();
		values.put("numbers_" + band, numbers.toArray(Integer[]::new));
		values.put("hashes_" + band, numbers.stream().map(hashes::get).toArray(Long[]::new));
		if (isProbed) {
			values.put("values_" + band, probes.toArray(Integer[]::new));
		}
		return values;
	}

	private static NearAsset asset(Readable row) {
		String taken = row.get(8, String.class);
		return new NearAsset(Columns.get(row, 1, UUID.class), Columns.get(row, 2, UUID.class),
				Columns.get(row, 3, Long.class),
				new Shot(Columns.get(row, 4, String.class), row.get(5, String.class), size(row.get(6, Integer.class)),
						size(row.get(7, Integer.class)),
						(taken != null) ? LocalDateTime.parse(taken.replace(' ', 'T')) : null));
	}

	private static int size(@Nullable Integer pixels) {
		return Objects.requireNonNullElse(pixels, 0);
	}

}
