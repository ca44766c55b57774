package dev.tintype.text.chat;

import java.util.Map;

import dev.tintype.web.http.Answers;
import dev.tintype.web.http.QueryParameters;
import dev.tintype.web.http.Requests;
import dev.tintype.web.idempotency.Idempotency;
import dev.tintype.web.listing.Listings;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Handles requests that create, list or delete threads.
 */
@Component
class ThreadHandler {

	private final ThreadRepository threads;

	private final MessageDeletion deletions;

	private final Idempotency idempotency;

	private final Listings listings;

	ThreadHandler(ThreadRepository threads, MessageDeletion deletions, Idempotency idempotency, Listings listings) {
		this.threads = threads;
		this.deletions = deletions;
		this.idempotency = idempotency;
		this.listings = listings;
	}

	Mono<ServerResponse> create(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.optionalJson(request)
			.flatMap((json) -> this.idempotency.answer(request, json, HttpStatus.CREATED,
					Mono.fromSupplier(() -> ThreadDraft.of(json)).flatMap(this.threads::insert)));
	}

	Mono<ServerResponse> list(ServerRequest request) {
		return this.listings.answer(request, ThreadRows.ORDERS,
				Mono.fromSupplier(() -> this.threads.rows(UserIds.of(QueryParameters.of(request)))));
	}

	Mono<ServerResponse> delete(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return this.deletions.deleteThread(ThreadIds.of(request))
			.flatMap((deleted) -> Answers.json(Map.of("deleted", deleted)));
	}

}
