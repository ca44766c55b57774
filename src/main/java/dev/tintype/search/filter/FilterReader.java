package dev.tintype.search.filter;

import java.util.Locale;
import java.util.Set;

import dev.tintype.search.filter.FilterReader.Token.Kind;
import dev.tintype.support.Texts;

/**
 * Splits a filter into tokens: words, quoted texts and signs. Positions count code points
 * from 1.
 */
final class FilterReader {

	/** Words that must be quoted to be a value or a field. */
	private static final Set<String> KEYWORDS = Set.of("AND", "OR", "NOT", "IN", "TO", "CONTAINS", "MATCHES", "EXISTS");

	private static final String SIGNS = "()[],=!<>";

	private final String text;

	private final FilterFaults faults;

	private int next;

	private Token token;

	/**
	 * Creates a reader before the first token.
	 */
	FilterReader(String text, FilterFaults faults) {
		this.text = text;
		this.faults = faults;
		this.token = read();
	}

	/**
	 * Returns the next token without consuming it; at the end, one of kind END.
	 */
	Token peek() {
		return this.token;
	}

	/**
	 * Consumes the next token.
	 */
	Token take() {
		Token taken = this.token;
		this.token = read();
		return taken;
	}

	/**
	 * Consumes the next token if it is a sign.
	 * @return whether it was that sign
	 */
	boolean takeSign(String sign) {
		return takeIf(this.token.kind() == Kind.SIGN && this.token.text().equals(sign));
	}

	/**
	 * Consumes the next token if it is an unquoted word.
	 * @param word in capitals; the filter may have it in any case
	 * @return whether it was that word
	 */
	boolean takeWord(String word) {
		return takeIf(isWord(word));
	}

	boolean isWord(String word) {
		return (this.token.kind() == Kind.WORD || this.token.kind() == Kind.KEYWORD)
				&& capitals(this.token.text()).equals(word);
	}

	private boolean takeIf(boolean wanted) {
		if (wanted) {
			take();
		}
		return wanted;
	}

	private Token read() {
		while (this.next < this.text.length() && isSpace(this.text.codePointAt(this.next))) {
			this.next += Character.charCount(this.text.codePointAt(this.next));
		}
		int start = this.next;
		if (start == this.text.length()) {
			return new Token(Kind.END, "", position(start));
		}
		char first = this.text.charAt(start);
		if (first == '\'' || first == '"') {
			return quoted(first);
		}
		if (SIGNS.indexOf(first) >= 0) {
			boolean longer = "!<>".indexOf(first) >= 0 && this.text.startsWith("=", start + 1);
			this.next += longer ? 2 : 1;
			return new Token(Kind.SIGN, this.text.substring(start, this.next), position(start));
		}
		while (this.next < this.text.length() && isPartOfWord(this.text.codePointAt(this.next))) {
			this.next += Character.charCount(this.text.codePointAt(this.next));
		}
		String word = this.text.substring(start, this.next);
		return new Token(KEYWORDS.contains(capitals(word)) ? Kind.KEYWORD : Kind.WORD, word, position(start));
	}

	// A backslash before any other character is a plain character, as regular expressions
	// need.
	private Token quoted(char quote) {
		int start = this.next;
		StringBuilder value = new StringBuilder();
		for (int i = start + 1; i < this.text.length(); i++) {
			char c = this.text.charAt(i);
			if (c == quote) {
				this.next = i + 1;
				return new Token(Kind.QUOTED, value.toString(), position(start));
			}
			if (c == '\\' && i + 1 < this.text.length() && "\\'\"".indexOf(this.text.charAt(i + 1)) >= 0) {
				i++;
				c = this.text.charAt(i);
			}
			value.append(c);
		}
		throw this.faults.fault("The quote at " + position(start) + " is not closed.");
	}

	// Only of ASCII: some other letters have capitals in ASCII, such as the dotless i.
	private static String capitals(String word) {
		return word.chars().allMatch((c) -> c < 0x80) ? word.toUpperCase(Locale.ROOT) : word;
	}

	private int position(int index) {
		return this.text.codePointCount(0, index) + 1;
	}

	private static boolean isPartOfWord(int c) {
		return !isSpace(c) && c != '\'' && c != '"' && SIGNS.indexOf(c) < 0;
	}

	private static boolean isSpace(int c) {
		return Texts.isWhiteSpace(c);
	}

	/**
	 * A token of a filter.
	 *
	 * @param text without its quotes
	 * @param position of its first character
	 */
	record Token(Kind kind, String text, int position) {

		/** The maximum length of a token that an error repeats. */
		private static final int SHOWN = 60;

		boolean isValue() {
			return this.kind == Kind.WORD || this.kind == Kind.QUOTED;
		}

		/**
		 * The text in single quotes, as an error shows it.
		 */
		String shown() {
			return "'" + shorten(this.text) + "'";
		}

		private static String shorten(String text) {
			return (text.codePointCount(0, text.length()) > SHOWN)
					? text.substring(0, text.offsetByCodePoints(0, SHOWN)) + "…" : text;
		}

		/**
		 * The kinds of tokens.
		 */
		enum Kind {

			WORD, KEYWORD, QUOTED, SIGN, END

		}

	}

}
