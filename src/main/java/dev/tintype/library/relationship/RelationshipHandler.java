package dev.tintype.library.relationship;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

import dev.tintype.support.Ids;
import dev.tintype.web.http.Answers;
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
 * Handles requests for relationships.
 */
@Component
class RelationshipHandler {

	private final RelationshipRepository relationships;

	private final Idempotency idempotency;

	private final Listings listings;

	RelationshipHandler(RelationshipRepository relationships, Idempotency idempotency, Listings listings) {
		this.relationships = relationships;
		this.idempotency = idempotency;
		this.listings = listings;
	}

	Mono<ServerResponse> list(ServerRequest request) {
		return this.listings.answer(request, RelationshipRepository.ORDERS,
				Requests.id(request).flatMap(this.relationships::requirePerson).map(this.relationships::rows));
	}

	Mono<ServerResponse> create(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.json(request)
			.flatMap((body) -> this.idempotency.answer(request, body, HttpStatus.CREATED,
					Mono.fromSupplier(() -> relationship(RelationshipDraft.read(body)))
						.flatMap(this.relationships::insert)));
	}

	private static Relationship relationship(RelationshipDraft draft) {
		return new Relationship(Ids.next(), draft.firstId(), draft.secondId(), Objects.requireNonNull(draft.type()),
				draft.notes(), Instant.now().truncatedTo(ChronoUnit.MICROS));
	}

	Mono<ServerResponse> update(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.id(request)
			.flatMap((id) -> Requests.json(request)
				.map(RelationshipDraft::readChanges)
				.flatMap((draft) -> this.relationships.update(id, draft)))
			.flatMap((relationship) -> Answers.json(relationship));
	}

	Mono<ServerResponse> delete(ServerRequest request) {
		return Requests.id(request)
			.flatMap((id) -> this.relationships.delete(id)
				.filter((deleted) -> deleted)
				.switchIfEmpty(Requests.missing(id)))
			.flatMap((deleted) -> ServerResponse.noContent().build());
	}

}
