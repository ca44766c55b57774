package dev.tintype.search.regex;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Knows which characters are equal when case is ignored: Unicode's simple case folding,
 * as in RE2, so that {@code k} matches the Kelvin sign too. A translated pattern lists
 * all these characters, since the engines differ: PostgreSQL folds by its locale. RE2/J
 * 1.8 never ends when it folds a letter that is newer than its Unicode tables, such as
 * U+1C80.
 */
final class CaseFolding {

	// These two letters are folded in Turkic languages only.
	private static final int DOTTED_CAPITAL_I = 0x130;

	private static final int DOTLESS_I = 0x131;

	// No letter above it has case.
	private static final int LAST = 0x1ffff;

	private static final Map<Integer, BitSet> ORBITS = orbits();

	private CaseFolding() {
	}

	/**
	 * The characters that are equal to a character when case is ignored.
	 * @return a set that callers must not change; only the character itself when it has
	 * no case
	 */
	static BitSet orbit(int c) {
		BitSet orbit = ORBITS.get(c);
		return (orbit != null) ? orbit : CharacterSets.range(c, c);
	}

	/**
	 * Returns a new set that also contains the characters that are equal when case is
	 * ignored.
	 */
	static BitSet close(BitSet set) {
		BitSet closed = (BitSet) set.clone();
		ORBITS.forEach((c, orbit) -> {
			if (set.get(c)) {
				closed.or(orbit);
			}
		});
		return closed;
	}

	// Letters are equal if the capitals of their small letters are: final sigma shares
	// its capital with sigma, the Kelvin sign its small letter with K.
	private static Map<Integer, BitSet> orbits() {
		Map<Integer, BitSet> byCapital = new HashMap<>();
		for (int c = 0; c <= LAST; c++) {
			boolean cased = Character.toLowerCase(c) != c || Character.toUpperCase(c) != c;
			if (cased && c != DOTTED_CAPITAL_I && c != DOTLESS_I) {
				int capital = Character.toUpperCase(Character.toLowerCase(Character.toUpperCase(c)));
				BitSet orbit = byCapital.computeIfAbsent(capital, (key) -> new BitSet());
				orbit.set(c);
				// Sharp s itself has no capital; it is only the small letter of U+1E9E.
				orbit.set(capital);
			}
		}
		Map<Integer, BitSet> orbits = new HashMap<>();
		byCapital.values().forEach((orbit) -> orbit.stream().forEach((c) -> orbits.put(c, orbit)));
		return orbits;
	}

}
