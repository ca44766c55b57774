package dev.tintype.library.collection;

import java.util.Map;

import dev.tintype.support.Texts;
import dev.tintype.web.http.Answers;
import dev.tintype.web.http.QueryParameters;
import dev.tintype.web.http.Requests;
import dev.tintype.web.idempotency.Idempotency;
import dev.tintype.web.idempotency.RequestResult;
import dev.tintype.web.listing.Listings;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Handles requests for collections and their photos.
 */
@Component
class CollectionHandler {

	private final CollectionRepository collections;

	private final Membership membership;

	private final Listings listings;

	private final Idempotency idempotency;

	CollectionHandler(CollectionRepository collections, Membership membership, Listings listings,
			Idempotency idempotency) {
		this.collections = collections;
		this.membership = membership;
		this.listings = listings;
		this.idempotency = idempotency;
	}

	Mono<ServerResponse> list(ServerRequest request) {
		return this.listings.answer(request, this.collections.orders(), Mono
			.defer(() -> this.collections.rows(QueryParameters.of(request).text("photo_id", Texts.NAME_LENGTH))));
	}

	Mono<ServerResponse> create(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.json(request)
			.flatMap((body) -> this.idempotency.answer(request, body, Mono
				.fromSupplier(() -> CollectionDraft.create(body))
				.flatMap(this.collections::insert)
				.map((created) -> new RequestResult(HttpStatus.CREATED, "/api/collections/" + created.id(), created))));
	}

	Mono<ServerResponse> preview(ServerRequest request) {
		return Requests.json(request)
			.flatMap((body) -> this.listings.answer(request, MemberRows.INGESTED,
					Mono.fromSupplier(() -> CollectionDraft.preview(body)).flatMap(this.collections::preview)));
	}

	Mono<ServerResponse> find(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.id(request)
			.flatMap(this.collections::require)
			.flatMap((collection) -> Answers.json(collection));
	}

	Mono<ServerResponse> update(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.id(request)
			.flatMap((id) -> Requests.json(request)
				.map(CollectionDraft::patch)
				.flatMap((draft) -> this.collections.update(id, draft)))
			.flatMap((collection) -> Answers.json(collection));
	}

	Mono<ServerResponse> delete(ServerRequest request) {
		return Requests.id(request)
			.flatMap((id) -> this.collections.delete(id).thenReturn(id))
			.flatMap((deleted) -> ServerResponse.noContent().build());
	}

	Mono<ServerResponse> photos(ServerRequest request) {
		return Requests.id(request)
			.flatMap(this.collections::members)
			.flatMap((members) -> this.listings.answer(request, members.orders(), Mono.just(members.rows())));
	}

	Mono<ServerResponse> add(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.id(request)
			.flatMap((id) -> Requests.json(request)
				.flatMap((body) -> this.idempotency.answer(request, body, HttpStatus.OK,
						Mono.fromSupplier(() -> MemberIds.read(body))
							.flatMap((items) -> this.membership.add(id, items)))));
	}

	Mono<ServerResponse> remove(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.id(request)
			.flatMap((id) -> Requests.json(request)
				.map(MemberIds::read)
				.flatMap((items) -> this.membership.remove(id, items)))
			.flatMap((removed) -> Answers.json(Map.of("removed", removed)));
	}

}
