package dev.tintype.search.regex;

import java.time.Duration;
import java.util.Map;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.tintype.data.sql.Dialect;
import dev.tintype.support.Texts;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.QueryParameters;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression that finds the same texts on both databases (ADR 18). It matches
 * anywhere in a text, and case matters unless it begins with {@code (?i)}. For a null
 * text the result is unknown.
 *
 * @param source as the caller wrote it
 */
public record Regex(String source) {

	/** The time limit of a statement of a page. */
	public static final Duration LIMIT = Duration.ofSeconds(1);

	/** The longest pattern, in characters. */
	public static final int LENGTH = 256;

	private static final String PARAMETER = "regex";

	static final String IGNORE_CASE = "(?i)";

	/**
	 * Checks a pattern.
	 * @throws ProblemException that names the position of the invalid or unsupported part
	 */
	public Regex {
		String fault = Texts.fault(source, 0, LENGTH);
		if (fault != null) {
			throw ProblemException.invalid("regex", fault);
		}
		// Comes before RE2/J, which limits neither the size nor, when it folds case, the
		// time.
		Translation.of(source, Engine.RE2);
		try {
			Pattern.compile(source.startsWith(IGNORE_CASE) ? source.substring(IGNORE_CASE.length()) : source);
		}
		catch (PatternSyntaxException ex) {
			int position = Math.max(source.indexOf(ex.getPattern()), 0);
			throw new PatternReader(source).fault(position, ex.getDescription());
		}
	}

	/**
	 * Reads a pattern.
	 * @param text as the caller wrote it
	 * @return the checked expression
	 * @throws ProblemException that names the position of the invalid or unsupported part
	 */
	public static Regex parse(String text) {
		return new Regex(text);
	}

	/**
	 * Reads the parameter {@code regex}.
	 * @param parameters of a listing
	 * @return null when there is none
	 * @throws ProblemException that names the position of the invalid or unsupported part
	 */
	public static @Nullable Regex of(QueryParameters parameters) {
		String text = parameters.text("regex", LENGTH);
		return (text != null) ? new Regex(text) : null;
	}

	/**
	 * The condition that a text matches; bind {@link #parameters}.
	 * @param dialect of the database
	 * @param column an expression for the text
	 * @return an SQL condition, unknown for a null text
	 */
	public static String condition(Dialect dialect, String column) {
		return condition(dialect, column, PARAMETER);
	}

	/**
	 * The same for a statement with several expressions.
	 * @param dialect of the database
	 * @param column an expression for the text
	 * @param parameter the name of the expression's parameter
	 * @return an SQL condition, unknown for a null text
	 */
	public static String condition(Dialect dialect, String column, String parameter) {
		return dialect.choose("matches_regex(%1$s, :%2$s, :%2$s_until)", "%1$s ~ :%2$s").formatted(column, parameter);
	}

	/**
	 * A part that every matching text contains, so that an index can find candidates.
	 * @return the part, folded by {@link dev.tintype.support.AnyCase}, for a column of
	 * folded text; empty when there is none
	 */
	public String required() {
		return Translation.required(this.source);
	}

	/**
	 * The same for a column of large objects. H2 reads it as a stream, with a few
	 * kilobytes in memory.
	 * @param dialect of the database
	 * @param column a column of type {@code CHARACTER LARGE OBJECT} on H2
	 * @return an SQL condition, unknown for a null text
	 */
	public static String largeCondition(Dialect dialect, String column) {
		return largeCondition(dialect, column, PARAMETER);
	}

	/**
	 * The same for a statement with several expressions.
	 * @param dialect of the database
	 * @param column a column of type {@code CHARACTER LARGE OBJECT} on H2
	 * @param parameter the name of the expression's parameter
	 * @return an SQL condition, unknown for a null text
	 */
	public static String largeCondition(Dialect dialect, String column, String parameter) {
		return dialect.choose("matches_regex(%1$s, :%2$s, :%2$s_until, char_length(%1$s))".formatted(column, parameter),
				condition(dialect, column, parameter));
	}

	/**
	 * The values to bind in a statement with {@link #condition}. On H2 the time limit
	 * begins with this call.
	 * @param dialect of the database
	 * @return the values by parameter name
	 */
	public Map<String, Object> parameters(Dialect dialect) {
		return parameters(dialect, PARAMETER, LIMIT);
	}

	/**
	 * The same for a statement with several expressions.
	 * @param dialect of the database
	 * @param parameter the name of the expression's parameter
	 * @param limit the time limit of the statement on H2
	 * @return the values by parameter name
	 */
	public Map<String, Object> parameters(Dialect dialect, String parameter, Duration limit) {
		return switch (dialect) {
			case H2 -> Map.of(parameter, Translation.of(this.source, Engine.RE2), parameter + "_until",
					System.nanoTime() + limit.toNanos());
			case POSTGRESQL -> Map.of(parameter, postgresql());
		};
	}

	/**
	 * The expression as an advanced regular expression of PostgreSQL.
	 * @return the operand of {@code ~}
	 */
	public String postgresql() {
		return Translation.of(this.source, Engine.POSTGRESQL);
	}

}
