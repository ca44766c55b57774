package dev.tintype.library.ingest;

import java.util.ArrayList;
import java.util.List;

import dev.tintype.data.batch.Chunks;
import dev.tintype.web.http.Answers;
import dev.tintype.web.http.QueryParameters;
import dev.tintype.web.http.Requests;
import dev.tintype.web.idempotency.Idempotency;
import dev.tintype.web.ndjson.NdjsonIntake;
import dev.tintype.web.ndjson.StreamBudget;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Handles requests that ingest pictures.
 */
@Component
class AssetIngestHandler {

	private static final String ON_CONFLICT = "on_conflict";

	private static final String ASK = "ask";

	private static final List<String> CONFLICTS = List.of(ASK, "keep");

	private final AssetIngestion ingestion;

	private final IngestForm form;

	private final Idempotency idempotency;

	private final StreamBudget streams;

	AssetIngestHandler(AssetIngestion ingestion, IngestForm form, Idempotency idempotency, StreamBudget streams) {
		this.ingestion = ingestion;
		this.form = form;
		this.idempotency = idempotency;
		this.streams = streams;
	}

	Mono<ServerResponse> ingest(ServerRequest request) {
		MediaType type = Requests.contentType(request, MediaType.MULTIPART_FORM_DATA, MediaType.APPLICATION_JSON,
				MediaType.APPLICATION_NDJSON);
		boolean asks = QueryParameters.of(request).word(ON_CONFLICT, CONFLICTS, ASK).equals(ASK);
		if (type.equals(MediaType.APPLICATION_NDJSON)) {
			return stream(request, asks);
		}
		Requests.accept(request, MediaType.APPLICATION_JSON);
		if (type.equals(MediaType.MULTIPART_FORM_DATA)) {
			Idempotency.refuse(request, "multipart");
			return this.form.receive(request, (items) -> ingest(items, new IngestMode(false, asks)))
				.flatMap((answer) -> Answers.json(answer));
		}
		return Requests.json(request)
			.flatMap((body) -> this.idempotency.answer(request, body, HttpStatus.OK,
					Mono.fromSupplier(() -> IngestRequest.read(body))
						.flatMap((wanted) -> ingest(wanted.items(), new IngestMode(wanted.copy(), asks)))));
	}

	private Mono<IngestAnswer> ingest(List<IngestItem> items, IngestMode mode) {
		return this.ingestion.ingest(Flux.fromIterable(Chunks.cut(items, AssetIngestion.CHUNK)), mode)
			.collect(ArrayList<AssetIngestResult>::new, List::addAll)
			.map(IngestAnswer::of);
	}

	private Mono<ServerResponse> stream(ServerRequest request, boolean asks) {
		Requests.accept(request, MediaType.APPLICATION_NDJSON, MediaType.APPLICATION_JSON);
		Idempotency.refuse(request, "a stream");
		NdjsonIntake intake = new NdjsonIntake(this.streams, request.body(BodyExtractors.toDataBuffers()));
		Flux<List<IngestItem>> chunks = intake.chunks(AssetIngestion.CHUNK)
			.map((lines) -> lines.stream().map(IngestRequest::readLine).toList());
		return intake.answer(request, this.ingestion.ingest(chunks, new IngestMode(false, asks)), IngestAnswer.tally());
	}

}
