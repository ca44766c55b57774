package dev.tintype.library.version;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.support.Ids;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Counts for each tag the live assets whose best photo has it. All writers lock the rows
 * of tags in the order of their keys, after the rows of assets and versions.
 */
@Repository
public class TagCounts {

	private final Statements statements;

	private final Dialect dialect;

	TagCounts(Statements statements, Dialect dialect) {
		this.statements = statements;
		this.dialect = dialect;
	}

	/**
	 * Runs a write in the caller's transaction, and then changes the counts by what it
	 * changed. Writes inside it may call this again; the counts change once, at the end.
	 * The caller has locked the assets.
	 * @param <T> what the write gives
	 * @param assets all assets that the write may change
	 * @return what the write gives
	 */
	public <T> Mono<T> around(Collection<UUID> assets, Mono<T> write) {
		return Mono.deferContextual((context) -> {
			Scope outer = context.getOrDefault(Scope.class, null);
			Set<UUID> uncounted = new HashSet<>(assets);
			Set<UUID> counted = new HashSet<>(assets);
			if (outer != null) {
				uncounted.removeAll(outer.assets());
				counted.addAll(outer.assets());
			}
			if (uncounted.isEmpty()) {
				return write;
			}
			Mono<T> inner = write.contextWrite((around) -> around.put(Scope.class, new Scope(counted)));
			return count(uncounted).flatMap((before) -> inner.map(Optional::of)
				.defaultIfEmpty(Optional.empty())
				.flatMap((result) -> count(uncounted).flatMap((after) -> change(differences(before, after)))
					.then(Mono.justOrEmpty(result))));
		});
	}

	private static final String TAGGED = """
			/* readCountedTags */
			SELECT v.keywords FROM file_versions v %s AND v.is_best AND NOT v.is_trashed AND CARDINALITY(v.keywords) > 0
			""";

	private Mono<Map<String, Tally>> count(Collection<UUID> assets) {
		return this.statements.sql(TAGGED.formatted(this.dialect.among("v.media_asset_id", "UUID", "assets")))
			.bind("assets", assets.toArray(UUID[]::new))
			.<List<String>>all((row) -> Version.texts(row.get(0)))
			.collect(HashMap::new, (counts, keywords) -> Tags.byKey(keywords)
				.forEach((key, tag) -> counts.merge(key, new Tally(tag, 1), (first, one) -> first.plus(1))));
	}

	private static Map<String, Integer> differences(Map<String, Tally> before, Map<String, Tally> after) {
		Map<String, Integer> changes = new LinkedHashMap<>();
		after.forEach((key, now) -> {
			Tally then = before.get(key);
			int delta = now.count() - ((then != null) ? then.count() : 0);
			if (delta != 0) {
				changes.put(now.tag(), delta);
			}
		});
		before.forEach((key, then) -> {
			if (!after.containsKey(key)) {
				changes.put(then.tag(), -then.count());
			}
		});
		return changes;
	}

	/**
	 * Rows of other applications have no key before the repair, which counts them anew.
	 * Until then a tag with the same spelling is not counted.
	 */
	private static final String CHANGE_POSTGRESQL = """
			/* changeTagCounts */
			INSERT INTO global_tag_library AS g (id, tag, tag_key, usage_count)
			SELECT t.id, t.tag, t.tag_key, t.delta
			FROM unnest(CAST(:ids AS UUID ARRAY), CAST(:tags AS TEXT ARRAY), CAST(:keys AS TEXT ARRAY),
			  CAST(:deltas AS INT ARRAY)) AS t(id, tag, tag_key, delta)
			WHERE NOT EXISTS (SELECT 1 FROM global_tag_library o WHERE o.tag = t.tag AND o.tag_key IS NULL)
			  AND (t.delta > 0 OR EXISTS (SELECT 1 FROM global_tag_library o WHERE o.tag_key = t.tag_key))
			ORDER BY t.tag_key COLLATE "C"
			ON CONFLICT (tag_key) DO UPDATE SET usage_count = GREATEST(g.usage_count + excluded.usage_count, 0)
			""";

	private static final String CHANGE_H2 = """
			/* changeTagCounts */
			MERGE INTO global_tag_library g USING (
			  SELECT * FROM unnest(CAST(:ids AS UUID ARRAY), CAST(:tags AS VARCHAR ARRAY),
			    CAST(:keys AS VARCHAR ARRAY), CAST(:deltas AS INT ARRAY)) AS t(id, tag, tag_key, delta)
			  WHERE NOT EXISTS (SELECT 1 FROM global_tag_library o WHERE o.tag = t.tag AND o.tag_key IS NULL)) t
			  ON g.tag_key = t.tag_key
			WHEN MATCHED THEN UPDATE SET usage_count = GREATEST(g.usage_count + t.delta, 0)
			WHEN NOT MATCHED AND t.delta > 0 THEN INSERT (id, tag, tag_key, usage_count)
			  VALUES (t.id, t.tag, t.tag_key, t.delta)
			""";

	/**
	 * Changes counts in the caller's transaction. A new tag gets a row; the spelling of a
	 * known tag stays.
	 * @param deltas by how much, by tag as written
	 * @return completes when it is done
	 */
	public Mono<Void> change(Map<String, Integer> deltas) {
		Map<String, Tally> sorted = new TreeMap<>();
		deltas.forEach((tag, delta) -> sorted.merge(Tags.key(tag), new Tally(tag, delta),
				(first, next) -> first.plus(next.count())));
		sorted.values().removeIf((tally) -> tally.count() == 0);
		if (sorted.isEmpty()) {
			return Mono.empty();
		}
		return this.statements.sql(this.dialect.choose(CHANGE_H2, CHANGE_POSTGRESQL))
			.bind("ids", sorted.keySet().stream().map((key) -> Ids.next()).toArray(UUID[]::new))
			.bind("tags", sorted.values().stream().map(Tally::tag).toArray(String[]::new))
			.bind("keys", sorted.keySet().toArray(String[]::new))
			.bind("deltas", sorted.values().stream().map(Tally::count).toArray(Integer[]::new))
			.then();
	}

	private static final String SPELLINGS = "/* findSpellings */ SELECT tag_key, tag FROM global_tag_library %s";

	/**
	 * Replaces tags that are known in another spelling by the known spelling.
	 * @param tags normalised
	 * @return the tags in order, each once
	 */
	public Mono<List<String>> spelled(Collection<String> tags) {
		Map<String, String> asked = Tags.byKey(tags);
		if (asked.isEmpty()) {
			return Mono.just(List.of());
		}
		return this.statements.sql(SPELLINGS.formatted(this.dialect.among("tag_key", "VARCHAR", "keys")))
			.bind("keys", asked.keySet().toArray(String[]::new)).<Map
					.Entry<String, String>>all(
							(row) -> Map.entry(Columns.get(row, 0, String.class), Columns.get(row, 1, String.class)))
			.doOnNext((known) -> asked.put(known.getKey(), known.getValue()))
			.then(Mono.fromSupplier(() -> List.copyOf(asked.values())));
	}

	/**
	 * The assets whose tags a surrounding write counts.
	 */
	private record Scope(Set<UUID> assets) {
	}

	/**
	 * A count.
	 *
	 * @param tag as first written
	 */
	private record Tally(String tag, int count) {

		Tally plus(int more) {
			return new Tally(this.tag, this.count + more);
		}

	}

}
