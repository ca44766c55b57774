package dev.tintype.operation.feed;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import dev.tintype.data.change.LoggedChange;
import org.jspecify.annotations.Nullable;

/**
 * The changes of a topic within half a second, as one event.
 *
 * @param kind what happened; {@value #MIXED} if several things did
 * @param count the sum of all counts
 * @param ids of the rows; null if there are over 100, or if a change has none
 * @param operationId the operation of all changes; null if they have none or several
 */
record MergedChange(String kind, long count, @Nullable Collection<UUID> ids, @Nullable UUID operationId) {

	private static final String MIXED = "mixed";

	private static final int MOST_IDS = 100;

	/**
	 * Merges changes by topic.
	 * @param changes in order
	 * @return an event for each topic, in the order of its first change
	 */
	static Map<String, MergedChange> byTopic(List<LoggedChange> changes) {
		Map<String, MergedChange> merged = new LinkedHashMap<>();
		changes.forEach((change) -> merged.merge(change.topic(), of(change), MergedChange::with));
		return merged;
	}

	private static MergedChange of(LoggedChange change) {
		List<UUID> ids = change.ids();
		return new MergedChange(change.kind(), change.count(), (ids != null && ids.size() <= MOST_IDS) ? ids : null,
				change.operationId());
	}

	private MergedChange with(MergedChange other) {
		return new MergedChange(this.kind.equals(other.kind) ? this.kind : MIXED, this.count + other.count,
				union(this.ids, other.ids),
				Objects.equals(this.operationId, other.operationId) ? this.operationId : null);
	}

	private static @Nullable Collection<UUID> union(@Nullable Collection<UUID> some, @Nullable Collection<UUID> more) {
		if (some == null || more == null) {
			return null;
		}
		Set<UUID> all = new LinkedHashSet<>(some);
		all.addAll(more);
		return (all.size() <= MOST_IDS) ? all : null;
	}

}
