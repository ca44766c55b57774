package dev.tintype.web.listing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import dev.tintype.data.change.ChangeFeed;
import dev.tintype.data.change.ChangePosition;
import dev.tintype.support.Hashes;
import dev.tintype.web.http.Cursor;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.QueryParameters;
import dev.tintype.web.http.Requests;
import dev.tintype.web.ndjson.Ndjson;
import dev.tintype.web.ndjson.StreamBudget;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Responds to requests for listings: a page as JSON, or every row as NDJSON.
 */
@Component
public class Listings {

	/**
	 * The parameters that say how rows are shown. All others say which rows the listing
	 * has.
	 */
	private static final Set<String> NO_FILTER = Set.of("page", "per_page", "after", "count", "limit", "offset", "sort",
			"include");

	/** The header with the position from which a client can follow the listing. */
	private static final String CHANGE = "X-Tintype-Change";

	private final StreamBudget streams;

	private final ChangeFeed feed;

	/**
	 * Creates the component.
	 * @param streams the budget of all streams
	 * @param feed tells which changes every listing shows
	 */
	public Listings(StreamBudget streams, ChangeFeed feed) {
		this.streams = streams;
		this.feed = feed;
	}

	/**
	 * Adds the header {@code X-Tintype-Change} to the response. It has a position of the
	 * feed of changes. Call this before the rows are read: then they contain every change
	 * before the position, and the client misses none that follows.
	 */
	public void tellPosition(ServerRequest request) {
		ChangePosition shown = this.feed.shown();
		if (shown != null) {
			request.exchange().getResponse().getHeaders().set(CHANGE, shown.toString());
		}
	}

	/**
	 * Responds with the media type that the request accepts.
	 * @param <T> what a row means
	 * @param request with {@code sort}, and {@code page}, {@code per_page},
	 * {@code after}, {@code count} or {@code limit}
	 * @param orders of the listing
	 * @param rows that the request's filter selects, or the error to respond with
	 * @return 200 with a page and its {@code Link} header, or with a stream
	 */
	public <T> Mono<ServerResponse> answer(ServerRequest request, Orders<T> orders, Mono<? extends Rows<T>> rows) {
		boolean isStream = isStream(request);
		tellPosition(request);
		QueryParameters parameters = QueryParameters.of(request);
		Order<T> order = orders.chosen(parameters);
		PageRequest asked = PageRequest.of(parameters);
		Integer limit = limit(parameters);
		return rows.flatMap((selected) -> isStream ? stream(orders.streamed(order), selected, limit)
				: page(request, order, selected, asked));
	}

	private <T> Mono<ServerResponse> page(ServerRequest request, Order<T> order, Rows<T> rows, PageRequest asked) {
		long filter = filter(request);
		Cursor after = (asked.after() != null) ? order.decode(asked.after(), filter) : null;
		Mono<Optional<Long>> total = asked.counted() ? rows.count().map(Optional::of) : Mono.just(Optional.empty());
		return rows.page(new Slice<>(order, after, asked.perPage() + 1, asked.offset()))
			.zipWith(total,
					(found, count) -> Page.of(found, count.orElse(null), asked, (row) -> order.place(row, filter)))
			.flatMap((page) -> rows.json(page).flatMap((body) -> page.answer(request, asked, body)));
	}

	/**
	 * Streams every row.
	 * @param <T> what a row means
	 * @param request with {@code limit}
	 * @param order of the stream
	 * @param rows that the request's filter selects
	 * @return 200 with NDJSON
	 */
	public <T> Mono<ServerResponse> stream(ServerRequest request, Order<T> order, Rows<T> rows) {
		tellPosition(request);
		return stream(order, rows, limit(QueryParameters.of(request)));
	}

	private <T> Mono<ServerResponse> stream(Order<T> order, Rows<T> rows, @Nullable Integer limit) {
		return Ndjson.answer(KeysetStream
			.of(rows.budget(this.streams), (after, most) -> rows.lines(new Slice<>(order, after, most, 0)))
			.pages(limit));
	}

	/**
	 * Tells whether a request accepts a stream rather than a page.
	 * @return false for a page
	 * @throws ProblemException of type {@code NOT_ACCEPTABLE} if it accepts neither
	 */
	public static boolean isStream(ServerRequest request) {
		return Requests.accept(request, MediaType.APPLICATION_JSON, MediaType.APPLICATION_NDJSON)
			.equals(MediaType.APPLICATION_NDJSON);
	}

	/**
	 * Computes the digest of a request's filter. It covers all parameters except those
	 * that say how rows are shown, so that it includes every new parameter.
	 * @return 0 if there is no filter
	 */
	public static long filter(ServerRequest request) {
		Map<String, String> filter = new TreeMap<>();
		request.queryParams().forEach((name, values) -> {
			String value = String.join("\0", values);
			if (!NO_FILTER.contains(name) && !value.isEmpty()) {
				filter.put(name, value);
			}
		});
		if (filter.isEmpty()) {
			return 0;
		}
		MessageDigest digest = Hashes.sha256Digest();
		filter.forEach((name, value) -> digest.update((name + '\0' + value + '\0').getBytes(StandardCharsets.UTF_8)));
		return ByteBuffer.wrap(digest.digest()).getLong();
	}

	private static @Nullable Integer limit(QueryParameters parameters) {
		return parameters.optionalNumber("limit", 1, Integer.MAX_VALUE);
	}

}
