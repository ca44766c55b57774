package dev.tintype.library.likeness;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.tintype.data.sql.Dialect;

/**
 * Selects photos whose hash is near another one, exactly. Up to
 * {@link HashBands#LONGEST_PROBE} bits it probes the indexes of the four bands, and
 * otherwise scans one of them.
 *
 * @param hash the other hash
 * @param distance the most bits that may differ
 */
public record NearHash(long hash, int distance) {

	private static final String HASH = "CAST(:near_hash AS BIGINT)";

	private static final String PROBE = "SELECT s.id FROM file_versions s %s AND %s <= :near_distance";

	/** All columns are in the index, and neither database has to read the rows. */
	private static final String SCAN_H2 = """
			SELECT s.id FROM file_versions s USE INDEX (file_versions_phash_1)
			WHERE s.phash_band_1 >= 0 AND %s <= :near_distance""";

	private static final String SCAN_POSTGRESQL = """
			SELECT s.id FROM file_versions s WHERE s.phash IS NOT NULL AND %s <= :near_distance""";

	/**
	 * Selects photos by a threshold.
	 * @param threshold the least similarity, from 0 to 100
	 * @return the condition
	 */
	public static NearHash of(long hash, int threshold) {
		return new NearHash(hash, Likeness.distance(threshold));
	}

	/**
	 * Selects photos by their ids. PostgreSQL gets an array: it does not know how few
	 * hashes are near, and would read the whole table for a join.
	 * @param id the column
	 * @return a condition with the parameters of {@link #values()}
	 */
	public String condition(Dialect dialect, String id) {
		return id + dialect.choose(" IN (%s)", " = ANY(ARRAY(%s))").formatted(ids(dialect));
	}

	private String ids(Dialect dialect) {
		String near = Likeness.distance(dialect, "s.phash", HASH);
		if (this.distance > HashBands.LONGEST_PROBE) {
			return dialect.choose(SCAN_H2, SCAN_POSTGRESQL).formatted(near);
		}
		return bands().stream()
			.map((band) -> PROBE.formatted(dialect.among("s.phash_band_" + band, "INT", "near_band_" + band), near))
			.collect(Collectors.joining(" UNION "));
	}

	/**
	 * Compares a row with the hash.
	 * @param phash the column
	 * @return SQL of the similarity, with one of the parameters of {@link #values()}
	 */
	public String similarity(Dialect dialect, String phash) {
		return Likeness.similarity(Likeness.distance(dialect, phash, HASH));
	}

	/**
	 * Returns the values of the parameters.
	 * @return values by name, all of which begin with {@code near_}
	 */
	public Map<String, Object> values() {
		Map<String, Object> values = new HashMap<>();
		values.put("near_hash", this.hash);
		values.put("near_distance", this.distance);
		if (this.distance <= HashBands.LONGEST_PROBE) {
			bands().forEach((band) -> values.put("near_band_" + band,
					HashBands.probes(this.hash, band, this.distance).toArray(Integer[]::new)));
		}
		return values;
	}

	// Below three bits, fewer bands are enough.
	private List<Integer> bands() {
		return IntStream.rangeClosed(1, Math.min(HashBands.COUNT, this.distance + 1)).boxed().toList();
	}

}
