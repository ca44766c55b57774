package dev.tintype.library.edit;

import java.util.Locale;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * What a batch did with a photo.
 *
 * @param photoId as the client sent it
 * @param newPhotoId the photo that took its place, or null
 * @param detail why it was not changed, or null
 */
record BatchResult(String photoId, Status status, @Nullable UUID newPhotoId, @Nullable String detail) {

	static BatchResult of(String photoId, Status status) {
		return new BatchResult(photoId, status, null, null);
	}

	static BatchResult of(String photoId, Status status, String detail) {
		return new BatchResult(photoId, status, null, detail);
	}

	/**
	 * The results of items.
	 */
	enum Status {

		/** The photo was changed. */
		CHANGED,

		/** The photo is as the operation would make it. */
		UNCHANGED,

		/** The operation alone would respond with 409. */
		REFUSED,

		/** The id is unknown. */
		MISSING,

		/** The item has a fault. */
		INVALID;

		@JsonValue
		String word() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
