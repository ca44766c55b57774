package dev.tintype.operation.jobwork;

import java.util.UUID;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A job that this instance has claimed.
 *
 * @param epoch of this attempt, which every statement of the owner checks
 * @param resume where the last committed chunk ended, null at the beginning
 * @param input the storage key of the input, null if there is none
 * @param cancelled whether a user has cancelled the job
 */
record OwnedJob(UUID id, String kind, long epoch, JsonNode request, @Nullable JsonNode resume, @Nullable String input,
		JobCounts counts, boolean cancelled) {
}
