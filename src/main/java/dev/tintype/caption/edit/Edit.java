package dev.tintype.caption.edit;

/**
 * One step of an edit, from a text to a text.
 */
interface Edit {

	/**
	 * Edits a text.
	 * @return the result, which may be the same or empty
	 * @throws BoundedText.TooLongException if the result is far longer than a caption
	 */
	String apply(String text);

}
