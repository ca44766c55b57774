package dev.tintype.search.regex;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Creates random patterns of the supported grammar and texts that they may match. The
 * same seed creates the same ones.
 */
final class RandomPatterns {

	private static final List<String> ASSERTIONS = List.of("^", "$", "\\b", "\\B", "\\A", "\\z");

	// With (?i) and the last one, RE2/J 1.8 never ends.
	private static final List<String> CHARACTERS = List.of("a", "b", "k", "K", "s", "é", "\\.", "-", "\\n", "\\t", " ",
			"😀", ".", "[ab]", "[^a]", "[^\\n]", "[a-k]", "\\d", "\\w", "\\s", "\\D", "\\W", "\\S", "[\\w.-]",
			"[^\\W\\d]", "[à-ü]", "\\x{1F600}", "1", "_", "[[:alpha:]]", "[^[:^space:]]", "ß", "Σ", "ſ", "]", "\\{",
			"[^\\x00-\\x1f]", "[é-😀]");

	private static final List<String> REPEATS = List.of("*", "+", "?", "{2}", "{0,2}", "{1,}", "{0}", "*?", "+?",
			"{1,3}?");

	private static final List<String> LETTERS = List.of("a", "b", "k", "s", "\n", "é", "É", ".", "-", "\t", " ", "😀",
			"1", "_", "K", "S", "\u212a", "ſ", "ß", "ẞ", "σ", "ς", "Σ", "A", "{", "]", "\r", "$", "^", "ü", "𐐀", "漢",
			"\u001f");

	private static final int DEEPEST = 3;

	private final Random random;

	RandomPatterns(long seed) {
		this.random = new Random(seed);
	}

	String pattern() {
		boolean fold = this.random.nextInt(4) == 0;
		return (fold ? "(?i)" : "") + alternatives(0, fold ? CHARACTERS.size() - 1 : CHARACTERS.size());
	}

	private String alternatives(int depth, int choice) {
		String first = branch(depth, choice);
		return (this.random.nextInt(4) == 0) ? first + "|" + branch(depth, choice) : first;
	}

	private String branch(int depth, int choice) {
		StringBuilder branch = new StringBuilder();
		int parts = this.random.nextInt(4) + ((depth == 0) ? 1 : 0);
		for (int i = 0; i < parts; i++) {
			int kind = this.random.nextInt(10);
			if (kind == 0) {
				branch.append(any(ASSERTIONS, ASSERTIONS.size()));
			}
			else {
				branch.append((kind <= 3 && depth < DEEPEST)
						? (this.random.nextBoolean() ? "(" : "(?:") + alternatives(depth + 1, choice) + ")"
						: any(CHARACTERS, choice));
				branch.append((this.random.nextInt(3) == 0) ? any(REPEATS, REPEATS.size()) : "");
			}
		}
		return branch.toString();
	}

	String text() {
		StringBuilder text = new StringBuilder();
		int common = 6;
		IntStream.range(0, this.random.nextInt(9))
			.forEach((i) -> text.append(any(LETTERS, (this.random.nextInt(3) == 0) ? LETTERS.size() : common)));
		return text.toString();
	}

	private String any(List<String> list, int choice) {
		return list.get(this.random.nextInt(choice));
	}

}
