package dev.tintype.text.document;

import java.util.List;

import dev.tintype.text.document.DocumentRows.DocumentSize;
import dev.tintype.text.documentsave.DocumentCode;
import dev.tintype.text.documentsave.DocumentForm;
import dev.tintype.text.documentsave.DocumentWriter;
import dev.tintype.text.documentsave.SavedDocument;
import dev.tintype.web.http.Answers;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import dev.tintype.web.http.QueryParameters;
import dev.tintype.web.http.Requests;
import dev.tintype.web.idempotency.Idempotency;
import dev.tintype.web.idempotency.RequestResult;
import dev.tintype.web.listing.Listings;
import dev.tintype.web.listing.Rows;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Handles requests for documents.
 */
@Component
class DocumentHandler {

	private static final List<String> INCLUDED = List.of("content");

	private final DocumentRepository documents;

	private final DocumentWriter saves;

	private final DocumentSearch searches;

	private final DocumentStream stream;

	private final Idempotency idempotency;

	private final Listings listings;

	DocumentHandler(DocumentRepository documents, DocumentWriter saves, DocumentSearch searches, DocumentStream stream,
			Idempotency idempotency, Listings listings) {
		this.documents = documents;
		this.saves = saves;
		this.searches = searches;
		this.stream = stream;
		this.idempotency = idempotency;
		this.listings = listings;
	}

	Mono<ServerResponse> search(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return this.searches.search(DocumentQuery.of(QueryParameters.of(request)))
			.flatMap((hits) -> Answers.json(new Items(hits)));
	}

	Mono<ServerResponse> count(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return this.documents.rows(DocumentFilter.ALL).count().flatMap((count) -> Answers.json(new Count(count)));
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
		return this.listings.answer(request, DocumentRows.ORDERS, Mono.fromSupplier(() -> rows(request)));
	}

	private Rows<DocumentSize> rows(ServerRequest request) {
		QueryParameters parameters = QueryParameters.of(request);
		Rows<DocumentSize> rows = this.documents.rows(DocumentFilter.of(parameters));
		if (!"content".equals(parameters.word("include", INCLUDED, ""))) {
			return rows;
		}
		if (!Listings.isStream(request)) {
			throw ProblemException.invalid("include", "is allowed only with Accept: application/x-ndjson");
		}
		return this.stream.whole(rows);
	}

	private static RequestResult outcome(SavedDocument saved) {
		return saved.isNew() ? new RequestResult(HttpStatus.CREATED, DocumentCode.location(saved.code()), saved)
				: new RequestResult(HttpStatus.OK, null, saved);
	}

	private static ProblemException unknown(String code) {
		return ProblemException.notFound("There is no document with the code \"" + code + "\".");
	}

	private static ProblemException known(String code) {
		return new ProblemException(ProblemType.CONFLICT, "A document with the code \"" + code + "\" exists already.");
	}

	/**
	 * The response to a search.
	 *
	 * @param items the hits, the best first
	 */
	private record Items(List<DocumentHit> items) {
	}

	/**
	 * The response to a count.
	 *
	 * @param count the exact number of documents
	 */
	private record Count(long count) {
	}

}
