package dev.tintype.data.change;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What one statement, or one chunk of a batch, has changed.
 *
 * @param topic what it is about
 * @param kind what happened
 * @param count the number of rows that were changed
 * @param ids of those rows; null if there are more than {@link #MOST_IDS}, or if the rows
 * have no UUIDs
 * @param operationId the operation that the change belongs to; null for none
 */
public record Change(ChangeTopic topic, ChangeKind kind, long count, @Nullable List<UUID> ids,
		@Nullable UUID operationId) {

	/** The most ids of a change. */
	public static final int MOST_IDS = 1_000;

	public Change {
		ids = (ids != null && ids.size() <= MOST_IDS) ? List.copyOf(ids) : null;
	}

	/**
	 * Describes a change of rows with UUIDs.
	 * @param ids of the rows, each once
	 * @return the change
	 */
	public static Change of(ChangeTopic topic, ChangeKind kind, Collection<UUID> ids) {
		return new Change(topic, kind, ids.size(), List.copyOf(ids), null);
	}

	/**
	 * Describes a change of one row.
	 * @return the change
	 */
	public static Change of(ChangeTopic topic, ChangeKind kind, UUID id) {
		return of(topic, kind, List.of(id));
	}

	/**
	 * Describes a change of rows whose ids are not known, or are not UUIDs.
	 * @return the change
	 */
	public static Change of(ChangeTopic topic, ChangeKind kind, long count) {
		return new Change(topic, kind, count, null, null);
	}

	/**
	 * Returns the same change as a part of an operation.
	 * @return the change
	 */
	public Change by(UUID operation) {
		return new Change(this.topic, this.kind, this.count, this.ids, operation);
	}

}
