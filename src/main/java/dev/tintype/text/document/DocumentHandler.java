package dev.tintype.text.document;

import java.util.List;
import java.util.Optional;

import dev.tintype.text.documentsave.DocumentCode;
import dev.tintype.text.documentsave.DocumentForm;
import dev.tintype.text.documentsave.DocumentWriter;
import dev.tintype.text.documentsave.SavedDocument;
import dev.tintype.web.http.Answers;
import dev.tintype.web.http.Cursor;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import dev.tintype.web.http.QueryParameters;
import dev.tintype.web.http.Requests;
import dev.tintype.web.idempotency.Idempotency;
import dev.tintype.web.idempotency.RequestResult;
import dev.tintype.web.listing.Page;
import dev.tintype.web.listing.PageRequest;
import dev.tintype.web.ndjson.Ndjson;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Answers requests for documents.
 */
@Component
class DocumentHandler {

	private static final List<String> INCLUDED = List.of("content");

	private final DocumentRepository documents;

	private final DocumentWriter saves;

	private final DocumentSearch searches;

	private final DocumentStream stream;

	private final Idempotency idempotency;

	DocumentHandler(DocumentRepository documents, DocumentWriter saves, DocumentSearch searches, DocumentStream stream,
			Idempotency idempotency) {
		this.documents = documents;
		this.saves = saves;
		this.searches = searches;
		this.stream = stream;
		this.idempotency = idempotency;
	}

	Mono<ServerResponse> search(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return this.searches.search(DocumentQuery.of(QueryParameters.of(request)))
			.flatMap((hits) -> Answers.json(new Items(hits)));
	}

	Mono<ServerResponse> count(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return this.documents.count(DocumentFilter.ALL).flatMap((count) -> Answers.json(new Count(count)));
	}

	Mono<ServerResponse> find(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		String code = DocumentCode.of(request);
		return this.stream.document(code).switchIfEmpty(Mono.error(() -> unknown(code)));
	}

	Mono<ServerResponse> save(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		String code = DocumentCode.ofNew(request);
		return DocumentForm.body(request)
			.map((body) -> DocumentForm.save(code, body))
			.flatMap((draft) -> this.saves.save(List.of(draft)))
			.flatMap((saved) -> outcome(saved.get(0)).send());
	}

	Mono<ServerResponse> update(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		String code = DocumentCode.of(request);
		return this.documents.findHead(code)
			.flatMap((head) -> DocumentForm.body(request))
			.map(DocumentForm::change)
			.flatMap((change) -> this.documents.update(code, change.name(), change.content()))
			.switchIfEmpty(Mono.error(() -> unknown(code)))
			.flatMap((document) -> Answers.json(document));
	}

	Mono<ServerResponse> delete(ServerRequest request) {
		String code = DocumentCode.of(request);
		return this.documents.delete(code)
			.filter((deleted) -> deleted)
			.switchIfEmpty(Mono.error(() -> unknown(code)))
			.flatMap((deleted) -> ServerResponse.noContent().build());
	}

	Mono<ServerResponse> create(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return DocumentForm.body(request)
			.flatMap((body) -> this.idempotency.answer(request, body, Mono.fromSupplier(() -> DocumentForm.create(body))
				.flatMap((draft) -> this.documents.insert(draft).switchIfEmpty(Mono.error(() -> known(draft.code()))))
				.map(DocumentHandler::outcome)));
	}

	Mono<ServerResponse> list(ServerRequest request) {
		MediaType type = Requests.accept(request, MediaType.APPLICATION_JSON, MediaType.APPLICATION_NDJSON);
		QueryParameters parameters = QueryParameters.of(request);
		DocumentFilter filter = DocumentFilter.of(parameters);
		boolean whole = "content".equals(parameters.word("include", INCLUDED, ""));
		if (type.equals(MediaType.APPLICATION_NDJSON)) {
			Integer limit = parameters.optionalNumber("limit", 1, Integer.MAX_VALUE);
			return Ndjson.answer(whole ? this.stream.documents(filter, limit) : this.stream.heads(filter, limit));
		}
		if (whole) {
			throw ProblemException.invalid("include", "is taken with Accept: application/x-ndjson only");
		}
		return page(request, filter, PageRequest.of(parameters));
	}

	private Mono<ServerResponse> page(ServerRequest request, DocumentFilter filter, PageRequest asked) {
		@Nullable Cursor after = (asked.after() != null) ? Cursor.decode(asked.after(), DocumentHead.NEWEST) : null;
		Mono<Optional<Long>> total = asked.counted() ? this.documents.count(filter).map(Optional::of)
				: Mono.just(Optional.empty());
		return this.documents.page(filter, after, asked.perPage() + 1, asked.offset())
			.zipWith(total, (rows, count) -> Page.of(rows, count.orElse(null), asked, DocumentHead::cursor))
			.flatMap((page) -> page.answer(request, asked));
	}

	private static RequestResult outcome(SavedDocument saved) {
		return saved.isNew() ? new RequestResult(HttpStatus.CREATED, DocumentCode.location(saved.code()), saved)
				: new RequestResult(HttpStatus.OK, null, saved);
	}

	private static ProblemException unknown(String code) {
		return ProblemException.notFound("There is no document with the code \"" + code + "\".");
	}

	private static ProblemException known(String code) {
		return new ProblemException(ProblemType.CONFLICT,
				"There is a document with the code \"" + code + "\" already.");
	}

	/**
	 * The answer of a search.
	 *
	 * @param items the hits, in order
	 */
	private record Items(List<DocumentHit> items) {
	}

	/**
	 * The answer of a count.
	 *
	 * @param count exactly
	 */
	private record Count(long count) {
	}

}
