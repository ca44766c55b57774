package dev.tintype.web.ndjson;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.tintype.web.http.Problems;

import org.springframework.web.ErrorResponse;
import org.springframework.web.ErrorResponseException;

/**
 * Counts the results of a stream by status, for a client that wants no line per item. It
 * keeps the first results that did not succeed.
 *
 * @param <R> a result
 */
public final class StreamTally<R> {

	/** How many results that did not succeed are kept. */
	static final int MOST_RESULTS = 1000;

	private final Function<R, String> status;

	private final Set<String> successes;

	private final Map<String, Object> document = new LinkedHashMap<>();

	private final Map<String, Long> counts = new LinkedHashMap<>();

	private final List<NumberedResult<R>> results = new ArrayList<>();

	/**
	 * Creates a tally with all counts at zero.
	 * @param head members of the document that come before the counts
	 * @param statuses every status, in the order of the document
	 * @param successes the statuses of items that need no attention
	 * @param status returns the status of a result
	 */
	public StreamTally(Map<String, ?> head, List<String> statuses, Set<String> successes, Function<R, String> status) {
		this.document.putAll(head);
		statuses.forEach((each) -> this.counts.put(each, 0L));
		this.successes = successes;
		this.status = status;
	}

	/**
	 * Counts results.
	 * @param more the results, in the order of the stream
	 * @param lines the line number of each result
	 */
	void add(List<R> more, long[] lines) {
		for (int i = 0; i < more.size(); i++) {
			R result = more.get(i);
			String found = this.status.apply(result);
			this.counts.merge(found, 1L, Long::sum);
			if (!this.successes.contains(found) && this.results.size() < MOST_RESULTS) {
				this.results.add(new NumberedResult<>(lines[i], result));
			}
		}
	}

	/**
	 * Returns the response to the stream.
	 * @return the counts and {@code results}, the first items that did not succeed
	 */
	Map<String, Object> document() {
		this.document.putAll(this.counts);
		this.document.put("results", this.results);
		return this.document;
	}

	/**
	 * Returns the response to a stream that failed midway.
	 * @return its problem, with the counts of the results before the failure
	 */
	ErrorResponseException failed(Throwable failure) {
		ErrorResponse problem = Problems.of(failure);
		document().forEach(problem.getBody()::setProperty);
		ErrorResponseException told = new ErrorResponseException(problem.getStatusCode(),
				Objects.requireNonNull(problem.getBody()), failure);
		told.getHeaders().putAll(problem.getHeaders());
		return told;
	}

	/**
	 * A result of an item.
	 *
	 * @param <R> a result
	 * @param line the line number in the body, from 1. Blank lines count
	 */
	record NumberedResult<R>(long line, @JsonUnwrapped R result) {
	}

}
