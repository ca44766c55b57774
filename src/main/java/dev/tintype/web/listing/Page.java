package dev.tintype.web.listing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.function.BiConsumer;
import java.util.function.Function;

import dev.tintype.web.http.Answers;
import dev.tintype.web.http.Cursor;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.JsonBytes;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.util.UriUtils;

/**
 * One page of a listing, as JSON.
 *
 * @param <T> what a row means
 * @param items the rows, in the listing's order
 * @param total how many rows the filter matches, null if the page follows a cursor or the
 * rows are not counted
 * @param page the page's number, null if it follows a cursor
 * @param pages how many pages there are, null if the total is null
 * @param perPage the most rows of a page
 * @param next the cursor after the last row, null if no row follows
 */
public record Page<T>(List<T> items, @Nullable Long total, @Nullable Integer page, @Nullable Long pages, int perPage,
		@Nullable String next) {

	/** Every page begins with this text. */
	private static final byte[] ITEMS = "{\"items\":[".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] COMMA = { ',' };

	private static final int BYTES_PER_ROW = 512;

	/**
	 * Creates a page from its rows and one more row, which shows that another page
	 * follows.
	 * @param <T> what a row means
	 * @param rows at most {@code perPage} + 1 of them
	 * @param total how many rows match in all, or null
	 * @param cursor returns the place of a row
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
	 * Writes the page.
	 * @param row writes one row as {@link Json#MAPPER} would
	 * @return the same bytes as {@link Json#MAPPER} writes
	 */
	public byte[] write(BiConsumer<T, JsonBytes> row) {
		JsonBytes json = new JsonBytes((this.items.size() + 1) * BYTES_PER_ROW);
		json.raw(ITEMS);
		for (int i = 0; i < this.items.size(); i++) {
			if (i > 0) {
				json.raw(COMMA);
			}
			row.accept(this.items.get(i), json);
		}
		byte[] rest = Json.MAPPER.writeValueAsBytes(with(List.of()));
		return json.raw(Arrays.copyOfRange(rest, ITEMS.length, rest.length)).toByteArray();
	}

	/**
	 * Returns the same page with other items.
	 * @param <S> the type of the items
	 * @return the page
	 */
	public <S> Page<S> with(List<S> shown) {
		return new Page<>(shown, this.total, this.page, this.pages, this.perPage, this.next);
	}

	/**
	 * Responds with the page and its {@code Link} header (RFC 8288).
	 * @return 200
	 */
	Mono<ServerResponse> answer(ServerRequest request, PageRequest asked, byte[] body) {
		List<String> links = new ArrayList<>();
		if (this.next != null) {
			links.add(link(request, "next", "after", this.next));
		}
		if (asked.page() > 1) {
			links.add(link(request, "prev", "page", Integer.toString(asked.page() - 1)));
		}
		links.add(link(request, "first", "page", null));
		return Answers.bytes(ServerResponse.ok()
			.contentType(MediaType.APPLICATION_JSON)
			.header(HttpHeaders.LINK, String.join(", ", links)), body);
	}

	private static String link(ServerRequest request, String relation, String parameter, @Nullable String value) {
		StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
		String others = Objects.requireNonNullElse(request.uri().getRawQuery(), "");
		// Kept as the client wrote them, because a builder of URLs accepts fewer
		// characters than a URL.
		for (String other : others.split("&", -1)) {
			String name = UriUtils.decode(other.split("=", 2)[0], StandardCharsets.UTF_8);
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
