package dev.tintype.data.replica;

import org.jspecify.annotations.Nullable;

/**
 * How a copy of the database does, as it is answered.
 *
 * @param url without credentials
 * @param healthy whether it answers and follows the database
 * @param latencyMs milliseconds that its last answer took; null without one
 * @param lagBytes what it has not yet replayed of the log, as far as this process knows;
 * null until it has first answered
 * @param remark why it is not healthy; null if it is
 */
public record ReplicaState(String url, boolean healthy, @Nullable Double latencyMs, @Nullable Long lagBytes,
		@Nullable String remark) {
}
