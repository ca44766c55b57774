package dev.tintype.library.collection;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.tintype.data.batch.Chunks;
import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.library.photo.CollectionTrees;
import dev.tintype.library.photo.PhotoConditions;
import dev.tintype.search.filter.Filter;
import dev.tintype.search.filter.FilterSql;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.JsonFields;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Knows which photos the smart collections contain.
 */
@Repository
class SmartCollections implements CollectionTrees {

	/** Smart collections in one statement. */
	private static final int MOST_AT_ONCE = 10;

	private static final String RULES = """
			/* readSmartRules */
			SELECT c.id, c.name, CAST(c.smart_rules AS VARCHAR) FROM collections c
			""";

	private static final String COUNT = """
			SELECT CAST(:smart_%1$d AS UUID), count(*) FROM file_versions v WHERE v.listing = 'listed' AND %2$s""";

	private static final String CONTAIN = """
			SELECT CAST(:smart_%1$d AS UUID), count(*) FROM file_versions v
			WHERE v.id = :photo AND v.listing = 'listed' AND %2$s""";

	private final Statements statements;

	private final Dialect dialect;

	SmartCollections(Statements statements, Dialect dialect) {
		this.statements = statements;
		this.dialect = dialect;
	}

	/**
	 * Reads the rules of all smart collections.
	 */
	Mono<RuleGraph> graph() {
		return this.statements
			.sql(RULES + "WHERE c.is_smart_collection").<RuleGraph
					.Node>all(SmartCollections::node)
			.collectList()
			.map(RuleGraph::new);
	}

	// Most rules refer to no collection, so the others need not be read.
	private Mono<RuleGraph> graph(Collection<UUID> ids) {
		return this.statements
			.sql(RULES + this.dialect.among("c.id", "UUID", "ids") + this.dialect.choose(" WHERE", " AND")
					+ " c.is_smart_collection")
			.bind("ids", ids.toArray(UUID[]::new)).<RuleGraph
					.Node>all(SmartCollections::node)
			.collectList()
			.flatMap((nodes) -> nodes.stream().anyMatch((node) -> refers(node.rule())) ? graph()
					: Mono.just(new RuleGraph(nodes)));
	}

	private static boolean refers(@Nullable SmartRule rule) {
		return rule != null && rule.collections().findAny().isPresent();
	}

	private static RuleGraph.Node node(Readable row) {
		return new RuleGraph.Node(Columns.get(row, 0, UUID.class), Columns.get(row, 1, String.class),
				rule(row.get(2, String.class)));
	}

	private static @Nullable SmartRule rule(@Nullable String rules) {
		return (rules != null)
				? RuleReader.read(Json.MAPPER.readTree(rules), "/", new JsonFields(Json.MAPPER.createObjectNode(), ""))
				: null;
	}

	@Override
	public Mono<Map<UUID, Filter>> trees(Collection<UUID> ids) {
		if (ids.isEmpty()) {
			return Mono.just(Map.of());
		}
		Instant now = Instant.now();
		Set<UUID> asked = new HashSet<>(ids);
		return graph(ids).map((graph) -> graph.ids()
			.filter(asked::contains)
			.collect(Collectors.toMap((id) -> id, (id) -> graph.filter(id, now))));
	}

	@Override
	public Mono<Filter> extended(Filter filter) {
		Instant now = Instant.now();
		return graph().map((graph) -> filter.replace(RuleField.COLLECTIONS.text(), (condition) -> {
			List<Filter> trees = graph.named(condition.operator(), condition.values())
				.map((id) -> graph.filter(id, now))
				.toList();
			return new Filter.Or(List.of(condition, PhotoConditions.LISTED.and(new Filter.Or(trees))));
		}));
	}

	/**
	 * Returns the filter of rules.
	 */
	Mono<Filter> tree(SmartRule rule) {
		Mono<RuleGraph> graph = refers(rule) ? graph() : Mono.just(new RuleGraph(List.of()));
		return graph.map((known) -> known.filter(rule, Instant.now()));
	}

	/**
	 * Counts the photos of smart collections.
	 * @return counts by id
	 */
	Mono<Map<UUID, Long>> count(Collection<UUID> ids) {
		return trees(ids).flatMap((trees) -> evaluate(COUNT, trees, Map.of()));
	}

	/**
	 * Finds the smart collections that contain a photo.
	 * @param photo a best photo
	 */
	Mono<Set<UUID>> containing(UUID photo) {
		Instant now = Instant.now();
		return graph().map((graph) -> graph.ids().collect(Collectors.toMap((id) -> id, (id) -> graph.filter(id, now))))
			.flatMap((trees) -> evaluate(CONTAIN, trees, Map.of("photo", photo)))
			.map((counts) -> counts.keySet()
				.stream()
				.filter((id) -> counts.getOrDefault(id, 0L) > 0)
				.collect(Collectors.toSet()));
	}

	private Mono<Map<UUID, Long>> evaluate(String sql, Map<UUID, Filter> trees, Map<String, ?> values) {
		return Flux.fromIterable(Chunks.cut(List.copyOf(trees.entrySet()), MOST_AT_ONCE))
			.concatMap((chunk) -> counts(sql, chunk, values), 1)
			.collect(HashMap::new, (all, one) -> all.put(one.getKey(), one.getValue()));
	}

	private Flux<Map.Entry<UUID, Long>> counts(String sql, List<Map.Entry<UUID, Filter>> trees, Map<String, ?> values) {
		Map<String, Object> bound = new HashMap<>(values);
		StringBuilder all = new StringBuilder("/* countSmartCollections */ ");
		for (int i = 0; i < trees.size(); i++) {
			FilterSql filter = trees.get(i).getValue().sql(this.dialect, i);
			bound.put("smart_" + i, trees.get(i).getKey());
			bound.putAll(filter.values());
			all.append((i > 0) ? " UNION ALL " : "").append(sql.formatted(i, filter.condition()));
		}
		return this.statements.sql(all.toString())
			.bind(bound)
			.all((row) -> Map.entry(Columns.get(row, 0, UUID.class), Columns.get(row, 1, Long.class)));
	}

}
