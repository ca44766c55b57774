package dev.tintype.search.regex;

import java.util.BitSet;

/**
 * Parses an expression for one character: an escape, or a class in brackets with ranges,
 * negation, escapes such as {@code \d}, and POSIX names.
 */
final class ClassParser {

	private static final String NO_CHARACTER = "no text contains this character";

	private final PatternReader in;

	private final boolean fold;

	ClassParser(PatternReader in, boolean fold) {
		this.in = in;
		this.fold = fold;
	}

	/**
	 * Parses a class after its opening bracket.
	 * @param start the position of the opening bracket
	 * @return its characters, at least one
	 */
	BitSet brackets(int start) {
		boolean negated = this.in.take("^");
		BitSet set = new BitSet();
		// A closing bracket in the first place is a plain character.
		for (boolean first = true; first || this.in.peek() != ']'; first = false) {
			if (this.in.isAtEnd()) {
				throw this.in.fault(start, "a class is not closed by ]");
			}
			set.or(element(start));
		}
		this.in.read();
		BitSet characters = negated ? CharacterSets.complement(set) : set;
		if (characters.isEmpty()) {
			throw this.in.fault(start, "this class contains no character");
		}
		return characters;
	}

	private BitSet element(int start) {
		int position = this.in.position();
		if (this.in.isNext("[:")) {
			return name();
		}
		if (this.in.take("\\")) {
			BitSet escaped = CharacterSets.escaped(this.in.peek(), this.fold);
			if (escaped != null) {
				this.in.read();
				return escaped;
			}
			this.in.back(position);
		}
		int first = bound(start);
		int last = first;
		if (this.in.isNext("-") && !this.in.isNext("-]")) {
			this.in.read();
			last = bound(start);
		}
		if (last < first) {
			throw this.in.fault(position, "the end of a range must not be less than its start");
		}
		BitSet range = CharacterSets.range(first, last);
		return this.fold ? CaseFolding.close(range) : range;
	}

	private BitSet name() {
		int position = this.in.position();
		this.in.take("[:");
		String name = this.in.readUntil(":]");
		BitSet named = CharacterSets.named(name, this.fold);
		if (named == null) {
			throw this.in.fault(position, "unknown class; the known classes are those of POSIX, such as [:alpha:]");
		}
		return named;
	}

	private int bound(int start) {
		int position = this.in.position();
		int c = this.in.read();
		if (c == PatternReader.END) {
			throw this.in.fault(start, "a class is not closed by ]");
		}
		return (c == '\\') ? escape(position) : c;
	}

	/**
	 * Parses the escape of one character, after the backslash.
	 * @return the character, which may be NUL
	 */
	int escape(int position) {
		int c = this.in.read();
		return switch (c) {
			case 'a' -> '\u0007';
			case 'f' -> '\f';
			case 'n' -> '\n';
			case 'r' -> '\r';
			case 't' -> '\t';
			case 'v' -> '\u000b';
			case 'x' -> hexadecimal(position);
			case PatternReader.END -> throw this.in.fault(position, "no character follows the backslash");
			default -> {
				if (c > '~' || Character.isLetterOrDigit(c)) {
					throw this.in.fault(position, "\\" + Character.toString(c) + " is not supported");
				}
				yield c;
			}
		};
	}

	private int hexadecimal(int position) {
		boolean braced = this.in.take("{");
		String digits = braced ? this.in.readUntil("}") : digit() + digit();
		boolean valid = digits.chars().allMatch((c) -> Character.digit(c, 16) >= 0 && c < 128)
				&& digits.length() >= (braced ? 1 : 2) && digits.length() <= 8;
		long c = valid ? Long.parseLong(digits, 16) : -1;
		if (c < 0 || c > Character.MAX_CODE_POINT) {
			throw this.in.fault(position, "\\x needs two hexadecimal digits, or up to 10FFFF in braces");
		}
		if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
			throw this.in.fault(position, NO_CHARACTER);
		}
		return (int) c;
	}

	private String digit() {
		return this.in.isAtEnd() ? "" : Character.toString(this.in.read());
	}

}
