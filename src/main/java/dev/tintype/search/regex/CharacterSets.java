package dev.tintype.search.regex;

import java.util.BitSet;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Sets of characters, as bits of their code points. No set contains NUL or a surrogate:
 * no text has them, and PostgreSQL cannot express them.
 */
final class CharacterSets {

	private static final int ALL = Character.MAX_CODE_POINT + 1;

	/** The meaning of {@code \w} in RE2. */
	static final BitSet WORD = of("09AZaz__");

	private static final BitSet DIGIT = of("09");

	private static final BitSet SPACE = of("\t\n\f\r  ");

	/** The classes of POSIX, as in RE2. */
	private static final Map<String, BitSet> NAMED = Map.ofEntries(Map.entry("alnum", of("09AZaz")),
			Map.entry("alpha", of("AZaz")), Map.entry("ascii", of("\u0001\u007f")), Map.entry("blank", of("\t\t  ")),
			Map.entry("cntrl", of("\u0001\u001f\u007f\u007f")), Map.entry("digit", DIGIT), Map.entry("graph", of("!~")),
			Map.entry("lower", of("az")), Map.entry("print", of(" ~")), Map.entry("punct", of("!/:@[`{~")),
			Map.entry("space", of("\t\r  ")), Map.entry("upper", of("AZ")), Map.entry("word", WORD),
			Map.entry("xdigit", of("09AFaf")));

	private CharacterSets() {
	}

	private static BitSet of(String ranges) {
		BitSet set = new BitSet();
		for (int i = 0; i < ranges.length(); i += 2) {
			set.set(ranges.charAt(i), ranges.charAt(i + 1) + 1);
		}
		return set;
	}

	/**
	 * The set for a letter after a backslash.
	 * @param letter such as {@code d}, in upper case for the complement
	 * @param fold whether case is ignored
	 * @return null when the letter has no set
	 */
	static @Nullable BitSet escaped(int letter, boolean fold) {
		BitSet set = switch (letter) {
			case 'd', 'D' -> DIGIT;
			case 's', 'S' -> SPACE;
			case 'w', 'W' -> WORD;
			default -> null;
		};
		return (set != null) ? adapted(set, fold, letter < 'a') : null;
	}

	/**
	 * The set of a name between {@code [:} and {@code :]}.
	 * @param name such as {@code alpha}, with a leading {@code ^} for the complement
	 * @param fold whether case is ignored
	 * @return null for an unknown name
	 */
	static @Nullable BitSet named(String name, boolean fold) {
		boolean negated = name.startsWith("^");
		BitSet set = NAMED.get(negated ? name.substring(1) : name);
		return (set != null) ? adapted(set, fold, negated) : null;
	}

	private static BitSet adapted(BitSet set, boolean fold, boolean negated) {
		BitSet adapted = fold ? CaseFolding.close(set) : set;
		return negated ? complement(adapted) : adapted;
	}

	/**
	 * Returns a new set of all characters of a range.
	 */
	static BitSet range(int first, int last) {
		BitSet set = new BitSet();
		set.set(first, last + 1);
		return storable(set);
	}

	/**
	 * Returns a new set of all other characters.
	 */
	static BitSet complement(BitSet set) {
		BitSet others = (BitSet) set.clone();
		others.flip(0, ALL);
		return storable(others);
	}

	private static BitSet storable(BitSet set) {
		set.clear(0);
		set.clear(Character.MIN_SURROGATE, Character.MAX_SURROGATE + 1);
		return set;
	}

}
