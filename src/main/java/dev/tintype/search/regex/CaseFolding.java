package dev.tintype.search.regex;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Which characters are the same when case is ignored: the simple case folding of Unicode,
 * as RE2 has it, so that {@code k} is the Kelvin sign too. Letters are spelled out for
 * both engines: PostgreSQL would fold by its locale, and RE2/J 1.8 never comes back from
 * folding a letter that Unicode gained after its own tables, such as U+1C80.
 */
final class CaseFolding {

	// The two Turkish ones are folded in their own languages only.
	private static final int DOTTED_CAPITAL_I = 0x130;

	private static final int DOTLESS_I = 0x131;

	// No letter above has case.
	private static final int LAST = 0x1ffff;

	private static final Map<Integer, BitSet> ORBITS = orbits();

	private CaseFolding() {
	}

	/**
	 * All characters that are the same but for case.
	 * @return a set not to be changed, of only that one when it has no case
	 */
	static BitSet orbit(int c) {
		BitSet orbit = ORBITS.get(c);
		return (orbit != null) ? orbit : CharacterSets.range(c, c);
	}

	/**
	 * Adds to a set what is the same but for case.
	 * @return a new set
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

	// Letters are the same when their small letters' capitals are: final sigma has the
	// capital of sigma, the Kelvin sign the small letter of K.
	private static Map<Integer, BitSet> orbits() {
		Map<Integer, BitSet> byCapital = new HashMap<>();
		for (int c = 0; c <= LAST; c++) {
			boolean cased = Character.toLowerCase(c) != c || Character.toUpperCase(c) != c;
			if (cased && c != DOTTED_CAPITAL_I && c != DOTLESS_I) {
				int capital = Character.toUpperCase(Character.toLowerCase(Character.toUpperCase(c)));
				BitSet orbit = byCapital.computeIfAbsent(capital, (key) -> new BitSet());
				orbit.set(c);
				// Sharp s has no case of its own, only as the small letter of U+1E9E.
				orbit.set(capital);
			}
		}
		Map<Integer, BitSet> orbits = new HashMap<>();
		byCapital.values().forEach((orbit) -> orbit.stream().forEach((c) -> orbits.put(c, orbit)));
		return orbits;
	}

}
