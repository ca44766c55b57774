package dev.tintype.image.media;

import java.util.UUID;

/**
 * The response to a request to make thumbnails.
 *
 * @param total the number of images
 * @param made the number of new thumbnails
 * @param present the number of thumbnails that were stored before
 * @param failed the number of images that failed
 */
record WarmCounts(long total, long made, long present, long failed) {

	static final WarmCounts NONE = new WarmCounts(0, 0, 0, 0);

	/** The id before the first image. */
	static final UUID START = new UUID(0, 0);

	WarmCounts plus(ThumbnailWarming.Warmed page) {
		long faults = page.faults().size();
		return new WarmCounts(this.total + page.images() + faults, this.made + page.made(),
				this.present + page.present(), this.failed + faults);
	}

}
