package dev.tintype.data.replica;

import org.jspecify.annotations.Nullable;

/**
 * The state of a replica in a response.
 *
 * @param url without credentials
 * @param healthy whether it answers and follows the database
 * @param latencyMs milliseconds until its last answer; null without an answer
 * @param lagBytes bytes of the log that it has not replayed yet, as far as this process
 * knows; null until it has first answered
 * @param remark why it is not healthy; null if it is
 */
public record ReplicaState(String url, boolean healthy, @Nullable Double latencyMs, @Nullable Long lagBytes,
		@Nullable String remark) {
}
