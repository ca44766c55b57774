package dev.tintype.text.chat;

import java.util.Map;
import java.util.Optional;

import dev.tintype.web.http.Answers;
import dev.tintype.web.http.Cursor;
import dev.tintype.web.http.QueryParameters;
import dev.tintype.web.http.Requests;
import dev.tintype.web.idempotency.Idempotency;
import dev.tintype.web.listing.KeysetStream;
import dev.tintype.web.listing.Page;
import dev.tintype.web.listing.PageRequest;
import dev.tintype.web.ndjson.Ndjson;
import dev.tintype.web.ndjson.StreamBudget;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Answers requests for threads: begun, listed, deleted.
 */
@Component
class ThreadHandler {

	private final ThreadRepository threads;

	private final MessageDeletion deletions;

	private final Idempotency idempotency;

	private final StreamBudget streams;

	ThreadHandler(ThreadRepository threads, MessageDeletion deletions, Idempotency idempotency, StreamBudget streams) {
		this.threads = threads;
		this.deletions = deletions;
		this.idempotency = idempotency;
		this.streams = streams;
	}

	Mono<ServerResponse> create(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		Mono<byte[]> body = hasBody(request) ? Requests.json(request) : Mono.just(new byte[0]);
		return body.flatMap((json) -> this.idempotency.answer(request, json, HttpStatus.CREATED,
				Mono.fromSupplier(() -> ThreadDraft.of(json)).flatMap(this.threads::insert)));
	}

	// What has neither a type nor a length is no body that somebody forgot to name.
	private static boolean hasBody(ServerRequest request) {
		ServerRequest.Headers headers = request.headers();
		return headers.asHttpHeaders().getFirst("Content-Type") != null || headers.contentLength().orElse(0) > 0
				|| headers.asHttpHeaders().getFirst("Transfer-Encoding") != null;
	}

	Mono<ServerResponse> list(ServerRequest request) {
		MediaType type = Requests.accept(request, MediaType.APPLICATION_JSON, MediaType.APPLICATION_NDJSON);
		QueryParameters parameters = QueryParameters.of(request);
		Long userId = UserIds.of(parameters);
		if (type.equals(MediaType.APPLICATION_NDJSON)) {
			// Written to meanwhile, a thread would come twice in the order of the pages.
			return Ndjson.answer(KeysetStream
				.of(this.streams, ThreadOrder.NAME::cursor,
						(after, rows) -> this.threads.page(userId, ThreadOrder.NAME, after, rows, 0))
				.pages(parameters.optionalNumber("limit", 1, Integer.MAX_VALUE)));
		}
		return page(request, userId, PageRequest.of(parameters));
	}

	private Mono<ServerResponse> page(ServerRequest request, @Nullable Long userId, PageRequest asked) {
		ThreadOrder order = ThreadOrder.ACTIVITY;
		@Nullable Cursor after = (asked.after() != null) ? Cursor.decode(asked.after(), order.label()) : null;
		Mono<Optional<Long>> total = asked.counted() ? this.threads.count(userId).map(Optional::of)
				: Mono.just(Optional.empty());
		return this.threads.page(userId, order, after, asked.perPage() + 1, asked.offset())
			.zipWith(total, (rows, count) -> Page.of(rows, count.orElse(null), asked, order::cursor))
			.flatMap((page) -> page.answer(request, asked));
	}

	Mono<ServerResponse> delete(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return this.deletions.deleteThread(ThreadIds.of(request))
			.flatMap((deleted) -> Answers.json(Map.of("deleted", deleted)));
	}

}
