package dev.tintype.caption.edit;

import dev.tintype.search.regex.RegexReplacement;

/**
 * Replaces the matches of a regular expression.
 */
record PatternReplacement(RegexReplacement replacement) implements Edit {

	@Override
	public String apply(String text) {
		BoundedText result = new BoundedText();
		this.replacement.replace(text, result::append);
		return result.toString();
	}

}
