package dev.tintype.text.chat;

import java.util.List;

import dev.tintype.web.http.Answers;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.QueryParameters;
import dev.tintype.web.listing.Key;
import dev.tintype.web.listing.Order;
import dev.tintype.web.listing.Slice;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * A page of the messages of a thread, as JSON.
 *
 * @param items the messages, the newest first
 * @param next the cursor of the next page, or null on the last page
 */
record MessagePage(List<Message> items, @Nullable String next) {

	/** The newest first. */
	static final Order<Message> ORDER = Order
		.of("messages", Key.moment("m.created_at", Message::createdAt).down(), Key.id("m.id", Message::id).down())
		.within("m.thread_id");

	private static final int MOST = 500;

	private static final int DEFAULT = 10;

	private static final int CURSOR_LENGTH = 4_000;

	/**
	 * Creates a page from its rows and one more, which shows that another page follows.
	 * @param rows at most {@code limit} + 1
	 * @param limit the most messages of the page
	 */
	static MessagePage of(List<Message> rows, int limit) {
		if (rows.size() <= limit) {
			return new MessagePage(rows, null);
		}
		return new MessagePage(rows.subList(0, limit), ORDER.place(rows.get(limit - 1)).encode());
	}

	/**
	 * Reads {@code limit}.
	 * @return 1 to 500, 10 if absent
	 */
	static int limit(QueryParameters parameters) {
		return parameters.number("limit", 1, MOST, DEFAULT);
	}

	/**
	 * Responds with the page and its {@code Link} header (RFC 8288).
	 */
	Mono<ServerResponse> answer(ServerRequest request, int limit) {
		String address = "<" + request.uri().getRawPath() + "?limit=" + limit;
		String first = address + ">; rel=\"first\"";
		String links = (this.next != null) ? address + "&after=" + this.next + ">; rel=\"next\", " + first : first;
		return Answers.json(ServerResponse.ok().header(HttpHeaders.LINK, links), this);
	}

	/**
	 * Reads which page a client asks for with {@code limit}, {@code offset} and
	 * {@code after}.
	 * @return the rows of that page and one more
	 */
	static Slice<Message> asked(QueryParameters parameters) {
		Integer offset = parameters.optionalNumber("offset", 0, Integer.MAX_VALUE);
		String after = parameters.text("after", CURSOR_LENGTH);
		if (offset != null && after != null) {
			throw ProblemException.invalid("offset", "must not be combined with after");
		}
		return new Slice<>(ORDER, (after != null) ? ORDER.decode(after, 0) : null, limit(parameters) + 1,
				(offset != null) ? offset : 0);
	}

}
