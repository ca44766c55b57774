package dev.tintype.caption.edit;

/**
 * Adds a text at one end, unless it is already there.
 *
 * @param affix not empty
 * @param first whether it belongs at the beginning
 */
record Affix(String affix, boolean first) implements Edit {

	@Override
	public String apply(String text) {
		if (this.first) {
			return text.startsWith(this.affix) ? text : new BoundedText().append(this.affix).append(text).toString();
		}
		return text.endsWith(this.affix) ? text : new BoundedText().append(text).append(this.affix).toString();
	}

}
