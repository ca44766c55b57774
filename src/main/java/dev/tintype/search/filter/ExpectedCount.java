package dev.tintype.search.filter;

import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import org.jspecify.annotations.Nullable;

/**
 * Compares the number of rows that a request selects with the number that its client
 * expects, so that the request does no more than the client has seen.
 */
public final class ExpectedCount {

	/** The field or parameter of requests. */
	public static final String NAME = "expected";

	private ExpectedCount() {
	}

	/**
	 * Compares the numbers.
	 * @param expected by the client, null for any
	 * @param found the number of selected rows
	 * @param rows what the rows are, in the plural
	 * @throws ProblemException of type {@code CONFLICT} with {@code count} if they differ
	 */
	public static void check(@Nullable Long expected, long found, String rows) {
		if (expected != null && expected != found) {
			throw new ProblemException(ProblemType.CONFLICT,
					"The request selects " + found + " " + rows + ", but " + expected + " were expected.")
				.with("count", found);
		}
	}

}
