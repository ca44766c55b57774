package dev.tintype.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * One page of a listing, as JSON.
 *
 * @param <T> what a row means
 * @param items the rows, in the listing's order
 * @param total how many rows the filter matches, null behind a cursor or uncounted
 * @param page the page's number, null behind a cursor
 * @param pages how many pages there are, null like the total
 * @param perPage the most rows of a page
 * @param next the cursor behind the last row, null when there is nothing behind it
 */
public record Page<T>(List<T> items, @Nullable Long total, @Nullable Integer page, @Nullable Long pages, int perPage,
		@Nullable String next) {

	/**
	 * Makes a page from its rows and one more, which tells whether another page follows.
	 * @param <T> what a row means
	 * @param rows at most {@code perPage} + 1 of them
	 * @param total how many match in all, or null
	 * @param request what was asked for
	 * @param cursor gives a row's place
	 * @return the page
	 */
	public static <T> Page<T> of(List<T> rows, @Nullable Long total, PageRequest request, Function<T, Cursor> cursor) {
		boolean more = rows.size() > request.perPage();
		List<T> items = more ? rows.subList(0, request.perPage()) : rows;
		String next = more ? cursor.apply(items.get(items.size() - 1)).encode() : null;
		Long pages = (total != null) ? (total + request.perPage() - 1) / request.perPage() : null;
		Integer number = (request.after() == null) ? request.page() : null;
		return new Page<>(items, total, number, pages, request.perPage(), next);
	}

	/**
	 * Answers with the page and its {@code Link} header (RFC 8288).
	 * @param request the request for it
	 * @param asked what it asked for
	 * @return 200 with JSON
	 */
	public Mono<ServerResponse> answer(ServerRequest request, PageRequest asked) {
		List<String> links = new ArrayList<>();
		if (this.next != null) {
			links.add(link(request, "next", "after", this.next));
		}
		if (asked.page() > 1) {
			links.add(link(request, "prev", "page", Integer.toString(asked.page() - 1)));
		}
		links.add(link(request, "first", "page", null));
		return Answers.json(ServerResponse.ok().header(HttpHeaders.LINK, String.join(", ", links)), this);
	}

	private static String link(ServerRequest request, String relation, String parameter, @Nullable String value) {
		StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
		String others = Objects.requireNonNullElse(request.uri().getRawQuery(), "");
		// As the client wrote them: a URL takes more characters than a builder of URLs.
		for (String other : others.split("&", -1)) {
			String name = other.split("=", 2)[0];
			if (!other.isEmpty() && !name.equals("after") && !name.equals("page")) {
				query.add(other);
			}
		}
		if (value != null) {
			query.add(parameter + "=" + value);
		}
		return "<" + request.uri().getRawPath() + query + ">; rel=\"" + relation + "\"";
	}

}
