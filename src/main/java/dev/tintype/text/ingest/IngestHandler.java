package dev.tintype.text.ingest;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;

import dev.tintype.operation.job.Jobs;
import dev.tintype.operation.job.NewJob;
import dev.tintype.text.documentsave.DocumentDraft;
import dev.tintype.text.documentsave.SavedDocument;
import dev.tintype.web.form.Forms;
import dev.tintype.web.http.Answers;
import dev.tintype.web.http.Requests;
import dev.tintype.web.idempotency.Idempotency;
import dev.tintype.web.ndjson.Ndjson;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Handles requests that ingest files as documents.
 */
@Component
class IngestHandler {

	private final Ingestion ingestion;

	private final IngestWalk walk;

	private final IngestPaths paths;

	private final DocumentUpload upload;

	private final Idempotency idempotency;

	private final Jobs jobs;

	IngestHandler(Ingestion ingestion, IngestWalk walk, IngestPaths paths, DocumentUpload upload,
			Idempotency idempotency, Jobs jobs) {
		this.jobs = jobs;
		this.ingestion = ingestion;
		this.walk = walk;
		this.paths = paths;
		this.upload = upload;
		this.idempotency = idempotency;
	}

	Mono<ServerResponse> file(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.json(request).flatMap((body) -> {
			Mono<Ingested> answer = Mono.<SavedDocument>defer(() -> ingest(IngestFileRequest.read(body)))
				.map(Ingested::of);
			return this.idempotency.answer(request, body, HttpStatus.OK, answer);
		});
	}

	Mono<ServerResponse> directory(ServerRequest request) {
		if (Requests.prefersAsync(request)) {
			return Requests.json(request)
				.map(IngestDirectoryRequest::read)
				.flatMap((wanted) -> this.walk.find(wanted)
					.then(Mono
						.defer(() -> this.jobs.accept(request, NewJob.of(IngestDirectoryJob.NAME, wanted.json())))));
		}
		return answer(request, (body) -> {
			IngestDirectoryRequest wanted = IngestDirectoryRequest.read(body);
			return new Source(this.walk.files(wanted), wanted.encoding());
		});
	}

	Mono<ServerResponse> batch(ServerRequest request) {
		return answer(request, (body) -> {
			IngestBatchRequest wanted = IngestBatchRequest.read(body);
			return new Source(Flux.fromIterable(wanted.files())
				.map((item) -> item.find(this.paths))
				.subscribeOn(Schedulers.boundedElastic()), wanted.encoding());
		});
	}

	Mono<ServerResponse> upload(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		Requests.contentType(request, MediaType.MULTIPART_FORM_DATA);
		Idempotency.refuse(request, "multipart");
		return summary(
				this.ingestion.ingestReceived(this.upload.files(Forms.parts(request, DocumentDraft.CONTENT_BYTES))))
			.flatMap((summary) -> Answers.json(summary));
	}

	private Mono<SavedDocument> ingest(IngestFileRequest wanted) {
		return Mono.fromCallable(() -> this.paths.named(wanted.path(), wanted.code()))
			.subscribeOn(Schedulers.boundedElastic())
			.flatMap((file) -> this.ingestion.ingestOne(file, wanted.encoding()));
	}

	private Mono<ServerResponse> answer(ServerRequest request, Function<byte[], Source> reading) {
		MediaType type = Requests.accept(request, MediaType.APPLICATION_JSON, MediaType.APPLICATION_NDJSON,
				MediaType.TEXT_EVENT_STREAM);
		if (!type.equals(MediaType.APPLICATION_JSON)) {
			Idempotency.refuse(request, "a stream");
			return Requests.json(request).map(reading).flatMap((source) -> Ndjson.progress(type, progress(source)));
		}
		return Requests.json(request)
			.flatMap((body) -> this.idempotency.answer(request, body, HttpStatus.OK, Mono.defer(() -> {
				Source source = reading.apply(body);
				return summary(this.ingestion.ingest(source.files(), source.encoding()));
			})));
	}

	private static Mono<IngestSummary.Answer> summary(Flux<List<IngestResult>> results) {
		return results.collect(IngestSummary::new, IngestSummary::keep).map(IngestSummary::answer);
	}

	private Flux<?> progress(Source source) {
		return Flux.defer(() -> {
			IngestProgress progress = new IngestProgress();
			return progress.events(this.ingestion.ingest(progress.meet(source.files()), source.encoding()));
		});
	}

	private record Source(Flux<IngestFile> files, IngestEncoding encoding) {
	}

	/**
	 * The response to a request for one file.
	 *
	 * @param id of the document
	 * @param code of the document
	 * @param name of the file
	 * @param createdAt the time of the first save
	 * @param updatedAt the time of the last change of the name or content
	 * @param outcome {@code created}, {@code updated} or {@code unchanged}
	 */
	record Ingested(UUID id, String code, String name, Instant createdAt, Instant updatedAt, String outcome) {

		static Ingested of(SavedDocument saved) {
			return new Ingested(saved.id(), saved.code(), saved.name(), saved.createdAt(), saved.updatedAt(),
					saved.outcome().name().toLowerCase(Locale.ROOT));
		}

	}

}
