package dev.tintype.library.ingest;

import java.util.Objects;
import java.util.UUID;

import dev.tintype.library.file.ReadPicture;
import org.jspecify.annotations.Nullable;

/**
 * A picture that has been read and whose file has its place.
 *
 * @param filename the original name
 * @param imageId the image, null for an upload
 * @param location of the bronze file
 * @param isOwn whether the file is in the library; false for a file that joins in place
 * @param former the location of an upload that was copied into the library, or null
 */
record PreparedPicture(String filename, @Nullable UUID imageId, ReadPicture picture, String location, boolean isOwn,
		@Nullable String former) {

	/**
	 * The image of a picture that is known to have one.
	 */
	UUID requiredImageId() {
		return Objects.requireNonNull(this.imageId);
	}

}
