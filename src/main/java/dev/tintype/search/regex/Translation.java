package dev.tintype.search.regex;

import java.util.BitSet;
import java.util.StringJoiner;

import org.jspecify.annotations.Nullable;

/**
 * Translates a pattern of the common grammar into the syntax of one engine (ADR 18). The
 * grammar is that of RE2 (github.com/google/re2/wiki/Syntax) without Unicode classes,
 * octal numbers, flags other than a leading {@code (?i)}, and repeated assertions. The
 * translation omits laziness and captures, which do not change which texts match.
 */
final class Translation {

	/**
	 * The maximum number of steps of the automaton. Nested repeats multiply: without a
	 * limit, a pattern of 30 characters exhausts the memory.
	 */
	private static final int MOST_STEPS = 1000;

	/**
	 * The limit if the repeated part may be empty. PostgreSQL's time to compile then
	 * grows with the square: it took 0.7 s for {@code (?:a?){255}}.
	 */
	private static final int MOST_EMPTY_STEPS = 250;

	private static final String NOTHING = "(?:)";

	private static final BitSet ANY = CharacterSets.complement(CharacterSets.range('\n', '\n'));

	private final PatternReader in;

	private final Engine engine;

	private final boolean fold;

	private final ClassParser classes;

	/**
	 * The required text of the outermost alternative; null once there is more than one.
	 */
	private @Nullable RequiredText required;

	private int depth;

	private Translation(String pattern, Engine engine) {
		this.in = new PatternReader(pattern);
		this.engine = engine;
		this.fold = this.in.take(Regex.IGNORE_CASE);
		this.classes = new ClassParser(this.in, this.fold);
		this.required = new RequiredText(this.fold);
	}

	/**
	 * Translates a pattern.
	 * @return an expression without flags
	 */
	static String of(String pattern, Engine engine) {
		return new Translation(pattern, engine).all();
	}

	/**
	 * Finds a part that every matching text contains.
	 * @return the part, folded by {@link dev.tintype.support.AnyCase}; empty when there
	 * is none
	 */
	static String required(String pattern) {
		Translation translation = new Translation(pattern, Engine.RE2);
		translation.all();
		return (translation.required != null) ? translation.required.folded() : "";
	}

	private String all() {
		Part part = alternatives();
		if (!this.in.isAtEnd()) {
			throw this.in.fault(this.in.position(), "there is no open group for this )");
		}
		return part.text();
	}

	private Part alternatives() {
		StringJoiner text = new StringJoiner("|");
		int steps = 0;
		boolean empty = false;
		do {
			Part branch = branch();
			text.add(branch.text());
			steps = sum(this.in.position() - 1, steps, branch.steps() + 1);
			empty |= branch.empty();
			if (this.depth == 0 && this.in.isNext("|")) {
				this.required = null;
			}
		}
		while (this.in.take("|"));
		return new Part(text.toString(), steps, false, empty);
	}

	private Part branch() {
		StringBuilder text = new StringBuilder();
		int steps = 0;
		boolean empty = true;
		while (!this.in.isAtEnd() && !this.in.isNext("|") && !this.in.isNext(")")) {
			int position = this.in.position();
			Part atom = atom();
			Part part = repeated(atom);
			if (this.depth == 0 && this.required != null) {
				this.required.add((part == atom) ? atom.character() : Part.NONE);
			}
			text.append(part.text());
			steps = sum(position, steps, part.steps());
			empty &= part.empty();
		}
		return new Part(text.isEmpty() ? NOTHING : text.toString(), steps, false, empty);
	}

	private int sum(int position, int steps, int more) {
		if (steps + more > MOST_STEPS) {
			throw this.in.fault(position, "the pattern is too large here when its repeats are expanded");
		}
		return steps + more;
	}

	private Part repeated(Part atom) {
		int position = this.in.position();
		Repeat repeat = Repeat.read(this.in);
		if (repeat == null) {
			return atom;
		}
		if (!atom.repeatable()) {
			throw this.in.fault(position, "there is nothing that can be repeated");
		}
		this.in.take("?");
		int again = this.in.position();
		if (Repeat.read(this.in) != null) {
			throw this.in.fault(again, "a repeat of a repeat needs a group");
		}
		int steps = atom.steps() * repeat.copies();
		if (atom.empty() && repeat.copies() > 1 && steps > MOST_EMPTY_STEPS) {
			throw this.in.fault(position, "a part that can match an empty text is repeated too often");
		}
		return new Part(atom.text() + repeat.text(), steps + 1, false, atom.empty() || repeat.least() == 0);
	}

	private Part atom() {
		int position = this.in.position();
		if (Repeat.read(this.in) != null) {
			throw this.in.fault(position, "there is nothing that can be repeated");
		}
		int c = this.in.read();
		return switch (c) {
			case '^', '$' -> assertion(Character.toString(c), 1);
			case '.' -> anyOf(ANY);
			case '[' -> anyOf(this.classes.brackets(position));
			case '(' -> group(position);
			case '\\' -> escaped(position);
			// RE2/J cannot repeat a plain brace.
			case '{' -> new Part(this.engine.character(c), 1, false, false);
			default -> literal(c);
		};
	}

	private Part group(int position) {
		if (this.in.take("?") && !this.in.take(":") && !takeName()) {
			throw this.in.fault(position, "the only groups with (? that are supported are (?:…) and (?<name>…),"
					+ " and (?i) at the beginning of the pattern");
		}
		this.depth++;
		Part inside = alternatives();
		this.depth--;
		if (!this.in.take(")")) {
			throw this.in.fault(position, "a group is not closed by )");
		}
		return new Part("(?:" + inside.text() + ")", inside.steps(), true, inside.empty());
	}

	private boolean takeName() {
		this.in.take("P");
		return this.in.take("<") && this.in.readUntil(">").matches("[0-9A-Za-z_]+");
	}

	private Part escaped(int position) {
		int c = this.in.peek();
		BitSet set = CharacterSets.escaped(c, this.fold);
		if (set != null) {
			this.in.read();
			return anyOf(set);
		}
		Part assertion = switch (c) {
			case 'A' -> assertion("^", 1);
			case 'z' -> assertion("$", 1);
			case 'b' -> assertion(this.engine.wordEdge(true), 4);
			case 'B' -> assertion(this.engine.wordEdge(false), 4);
			default -> null;
		};
		if (assertion != null) {
			this.in.read();
			return assertion;
		}
		if (this.in.take("Q")) {
			return quoted();
		}
		int character = this.classes.escape(position);
		if (character == 0) {
			throw this.in.fault(position, "no text contains this character");
		}
		return literal(character);
	}

	private Part quoted() {
		StringBuilder text = new StringBuilder(NOTHING);
		int[] characters = this.in.readUntil("\\E").codePoints().toArray();
		for (int c : characters) {
			text.append(literal(c).text());
		}
		return new Part(text.toString(), characters.length + 1, false, characters.length == 0);
	}

	private Part literal(int c) {
		Part any = anyOf(this.fold ? CaseFolding.orbit(c) : CharacterSets.range(c, c));
		return new Part(any.text(), any.steps(), true, false, c);
	}

	private Part anyOf(BitSet set) {
		return new Part(this.engine.anyOf(set), 1, true, false);
	}

	private static Part assertion(String text, int steps) {
		return new Part(text, steps, false, true);
	}

	/**
	 * A part of the translation.
	 *
	 * @param text the expression
	 * @param steps the size of its automaton
	 * @param repeatable whether a repeat may follow
	 * @param empty whether it may match an empty text
	 * @param character the only character that it matches, apart from case; negative for
	 * other parts
	 */
	private record Part(String text, int steps, boolean repeatable, boolean empty, int character) {

		static final int NONE = -1;

		Part(String text, int steps, boolean repeatable, boolean empty) {
			this(text, steps, repeatable, empty, NONE);
		}

	}

}
