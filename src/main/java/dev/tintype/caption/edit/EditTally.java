package dev.tintype.caption.edit;

/**
 * The counts of an edit.
 *
 * @param changed the captions that became or would become another text
 * @param unchanged the captions that the edits leave as they are
 * @param emptied the captions of which nothing is left
 */
record EditTally(long changed, long unchanged, long emptied) {

	/** The counts of no captions. */
	static final EditTally NONE = new EditTally(0, 0, 0);

	EditTally plus(EditTally other) {
		return new EditTally(this.changed + other.changed, this.unchanged + other.unchanged,
				this.emptied + other.emptied);
	}

	/**
	 * The number of captions that were selected.
	 */
	long matched() {
		return this.changed + this.unchanged + this.emptied;
	}

}
