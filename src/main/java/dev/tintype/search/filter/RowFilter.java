package dev.tintype.search.filter;

import java.time.Duration;
import java.time.Instant;

import dev.tintype.data.sql.Dialect;
import dev.tintype.search.regex.Regex;
import dev.tintype.support.Texts;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.QueryParameters;
import org.jspecify.annotations.Nullable;

/**
 * A filter that selects rows of a listing. It is parsed once per request, and relative
 * times refer to that moment in all statements of the request.
 */
public final class RowFilter {

	/** The parameter of the query string that contains a filter. */
	public static final String PARAMETER = "filter";

	/** The maximum length of a filter in a URL, in characters. */
	public static final int URL_LENGTH = 2_000;

	/** The maximum size of a filter in a body, in bytes of UTF-8. */
	public static final int BODY_LENGTH = 64 << 10;

	private final String text;

	private final Filter filter;

	private RowFilter(String text, Filter filter) {
		this.text = text;
		this.filter = filter;
	}

	/**
	 * Reads the parameter {@code filter}.
	 * @param parameters of a listing
	 * @param fields of the listing
	 * @return null when it is absent or empty
	 * @throws ProblemException that names the position of the fault
	 */
	public static @Nullable RowFilter of(QueryParameters parameters, FilterFields fields) {
		String text = parameters.text(PARAMETER, URL_LENGTH);
		if (text == null && parameters.has(PARAMETER)) {
			throw new FilterFaults(PARAMETER)
				.fault("The filter is empty. Leave the parameter out to select every row.");
		}
		return (text != null) ? parse(text, fields, Instant.now(), PARAMETER) : null;
	}

	/**
	 * Parses a filter.
	 * @param text of the filter, not empty
	 * @param fields of the listing
	 * @param now the base of relative times
	 * @param pointer the parameter or the JSON pointer of the filter
	 * @return the filter
	 * @throws ProblemException that names the position of the fault
	 */
	public static RowFilter parse(String text, FilterFields fields, Instant now, String pointer) {
		FilterFaults faults = new FilterFaults(pointer);
		String unstorable = Texts.unstorable(text);
		if (unstorable != null) {
			throw faults.fault("The filter " + unstorable + ".");
		}
		if (text.length() > BODY_LENGTH
				|| text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > BODY_LENGTH) {
			throw faults.fault("A filter has at most " + BODY_LENGTH + " bytes.");
		}
		return new RowFilter(text, new FilterParser(text, fields, now, faults).parse());
	}

	/**
	 * The filter as the client wrote it. A cursor of its listing is valid only with this
	 * text.
	 * @return not empty
	 */
	public String text() {
		return this.text;
	}

	/**
	 * Whether the filter has a regular expression, so that the statements of a page need
	 * a time limit.
	 * @return true for at least one MATCHES
	 */
	public boolean isMatching() {
		return this.filter.has(Operator.MATCHES);
	}

	/**
	 * Leaves out the conditions on a field, as {@link Filter#without(String)} does.
	 * @param field its name
	 * @return the same filter if it has no such conditions
	 */
	public RowFilter without(String field) {
		return this.filter.has(field) ? new RowFilter(this.text, this.filter.without(field)) : this;
	}

	/**
	 * Returns a column that the filter fixes to one value, and with which an index for
	 * the order of the listing begins.
	 * @return null if there is none
	 */
	public @Nullable String leading() {
		return this.filter.leading(false);
	}

	/**
	 * Compiles the filter for one statement of a page. On H2 the time limit of regular
	 * expressions begins with this call.
	 * @param dialect of the database
	 * @return a condition on a row and the values to bind
	 */
	public FilterSql sql(Dialect dialect) {
		return sql(dialect, Regex.LIMIT);
	}

	/**
	 * Compiles the filter for one statement of a stream or a job.
	 * @param dialect of the database
	 * @param limit the time limit of regular expressions on H2, which begins with this
	 * call
	 * @return a condition on a row and the values to bind
	 */
	public FilterSql sql(Dialect dialect, Duration limit) {
		return sql(dialect, PARAMETER, limit);
	}

	/**
	 * Compiles the filter for a statement with several filters.
	 * @param prefix of the parameter names, in lower case
	 * @param limit the time limit of regular expressions on H2
	 * @return a condition on a row and the values to bind
	 */
	FilterSql sql(Dialect dialect, String prefix, Duration limit) {
		return new FilterCompiler(dialect, prefix, limit).compile(this.filter);
	}

	/**
	 * The parsed filter.
	 * @return a tree that other conditions can be added to
	 */
	public Filter tree() {
		return this.filter;
	}

}
