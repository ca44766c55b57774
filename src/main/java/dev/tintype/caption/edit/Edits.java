package dev.tintype.caption.edit;

import java.util.List;

import dev.tintype.support.Texts;

/**
 * Edits that are applied to a caption one after the other.
 */
final class Edits {

	/** Clears every caption. */
	static final Edits CLEAR = new Edits(List.of((text) -> ""));

	private final List<Edit> edits;

	Edits(List<Edit> edits) {
		this.edits = edits;
	}

	/**
	 * Whether {@link #count} must see all captions before the first is edited.
	 */
	boolean needsCounts() {
		return this.edits.stream().anyMatch((edit) -> edit instanceof TagEdit tags && tags.needsCounts());
	}

	/**
	 * Counts the tags of a caption for the edits that sort by frequency.
	 */
	void count(String caption) {
		String text = caption;
		try {
			for (Edit edit : this.edits) {
				if (edit instanceof TagEdit tags && tags.needsCounts()) {
					tags.count(text);
				}
				text = edit.apply(text);
			}
		}
		catch (BoundedText.TooLongException ex) {
			// This caption stays as it is.
		}
	}

	/**
	 * Edits a caption.
	 * @return the new text; an empty text if the result is empty or white space; the
	 * caption itself if the result would be too long for a caption
	 */
	String apply(String caption) {
		String text = caption;
		try {
			for (Edit edit : this.edits) {
				text = edit.apply(text);
			}
		}
		catch (BoundedText.TooLongException ex) {
			return caption;
		}
		if (text.codePoints().allMatch(Texts::isWhiteSpace)) {
			return "";
		}
		boolean fits = text.length() <= Texts.TEXT_LENGTH || text.codePointCount(0, text.length()) <= Texts.TEXT_LENGTH;
		return fits ? text : caption;
	}

}
