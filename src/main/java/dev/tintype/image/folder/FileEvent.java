package dev.tintype.image.folder;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.tintype.image.registry.Image;
import org.jspecify.annotations.Nullable;

/**
 * What became of one file while its folder was registered.
 *
 * @param event what
 * @param done how many files are done, this one included
 * @param total how many there are, null until the walk has ended
 * @param image the image, null when skipped
 * @param path of the file
 * @param reason why it was skipped, null when it was not
 */
record FileEvent(Kind event, long done, @Nullable Long total, @Nullable Image image, String path,
		@Nullable String reason) {

	/** What can become of a file. */
	enum Kind {

		/** It is new. */
		REGISTERED,

		/** It had changed and was read again. */
		UPDATED,

		/** It was not read again. */
		UNCHANGED,

		/** It cannot be registered. */
		SKIPPED;

		/**
		 * The word that stands for it in JSON.
		 * @return in lower case
		 */
		@JsonValue
		String word() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
