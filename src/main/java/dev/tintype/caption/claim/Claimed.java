package dev.tintype.caption.claim;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.tintype.caption.run.RunState;
import org.jspecify.annotations.Nullable;

/**
 * The response to a claim.
 *
 * @param items the images that the worker holds now
 * @param leaseUntil until when it holds them, null without an image
 * @param isExamined whether no further image was found, so that another claim may wait
 */
record Claimed(List<Item> items, @Nullable Instant leaseUntil, RunState state, @JsonIgnore boolean isExamined) {

	static Claimed none(RunState state) {
		return new Claimed(List.of(), null, state, true);
	}

	/**
	 * An image of a claim.
	 *
	 * @param attempt the number of the attempt, from 1
	 */
	record Item(UUID imageId, @Nullable String path, String filename, @Nullable String mimeType,
			@Nullable Integer width, @Nullable Integer height, int attempt) {
	}

}
