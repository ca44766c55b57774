package dev.tintype.data.change;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A change in the feed.
 *
 * @param position its place
 * @param topic the word of a topic; a later version may have written one that is unknown
 * here
 * @param kind the word of a kind
 * @param count the number of rows that were changed
 * @param ids of those rows; null if there are too many, or if they have no UUIDs
 * @param operationId the operation that the change belongs to; null for none
 * @param createdAt when its transaction began
 */
public record LoggedChange(ChangePosition position, String topic, String kind, long count, @Nullable List<UUID> ids,
		@Nullable UUID operationId, Instant createdAt) {

	/** Returns about how much memory the change takes, in ids. */
	int weight() {
		return 4 + ((this.ids != null) ? this.ids.size() : 0);
	}

}
