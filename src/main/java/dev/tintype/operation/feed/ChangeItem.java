package dev.tintype.operation.feed;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.tintype.data.change.LoggedChange;
import org.jspecify.annotations.Nullable;

/**
 * A change in a response.
 *
 * @param change its position
 * @param topic what it is about
 * @param kind what happened
 * @param count the number of rows that were changed
 * @param ids of those rows; null if there are over 1,000, or if they are not UUIDs
 * @param operationId the operation that it belongs to; null for none
 * @param createdAt when its transaction began
 */
public record ChangeItem(String change, String topic, String kind, long count, @Nullable List<UUID> ids,
		@Nullable UUID operationId, Instant createdAt) {

	/**
	 * Shows a change of the feed.
	 * @return the same change
	 */
	public static ChangeItem of(LoggedChange change) {
		return new ChangeItem(change.position().toString(), change.topic(), change.kind(), change.count(), change.ids(),
				change.operationId(), change.createdAt());
	}

}
