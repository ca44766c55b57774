package dev.tintype.search.filter;

import java.time.Instant;

import dev.tintype.data.sql.Dialect;
import dev.tintype.support.Texts;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.QueryParameters;
import org.jspecify.annotations.Nullable;

/**
 * A filter that selects rows of a listing. It is parsed once for a request, and relative
 * times stay relative to that moment however many statements follow.
 */
public final class RowFilter {

	/** The parameter of a URL that has a filter. */
	public static final String PARAMETER = "filter";

	/** The longest filter in a URL, in characters. */
	public static final int URL_LENGTH = 2_000;

	/** The longest filter in a body, in bytes of UTF-8; one of ASCII is as long. */
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
	 * @throws ProblemException that names the position of what is wrong
	 */
	public static @Nullable RowFilter of(QueryParameters parameters, FilterFields fields) {
		String text = parameters.text(PARAMETER, URL_LENGTH);
		return (text != null) ? parse(text, fields, Instant.now(), PARAMETER) : null;
	}

	/**
	 * Parses a filter.
	 * @param text of the filter, not empty
	 * @param fields of the listing
	 * @param now what relative times are relative to
	 * @param pointer what an error points at
	 * @return the filter
	 * @throws ProblemException that names the position of what is wrong
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
	 * The filter as it was written, which a cursor of its listing is bound to.
	 * @return not empty
	 */
	public String text() {
		return this.text;
	}

	/**
	 * Whether it has a regular expression, so that its statements need a time limit.
	 * @return true for at least one MATCHES
	 */
	public boolean isMatching() {
		return this.filter.has(Operator.MATCHES);
	}

	/**
	 * Compiles it for one statement: on H2 the time of regular expressions begins now.
	 * @param dialect of the database
	 * @return a condition on a row and the values to bind
	 */
	public FilterSql sql(Dialect dialect) {
		return sql(dialect, PARAMETER);
	}

	/**
	 * Compiles it for a statement with several filters.
	 * @param prefix of the parameters' names, in lower case
	 * @return a condition on a row and the values to bind
	 */
	FilterSql sql(Dialect dialect, String prefix) {
		return new FilterCompiler(dialect, prefix).compile(this.filter);
	}

	Filter tree() {
		return this.filter;
	}

}
