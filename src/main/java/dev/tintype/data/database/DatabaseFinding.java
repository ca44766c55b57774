package dev.tintype.data.database;

import org.jspecify.annotations.Nullable;

/**
 * The result of a question to the database.
 *
 * @param healthy whether the database answers, or would if the pool had a free connection
 * @param version of the database; null until it has first answered
 * @param latencyMs milliseconds from the request for a connection to the answer; null
 * without an answer
 * @param remark why it did not answer, or what else is wrong; null if all is well
 */
public record DatabaseFinding(boolean healthy, @Nullable String version, @Nullable Double latencyMs,
		@Nullable String remark) {
}
