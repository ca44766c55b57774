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
 * Counts the results of a stream by their status, and keeps the first of those that did
 * not succeed, for a client that wants no line for each item.
 *
 * @param <R> a result
 */
public final class StreamTally<R> {

	/** How many items that did not succeed are named. */
	static final int MOST_RESULTS = 1000;

	private final Function<R, String> status;

	private final Set<String> successes;

	private final Map<String, Object> document = new LinkedHashMap<>();

	private final Map<String, Long> counts = new LinkedHashMap<>();

	private final List<NumberedResult<R>> results = new ArrayList<>();

	/**
	 * Counts from zero.
	 * @param head members of the document that come before the counts
	 * @param statuses every status, in the order of the document
	 * @param successes the statuses of items that need no attention
	 * @param status gives a result's status
	 */
	public StreamTally(Map<String, ?> head, List<String> statuses, Set<String> successes, Function<R, String> status) {
		this.document.putAll(head);
		statuses.forEach((each) -> this.counts.put(each, 0L));
		this.successes = successes;
		this.status = status;
	}

	/**
	 * Counts results.
	 * @param more in the order of the stream
	 * @param lines the number of the line of each
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
	 * The answer to the stream.
	 * @return the counts and {@code results}, the first items that did not succeed
	 */
	Map<String, Object> document() {
		this.document.putAll(this.counts);
		this.document.put("results", this.results);
		return this.document;
	}

	/**
	 * The answer to a stream that failed midway.
	 * @return its problem, which has the counts of what was done before
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
	 * @param line of the body, from 1, blank lines counted
	 * @param result what became of it
	 */
	record NumberedResult<R>(long line, @JsonUnwrapped R result) {
	}

}
