package dev.tintype.caption.operation;

/**
 * What an undo or redo did.
 *
 * @param restored the number of images that got another current caption
 * @param cleared the number of images that now have no current caption
 * @param skipped the number of the operation's images that did not change
 */
record UndoResult(long restored, long cleared, long skipped) {

	/** The result for no images. */
	static final UndoResult NONE = new UndoResult(0, 0, 0);

	UndoResult plus(UndoResult other) {
		return new UndoResult(this.restored + other.restored, this.cleared + other.cleared,
				this.skipped + other.skipped);
	}

	/**
	 * The number of images that changed.
	 */
	long moved() {
		return this.restored + this.cleared;
	}

	/**
	 * Counts the skipped images as the rest of all images.
	 */
	UndoResult ofImages(long images) {
		return new UndoResult(this.restored, this.cleared, Math.max(images - moved(), 0));
	}

}
