package dev.tintype.library.collection;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import dev.tintype.search.filter.Filter;
import dev.tintype.search.filter.Operator;
import dev.tintype.support.AnyCase;
import dev.tintype.support.Ids;
import org.jspecify.annotations.Nullable;

/**
 * Smart collections whose rules may refer to each other by id or by name.
 */
final class RuleGraph {

	/** With the rules of the collections that rules refer to. */
	static final int MOST_CONDITIONS = 1_000;

	private final Map<UUID, Node> byId = new HashMap<>();

	private final Map<String, List<Node>> byName = new HashMap<>();

	private final Map<UUID, Integer> sizes = new HashMap<>();

	RuleGraph(List<Node> nodes) {
		for (Node node : nodes) {
			this.byId.put(node.id(), node);
			this.byName.computeIfAbsent(AnyCase.fold(node.name()), (name) -> new ArrayList<>()).add(node);
		}
	}

	Stream<UUID> ids() {
		return this.byId.keySet().stream().sorted(Ids.ORDER);
	}

	/**
	 * Returns the filter of a smart collection.
	 * @return one that matches nothing for an unknown id, or rules that another
	 * application wrote and that are not valid
	 */
	Filter filter(UUID id, Instant now) {
		Node node = this.byId.get(id);
		return (node != null) ? filter(node, now, Set.of()) : Filter.NONE;
	}

	/**
	 * Returns the filter of rules that need not be saved.
	 */
	Filter filter(SmartRule rule, Instant now) {
		return filter(new Node(new UUID(0, 0), "", rule), now, Set.of());
	}

	// Saves prevent circles and too many conditions, but another application may write
	// such rows.
	private Filter filter(Node node, Instant now, Set<UUID> outer) {
		SmartRule rule = node.rule();
		if (rule == null || outer.contains(node.id()) || size(node, outer) > MOST_CONDITIONS) {
			return Filter.NONE;
		}
		Set<UUID> path = new HashSet<>(outer);
		path.add(node.id());
		return rule.filter(now,
				(text) -> new Filter.Or(named(text).stream().map((next) -> filter(next, now, path)).toList()));
	}

	private List<Node> named(String text) {
		UUID id = Ids.parse(text);
		if (id == null) {
			return this.byName.getOrDefault(AnyCase.fold(text), List.of());
		}
		Node node = this.byId.get(id);
		return (node != null) ? List.of(node) : List.of();
	}

	/**
	 * Finds the collections whose names match a condition in the filter language.
	 * @return their ids
	 */
	Stream<UUID> named(Operator operator, List<?> values) {
		List<String> folded = values.stream().map((value) -> AnyCase.fold((String) value)).toList();
		return this.byId.values().stream().filter((node) -> switch (operator) {
			case CONTAINS -> folded.contains(AnyCase.fold(node.name()));
			case IN -> values.contains(node.name());
			default -> true;
		}).map(Node::id);
	}

	/**
	 * Whether a collection contains itself, maybe through others.
	 */
	boolean isCircular(UUID id) {
		Node start = this.byId.get(id);
		return start != null && reaches(start, id, new HashSet<>());
	}

	private boolean reaches(Node node, UUID id, Set<UUID> seen) {
		for (Node next : next(node)) {
			if (next.id().equals(id) || (seen.add(next.id()) && reaches(next, id, seen))) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Whether the rules of a collection have too many conditions.
	 */
	boolean isTooLarge() {
		return this.byId.values().stream().anyMatch((node) -> size(node, Set.of()) > MOST_CONDITIONS);
	}

	private int size(Node node, Set<UUID> outer) {
		Integer known = this.sizes.get(node.id());
		if (known != null || outer.contains(node.id())) {
			return Objects.requireNonNullElse(known, 0);
		}
		Set<UUID> path = new HashSet<>(outer);
		path.add(node.id());
		long size = (node.rule() != null) ? node.rule().conditions().count() : 0;
		for (Node next : next(node)) {
			size += size(next, path);
		}
		// Without an overflow, however often the collections refer to each other.
		int bounded = (int) Math.min(size, Integer.MAX_VALUE / 2);
		this.sizes.put(node.id(), bounded);
		return bounded;
	}

	private List<Node> next(Node node) {
		return (node.rule() != null) ? node.rule().collections().flatMap((text) -> named(text).stream()).toList()
				: List.of();
	}

	/**
	 * A smart collection.
	 *
	 * @param rule null if another application wrote it and it is not valid
	 */
	record Node(UUID id, String name, @Nullable SmartRule rule) {
	}

}
