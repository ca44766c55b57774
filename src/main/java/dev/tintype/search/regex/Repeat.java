package dev.tintype.search.regex;

import org.jspecify.annotations.Nullable;

/**
 * A repeat, such as {@code *} or {@code {2,3}}.
 *
 * @param text in the syntax of both engines
 * @param least the minimum number of repetitions
 * @param copies the number of copies in the automaton
 */
record Repeat(String text, int least, int copies) {

	/** PostgreSQL's limit (DUPMAX). */
	private static final int MOST = 255;

	static @Nullable Repeat read(PatternReader in) {
		return switch (in.peek()) {
			case '*', '+', '?' -> new Repeat(Character.toString(in.peek()), (in.read() == '+') ? 1 : 0, 1);
			case '{' -> counted(in);
			default -> null;
		};
	}

	// A brace that does not begin a count is a plain character, as in {"key"}.
	private static @Nullable Repeat counted(PatternReader in) {
		int start = in.position();
		in.read();
		if (in.peek() != ',' && !isDigit(in.peek())) {
			in.back(start);
			return null;
		}
		int least = number(in);
		boolean open = in.take(",");
		boolean endless = open && in.isNext("}");
		int most = (!open || endless) ? least : number(in);
		if (!in.take("}") || least < 0 || most < least || most > MOST) {
			throw in.fault(start,
					"a repeat is {n}, {n,} or {n,m} with n not above m and neither above " + MOST + "; \\{ is a brace");
		}
		String text = endless ? "{" + least + ",}" : "{" + least + "," + most + "}";
		return new Repeat(text, least, endless ? least + 1 : Math.max(most, 1));
	}

	private static int number(PatternReader in) {
		int start = in.position();
		int number = 0;
		while (isDigit(in.peek())) {
			number = Math.min(number * 10 + in.read() - '0', MOST + 1);
		}
		return (in.position() > start) ? number : -1;
	}

	private static boolean isDigit(int c) {
		return c >= '0' && c <= '9';
	}

}
