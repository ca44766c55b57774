package dev.tintype.text.chat;

import java.util.List;

import dev.tintype.support.Texts;
import dev.tintype.web.http.Answers;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.QueryParameters;
import dev.tintype.web.http.Requests;
import dev.tintype.web.idempotency.Idempotency;
import dev.tintype.web.idempotency.RequestResult;
import dev.tintype.web.listing.KeysetStream;
import dev.tintype.web.ndjson.Ndjson;
import dev.tintype.web.ndjson.StreamBudget;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Answers requests for messages: saved, listed, given to a model, found, deleted.
 */
@Component
class MessageHandler {

	private final MessageRepository messages;

	private final MessageWriter saves;

	private final MessageDeletion deletions;

	private final MessageSearch searches;

	private final Idempotency idempotency;

	private final StreamBudget streams;

	MessageHandler(MessageRepository messages, MessageWriter saves, MessageDeletion deletions, MessageSearch searches,
			Idempotency idempotency, StreamBudget streams) {
		this.messages = messages;
		this.saves = saves;
		this.deletions = deletions;
		this.searches = searches;
		this.idempotency = idempotency;
		this.streams = streams;
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
		MediaType type = Requests.accept(request, MediaType.APPLICATION_JSON, MediaType.APPLICATION_NDJSON);
		String threadId = ThreadIds.of(request);
		QueryParameters parameters = QueryParameters.of(request);
		if (type.equals(MediaType.APPLICATION_NDJSON)) {
			return Ndjson.answer(KeysetStream
				.of(this.streams, MessagePage::cursor, (after, rows) -> this.messages.page(threadId, after, rows, 0))
				.pages(parameters.optionalNumber("limit", 1, Integer.MAX_VALUE)));
		}
		MessagePage.Asked asked = MessagePage.Asked.of(parameters);
		return this.messages.page(threadId, asked.after(), asked.limit() + 1, asked.offset())
			.flatMap((rows) -> MessagePage.of(rows, asked.limit()).answer(request, asked.limit()));
	}

	Mono<ServerResponse> context(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		QueryParameters parameters = QueryParameters.of(request);
		int limit = MessagePage.limit(parameters);
		ContextFormat format = ContextFormat
			.of(parameters.word("format", ContextFormat.NAMES, ContextFormat.NAMES.get(0)));
		return this.messages.page(ThreadIds.of(request), null, limit, 0)
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
			.flatMap((id) -> this.messages.findById(id).switchIfEmpty(Mono.error(() -> Requests.unknown(id))))
			.flatMap((message) -> Answers.json(message));
	}

	Mono<ServerResponse> delete(ServerRequest request) {
		return Requests.id(request)
			.flatMap((id) -> this.deletions.deleteMessage(id)
				.filter((deleted) -> deleted)
				.switchIfEmpty(Mono.error(() -> Requests.unknown(id))))
			.flatMap((deleted) -> ServerResponse.noContent().build());
	}

	/**
	 * The answer of a search.
	 *
	 * @param items the messages, the best first
	 */
	private record Items(List<FoundMessage> items) {
	}

}
