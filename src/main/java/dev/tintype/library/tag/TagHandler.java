package dev.tintype.library.tag;

import java.util.Map;

import dev.tintype.support.Texts;
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
 * Handles requests that list and change tags.
 */
@Component
class TagHandler {

	private final TagRepository tags;

	private final TagRenaming renaming;

	private final TagRemoval removal;

	private final Listings listings;

	private final Idempotency idempotency;

	TagHandler(TagRepository tags, TagRenaming renaming, TagRemoval removal, Listings listings,
			Idempotency idempotency) {
		this.tags = tags;
		this.renaming = renaming;
		this.removal = removal;
		this.listings = listings;
		this.idempotency = idempotency;
	}

	Mono<ServerResponse> list(ServerRequest request) {
		QueryParameters parameters = QueryParameters.of(request);
		return this.listings.answer(request, this.tags.orders(), Mono.fromSupplier(() -> this.tags
			.rows(parameters.text("search", Texts.SEARCH_LENGTH), parameters.text("parent", Texts.NAME_LENGTH))));
	}

	Mono<ServerResponse> add(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.json(request)
			.flatMap((body) -> this.idempotency.answer(request, body, HttpStatus.CREATED,
					Mono.fromSupplier(() -> TagDrafts.readAll(body)).flatMap(this.tags::add)));
	}

	Mono<ServerResponse> rename(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		boolean merge = Boolean.TRUE.equals(QueryParameters.of(request).flag("merge"));
		return Requests.id(request)
			.flatMap((id) -> Requests.json(request)
				.map(TagDrafts::read)
				.flatMap((tag) -> this.renaming.rename(id, tag, merge)))
			.flatMap((renamed) -> Answers.json(renamed));
	}

	Mono<ServerResponse> delete(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.id(request)
			.flatMap(this.removal::remove)
			.flatMap((photos) -> Answers.json(Map.of("photos", photos)));
	}

}
