package dev.tintype.library.decision;

import dev.tintype.data.sql.Statements;
import dev.tintype.library.conflict.Suggestion;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.JsonFields;
import dev.tintype.web.http.Requests;
import dev.tintype.web.idempotency.Idempotency;
import dev.tintype.web.listing.Listings;
import dev.tintype.web.listing.Rows;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Handles requests for pictures that wait for a decision.
 */
@Component
class ConflictHandler {

	private final ConflictDecisions decisions;

	private final Rows<ConflictRows> rows;

	private final Listings listings;

	private final Idempotency idempotency;

	ConflictHandler(ConflictDecisions decisions, Statements statements, Listings listings, Idempotency idempotency) {
		this.decisions = decisions;
		this.rows = ConflictRows.of(statements);
		this.listings = listings;
		this.idempotency = idempotency;
	}

	Mono<ServerResponse> list(ServerRequest request) {
		return this.listings.answer(request, ConflictRows.ORDERS, Mono.just(this.rows));
	}

	Mono<ServerResponse> decide(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.json(request)
			.flatMap((body) -> this.idempotency.answer(request, body, HttpStatus.OK,
					Mono.fromSupplier(() -> action(body))
						.flatMap((action) -> Requests.id(request).flatMap((id) -> this.decisions.decide(id, action)))));
	}

	private static Suggestion.Action action(byte[] body) {
		JsonFields fields = new JsonFields(Json.read(body), "");
		String word = fields.optionalWord("action", Suggestion.Action.WORDS);
		if (word == null && fields.fault() == null) {
			fields.fault("action", "is required");
		}
		fields.check();
		return Suggestion.Action.of(String.valueOf(word));
	}

}
