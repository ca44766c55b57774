package dev.tintype.image.overview;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * The position of an image in a list.
 *
 * @param position from 1; null if the image is not in the list
 * @param total the number of images in the list
 * @param previousId the image before it; null for the first image, or if it is not in the
 * list
 * @param nextId the image after it, null likewise
 */
record ImagePosition(@Nullable Long position, long total, @Nullable UUID previousId, @Nullable UUID nextId) {

	static ImagePosition missing(long total) {
		return new ImagePosition(null, total, null, null);
	}

}
