package dev.tintype.image.deletion;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * The result of a deletion of selected images.
 *
 * @param deleted the number of deleted images
 * @param kept the number of images that other features need
 * @param missing the number of ids that are unknown
 */
record DeletedImages(long deleted, long kept, long missing) {

	static final DeletedImages NONE = new DeletedImages(0, 0, 0);

	DeletedImages plus(DeletedImages more) {
		return new DeletedImages(this.deleted + more.deleted, this.kept + more.kept, this.missing + more.missing);
	}

	/**
	 * Adds the ids that are unknown.
	 * @param asked the number of ids of the request
	 */
	DeletedImages of(long asked) {
		return new DeletedImages(this.deleted, this.kept, Math.max(asked - found(), 0));
	}

	/**
	 * The images that were found.
	 */
	@JsonIgnore
	long found() {
		return this.deleted + this.kept;
	}

}
