package dev.tintype.library.burst;

import java.util.List;
import java.util.Locale;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * What became of a photo of a burst.
 *
 * @param photoId as the client sent it
 * @param newPhotoId the silver photo that took its place, or null
 * @param detail why it was not changed, or null
 */
record BurstResult(UUID photoId, Status status, @Nullable UUID newPhotoId, @Nullable String detail) {

	/**
	 * The results of photos.
	 */
	enum Status {

		/** The photo has a silver version now. */
		PROCESSED,

		/** The photo is rejected now. */
		REJECTED,

		/** The photo is kept and no bronze photo, or was rejected before. */
		UNCHANGED,

		/** The action alone would respond with 409. */
		REFUSED;

		@JsonValue
		String word() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

	/**
	 * The response.
	 *
	 * @param results the kept photos, then the others, in the order of the request
	 */
	record Answer(long processed, long rejected, long unchanged, long refused, List<BurstResult> results) {

		static Answer of(List<BurstResult> results) {
			return new Answer(count(results, Status.PROCESSED), count(results, Status.REJECTED),
					count(results, Status.UNCHANGED), count(results, Status.REFUSED), results);
		}

		private static long count(List<BurstResult> results, Status status) {
			return results.stream().filter((result) -> result.status() == status).count();
		}

	}

}
