package dev.tintype.library.recognition;

import java.util.Locale;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import org.jspecify.annotations.Nullable;

/**
 * What became of a face that a client sent.
 *
 * @param faceId the new face, null if none was created
 * @param detail what is wrong, or null
 * @param pointer the field that is wrong, null for another fault
 */
record FaceResult(@Nullable UUID faceId, Status status, @Nullable String detail, @JsonIgnore @Nullable String pointer) {

	static FaceResult created(UUID faceId) {
		return new FaceResult(faceId, Status.CREATED, null, null);
	}

	static FaceResult missing(String detail) {
		return new FaceResult(null, Status.MISSING, detail, null);
	}

	static FaceResult invalid(@Nullable String pointer, String detail) {
		return new FaceResult(null, Status.INVALID, detail, pointer);
	}

	/**
	 * Returns the id of a single face.
	 * @throws ProblemException if it was not created
	 */
	UUID require() {
		if (this.faceId != null) {
			return this.faceId;
		}
		if (this.status == Status.MISSING) {
			throw ProblemException.notFound(String.valueOf(this.detail));
		}
		if (this.pointer != null) {
			throw ProblemException.invalid(this.pointer, String.valueOf(this.detail));
		}
		throw new ProblemException(ProblemType.CONFLICT, String.valueOf(this.detail));
	}

	/** What became of a face. */
	enum Status {

		/** It is stored. */
		CREATED,

		/** Its photo or its person does not exist. */
		MISSING,

		/** It cannot be stored. */
		INVALID;

		/**
		 * The word for it in JSON.
		 * @return in lower case
		 */
		@JsonValue
		String word() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
