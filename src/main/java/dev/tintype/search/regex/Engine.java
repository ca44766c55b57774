package dev.tintype.search.regex;

import java.util.BitSet;

/**
 * The differences in syntax between the two regular expression engines.
 */
enum Engine {

	/** RE2/J, which runs on H2 in time linear in the text. */
	RE2("\\x{%x}", "\\b", "\\B"),

	/**
	 * The advanced regular expressions of PostgreSQL. Its words depend on the locale, so
	 * the edges of an ASCII word are written as lookarounds.
	 */
	POSTGRESQL("\\U%08x", "(?:(?<![0-9A-Za-z_])(?=[0-9A-Za-z_])|(?<=[0-9A-Za-z_])(?![0-9A-Za-z_]))",
			"(?:(?<![0-9A-Za-z_])(?![0-9A-Za-z_])|(?<=[0-9A-Za-z_])(?=[0-9A-Za-z_]))");

	private final String escape;

	private final String wordEdge;

	private final String noWordEdge;

	Engine(String escape, String wordEdge, String noWordEdge) {
		this.escape = escape;
		this.wordEdge = wordEdge;
		this.noWordEdge = noWordEdge;
	}

	/**
	 * The edge of an ASCII word.
	 * @param edge false for any other position
	 * @return an expression that consumes no character
	 */
	String wordEdge(boolean edge) {
		return edge ? this.wordEdge : this.noWordEdge;
	}

	/**
	 * A plain character, inside or outside of brackets.
	 * @return the character, or an escape
	 */
	String character(int c) {
		if (c == ' ' || c > '~' && !Character.isISOControl(c) || CharacterSets.WORD.get(c)) {
			return Character.toString(c);
		}
		return (c < ' ' || c > '~') ? this.escape.formatted(c) : "\\" + (char) c;
	}

	/**
	 * One of a set of characters.
	 * @param characters at least one
	 * @return the shortest form: a character, or a class with or without negation
	 */
	String anyOf(BitSet characters) {
		if (characters.cardinality() == 1) {
			return character(characters.nextSetBit(0));
		}
		BitSet others = CharacterSets.complement(characters);
		boolean negated = characters.get(Character.MAX_CODE_POINT) && !others.isEmpty();
		BitSet listed = negated ? others : characters;
		StringBuilder expression = new StringBuilder(negated ? "[^" : "[");
		for (int first = listed.nextSetBit(0); first >= 0;) {
			int behind = listed.nextClearBit(first);
			expression.append(character(first));
			if (behind - first > 2) {
				expression.append('-');
			}
			if (behind - first > 1) {
				expression.append(character(behind - 1));
			}
			first = listed.nextSetBit(behind);
		}
		return expression.append(']').toString();
	}

}
