package dev.tintype.library.people;

import java.util.List;
import java.util.UUID;

import dev.tintype.data.sql.Statements;
import dev.tintype.library.photo.PhotoRepository;
import dev.tintype.support.Ids;
import dev.tintype.support.Texts;
import dev.tintype.web.http.Answers;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.JsonFields;
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
 * Handles requests for people.
 */
@Component
class PersonHandler {

	private final PersonRepository people;

	private final PersonMerges merges;

	private final MergeUndo undoing;

	private final PhotoRepository photos;

	private final Statements statements;

	private final Idempotency idempotency;

	private final Listings listings;

	PersonHandler(PersonRepository people, PersonMerges merges, MergeUndo undoing, PhotoRepository photos,
			Statements statements, Idempotency idempotency, Listings listings) {
		this.people = people;
		this.merges = merges;
		this.undoing = undoing;
		this.photos = photos;
		this.statements = statements;
		this.idempotency = idempotency;
		this.listings = listings;
	}

	Mono<ServerResponse> undo(ServerRequest request) {
		return post(request, HttpStatus.OK,
				Requests.id(request).flatMap(this.undoing::undo).flatMap(this.people::require));
	}

	Mono<ServerResponse> merge(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.json(request)
			.flatMap((body) -> this.idempotency.answer(request, body, HttpStatus.OK,
					Mono.defer(() -> id(body, "source_id")
						.flatMap((source) -> Requests.id(request).flatMap((id) -> this.merges.merge(source, id))))));
	}

	private Mono<ServerResponse> post(ServerRequest request, HttpStatus status, Mono<?> work) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.optionalJson(request).flatMap((body) -> this.idempotency.answer(request, body, status, work));
	}

	Mono<ServerResponse> thumbnail(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.id(request)
			.flatMap((id) -> Requests.json(request)
				.flatMap((body) -> id(body, "face_id"))
				.flatMap((face) -> this.people.setThumbnail(id, face))
				.then(Mono.defer(() -> this.people.require(id))))
			.flatMap((person) -> Answers.json(person));
	}

	Mono<ServerResponse> photos(ServerRequest request) {
		boolean withMetadata = !QueryParameters.of(request).word("include", List.of("metadata"), "").isEmpty();
		return this.listings.answer(request, PersonPhotos.ORDERS,
				Requests.id(request)
					.flatMap(this.people::require)
					.map((person) -> new PersonPhotos(this.statements, this.photos, person.id(), withMetadata)));
	}

	Mono<ServerResponse> find(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.id(request).flatMap(this.people::require).flatMap((person) -> Answers.json(person));
	}

	Mono<ServerResponse> update(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.id(request)
			.flatMap((id) -> Requests.json(request)
				.map(PersonDraft::readChanges)
				.flatMap((draft) -> this.people.update(id, draft))
				.then(Mono.defer(() -> this.people.require(id))))
			.flatMap((person) -> Answers.json(person));
	}

	Mono<ServerResponse> delete(ServerRequest request) {
		return Requests.id(request)
			.flatMap(this.people::delete)
			.then(Mono.defer(() -> ServerResponse.noContent().build()));
	}

	Mono<ServerResponse> list(ServerRequest request) {
		return this.listings.answer(request, this.people.orders(), Mono
			.fromSupplier(() -> this.people.rows(QueryParameters.of(request).text("search", Texts.SEARCH_LENGTH))));
	}

	Mono<ServerResponse> create(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.json(request)
			.flatMap((body) -> this.idempotency.answer(request, body,
					Mono.fromSupplier(() -> PersonDraft.read(body))
						.flatMap(this.people::insert)
						.flatMap(this.people::require)
						.map((person) -> new RequestResult(HttpStatus.CREATED, "/api/people/" + person.id(), person))));
	}

	private static Mono<UUID> id(byte[] body, String name) {
		JsonFields fields = new JsonFields(Json.read(body), "");
		String text = fields.text(name, 0, Texts.NAME_LENGTH);
		fields.check();
		return Mono.justOrEmpty(Ids.parse(text)).switchIfEmpty(Requests.missing(text));
	}

}
