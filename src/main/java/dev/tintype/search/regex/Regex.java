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
 * A regular expression that finds the same texts on both databases: anywhere in a text,
 * with regard to case unless it begins with {@code (?i)}. An absent text is neither a
 * match nor none.
 *
 * @param source as the caller wrote it
 */
public record Regex(String source) {

	/** How long the database may search for one statement. */
	public static final Duration LIMIT = Duration.ofSeconds(1);

	/** The longest pattern, in characters. */
	public static final int LENGTH = 256;

	private static final String PARAMETER = "regex";

	static final String IGNORE_CASE = "(?i)";

	/**
	 * Checks a pattern.
	 * @throws ProblemException that names the position of what is not valid or not
	 * supported
	 */
	public Regex {
		String fault = Texts.fault(source, 0, LENGTH);
		if (fault != null) {
			throw ProblemException.invalid("regex", fault);
		}
		// Before RE2/J, which limits neither size nor, when it folds case, time.
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
	 * @return the expression
	 * @throws ProblemException that names the position of what is not valid or not
	 * supported
	 */
	public static Regex parse(String text) {
		return new Regex(text);
	}

	/**
	 * Reads the parameter {@code regex}.
	 * @param parameters of a listing
	 * @return null when there is none
	 * @throws ProblemException that names the position of what is not valid or not
	 * supported
	 */
	public static @Nullable Regex of(QueryParameters parameters) {
		String text = parameters.text("regex", LENGTH);
		return (text != null) ? new Regex(text) : null;
	}

	/**
	 * The condition that a text matches. It has the parameters of {@link #parameters}.
	 * @param dialect of the database
	 * @param column an expression for the text
	 * @return an SQL condition, unknown for a null text
	 */
	public static String condition(Dialect dialect, String column) {
		return condition(dialect, column, PARAMETER);
	}

	/**
	 * The same where a statement has several expressions.
	 * @param dialect of the database
	 * @param column an expression for the text
	 * @param parameter the name of the expression's parameter
	 * @return an SQL condition, unknown for a null text
	 */
	public static String condition(Dialect dialect, String column, String parameter) {
		return dialect.choose("matches_regex(%1$s, :%2$s, :%2$s_until)", "%1$s ~ :%2$s").formatted(column, parameter);
	}

	/**
	 * What every text that matches contains, so that an index can find candidates.
	 * @return folded by {@link dev.tintype.support.AnyCase}, as the text is to be; empty
	 * when nothing is known
	 */
	public String required() {
		return Translation.required(this.source);
	}

	/**
	 * The same for a column of large objects, which H2 reads as a stream: texts of any
	 * length, of which a few kilobytes are in memory.
	 * @param dialect of the database
	 * @param column a column of type {@code CHARACTER LARGE OBJECT} on H2
	 * @return an SQL condition, unknown for a null text
	 */
	public static String largeCondition(Dialect dialect, String column) {
		return largeCondition(dialect, column, PARAMETER);
	}

	/**
	 * The same where a statement has several expressions.
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
	 * What is to be bound in a statement with {@link #condition}. On H2 the time in the
	 * database begins now.
	 * @param dialect of the database
	 * @return values by the parameters' names
	 */
	public Map<String, Object> parameters(Dialect dialect) {
		return parameters(dialect, PARAMETER);
	}

	/**
	 * The same where a statement has several expressions.
	 * @param dialect of the database
	 * @param parameter the name of the expression's parameter
	 * @return values by the parameters' names
	 */
	public Map<String, Object> parameters(Dialect dialect, String parameter) {
		return switch (dialect) {
			case H2 -> Map.of(parameter, Translation.of(this.source, Engine.RE2), parameter + "_until",
					System.nanoTime() + LIMIT.toNanos());
			case POSTGRESQL -> Map.of(parameter, postgresql());
		};
	}

	/**
	 * The same as an advanced regular expression of PostgreSQL.
	 * @return the operand of {@code ~}
	 */
	public String postgresql() {
		return Translation.of(this.source, Engine.POSTGRESQL);
	}

}
