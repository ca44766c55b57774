package dev.tintype.image.folder;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.tintype.image.registry.Image;
import org.jspecify.annotations.Nullable;

/**
 * The result for one file of a folder that is registered.
 *
 * @param done the number of finished files, including this one
 * @param total the number of files, null until the walk has ended
 * @param image the image, null when the file was skipped
 * @param reason why the file was skipped, null when it was not
 */
record FileEvent(Kind event, long done, @Nullable Long total, @Nullable Image image, String path,
		@Nullable String reason) {

	/** The result for a file. */
	enum Kind {

		/** The file is new. */
		REGISTERED,

		/** The file had changed and was read again. */
		UPDATED,

		/** The file had not changed and was not read again. */
		UNCHANGED,

		/** The file cannot be registered. */
		SKIPPED;

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
