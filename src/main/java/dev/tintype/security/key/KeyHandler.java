package dev.tintype.security.key;

import dev.tintype.security.audit.AuditLog;
import dev.tintype.web.http.Answers;
import dev.tintype.web.http.Caller;
import dev.tintype.web.http.Requests;
import dev.tintype.web.idempotency.Idempotency;
import dev.tintype.web.listing.Listings;
import reactor.core.publisher.Mono;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Handles requests that list, create and revoke keys.
 */
@Component
class KeyHandler {

	private final KeyRepository keys;

	private final Listings listings;

	private final AuditLog audit;

	KeyHandler(KeyRepository keys, Listings listings, AuditLog audit) {
		this.keys = keys;
		this.listings = listings;
		this.audit = audit;
	}

	Mono<ServerResponse> list(ServerRequest request) {
		return this.listings.answer(request, this.keys.orders(), Mono.fromSupplier(this.keys::rows));
	}

	Mono<ServerResponse> create(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		// A stored response or its request would contain a secret.
		Idempotency.refuse(request, "secrets");
		return Requests.json(request)
			.map(KeyDraft::read)
			.flatMap((draft) -> this.keys.create(draft, Caller.of(request).principal()))
			.delayUntil((created) -> this.audit.write("key_created", created.id(), 1))
			.flatMap((created) -> Answers
				.json(ServerResponse.status(HttpStatus.CREATED).cacheControl(CacheControl.noStore()), created));
	}

	Mono<ServerResponse> revoke(ServerRequest request) {
		return Requests.id(request)
			.flatMap((id) -> this.keys.revoke(id)
				.switchIfEmpty(Requests.missing(id))
				.delayUntil((revoked) -> revoked ? this.audit.write("key_revoked", id, 1) : Mono.empty()))
			.then(ServerResponse.noContent().build());
	}

}
