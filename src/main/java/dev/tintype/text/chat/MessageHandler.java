package dev.tintype.text.chat;

import java.util.List;

import dev.tintype.support.Texts;
import dev.tintype.web.http.Answers;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.QueryParameters;
import dev.tintype.web.http.Requests;
import dev.tintype.web.idempotency.Idempotency;
import dev.tintype.web.idempotency.RequestResult;
import dev.tintype.web.listing.Listings;
import dev.tintype.web.listing.Rows;
import dev.tintype.web.listing.Slice;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Handles requests for messages, for searches, and for the context of a language model.
 */
@Component
class MessageHandler {

	private final MessageRepository messages;

	private final MessageWriter saves;

	private final MessageDeletion deletions;

	private final MessageSearch searches;

	private final Idempotency idempotency;

	private final Listings listings;

	MessageHandler(MessageRepository messages, MessageWriter saves, MessageDeletion deletions, MessageSearch searches,
			Idempotency idempotency, Listings listings) {
		this.messages = messages;
		this.saves = saves;
		this.deletions = deletions;
		this.searches = searches;
		this.idempotency = idempotency;
		this.listings = listings;
	}

	Mono<ServerResponse> save(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		String threadId = ThreadIds.of(request);
		return Requests.json(request)
			.flatMap((body) -> this.idempotency.answer(request, body,
					Mono.fromSupplier(() -> MessageDraft.of(threadId, body))
						.flatMap(this.saves::save)
						.map((message) -> new RequestResult(HttpStatus.CREATED, "/api/chat/messages/" + message.id(),
								message))));
	}

	Mono<ServerResponse> list(ServerRequest request) {
		boolean isStream = Listings.isStream(request);
		Rows<Message> rows = this.messages.rows(ThreadIds.of(request));
		if (isStream) {
			return this.listings.stream(request, MessagePage.ORDER, rows);
		}
		QueryParameters parameters = QueryParameters.of(request);
		int limit = MessagePage.limit(parameters);
		return rows.page(MessagePage.asked(parameters))
			.flatMap((found) -> MessagePage.of(found, limit).answer(request, limit));
	}

	Mono<ServerResponse> context(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		QueryParameters parameters = QueryParameters.of(request);
		int limit = MessagePage.limit(parameters);
		ContextFormat format = ContextFormat
			.of(parameters.word("format", ContextFormat.NAMES, ContextFormat.NAMES.get(0)));
		return this.messages.rows(ThreadIds.of(request))
			.page(Slice.first(MessagePage.ORDER, limit))
			.flatMap((newest) -> Answers.json(format.turns(newest)));
	}

	Mono<ServerResponse> search(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		QueryParameters parameters = QueryParameters.of(request);
		String query = parameters.text("q", Texts.SEARCH_LENGTH);
		if (query == null) {
			throw ProblemException.invalid("q", "is required");
		}
		return this.searches.search(query, UserIds.of(parameters), MessagePage.limit(parameters))
			.flatMap((items) -> Answers.json(new Items(items)));
	}

	Mono<ServerResponse> find(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.id(request)
			.flatMap((id) -> this.messages.findById(id).switchIfEmpty(Requests.missing(id)))
			.flatMap((message) -> Answers.json(message));
	}

	Mono<ServerResponse> delete(ServerRequest request) {
		return Requests.id(request)
			.flatMap((id) -> this.deletions.deleteMessage(id)
				.filter((deleted) -> deleted)
				.switchIfEmpty(Requests.missing(id)))
			.flatMap((deleted) -> ServerResponse.noContent().build());
	}

	/**
	 * The response to a search.
	 *
	 * @param items the messages, the best first
	 */
	private record Items(List<FoundMessage> items) {
	}

}
