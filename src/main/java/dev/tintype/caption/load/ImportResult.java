package dev.tintype.caption.load;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * The result for one row of a file.
 *
 * @param row its number, from 1: the line, the record, or the place in the file
 * @param imageId the image that was found, or null
 * @param fileName the name of the image in the row, or null
 * @param detail the reason, null when the status says it
 */
record ImportResult(long row, @Nullable UUID imageId, @Nullable String fileName, Status status,
		@Nullable String detail) {

	/** The result for a row. */
	enum Status {

		/** The caption became current. */
		SAVED,

		/**
		 * The caption is in the history only, since the current one has a higher rank.
		 */
		KEPT,

		/** The image has this caption already. */
		UNCHANGED,

		/** There is no such image. */
		MISSING,

		/** Several images have the name. */
		AMBIGUOUS,

		/** The row has a fault. */
		INVALID;

		/** The words of all results. */
		static final List<String> WORDS = Arrays.stream(values()).map(Status::word).toList();

		@JsonValue
		String word() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

	/**
	 * Whether the row needs attention.
	 */
	boolean needsAttention() {
		return this.status == Status.MISSING || this.status == Status.AMBIGUOUS || this.status == Status.INVALID;
	}

	/**
	 * Describes the problem of the row.
	 */
	String problem() {
		return switch (this.status) {
			case MISSING -> "No image has this id or name.";
			case AMBIGUOUS -> "Several images have this name.";
			default -> (this.detail != null) ? this.detail : this.status.word();
		};
	}

}
