package dev.tintype.data.database;

import org.jspecify.annotations.Nullable;

/**
 * What asking the database a question told.
 *
 * @param healthy whether it answers, or would if the pool had a connection free
 * @param version what it says it is; null until it has first answered
 * @param latencyMs milliseconds from asking for a connection to the answer; null without
 * an answer
 * @param remark what kept it from answering, or what else is wrong with it; null if it is
 * well
 */
public record DatabaseFinding(boolean healthy, @Nullable String version, @Nullable Double latencyMs,
		@Nullable String remark) {
}
