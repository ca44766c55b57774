package dev.tintype.caption.load;

import java.util.List;
import java.util.UUID;

import dev.tintype.data.sql.Transactions;
import dev.tintype.data.storage.Staging;
import dev.tintype.operation.job.JobInput;
import dev.tintype.operation.job.Jobs;
import dev.tintype.operation.job.NewJob;
import dev.tintype.support.Ids;
import dev.tintype.web.http.Answers;
import dev.tintype.web.http.Requests;
import dev.tintype.web.idempotency.Idempotency;
import dev.tintype.web.ndjson.Ndjson;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Handles requests that import captions. The body is stored and checked to its end before
 * the first row is saved.
 */
@Component
class ImportHandler {

	private final ImportRun imports;

	private final Transactions transactions;

	private final Staging staging;

	private final Jobs jobs;

	ImportHandler(ImportRun imports, Transactions transactions, Staging staging, Jobs jobs) {
		this.imports = imports;
		this.transactions = transactions;
		this.staging = staging;
		this.jobs = jobs;
	}

	Mono<ServerResponse> load(ServerRequest request) {
		MediaType type = Requests.accept(request, MediaType.APPLICATION_JSON, MediaType.APPLICATION_NDJSON);
		ImportRequest load = ImportRequest.read(request);
		Idempotency.refuse(request, "an import");
		Requests.refuseLonger(request, InputFile.MOST_BYTES);
		boolean async = Requests.prefersAsync(request) && !load.isDry();
		return InputFile
			.store(this.staging.newFile(), request.body(BodyExtractors.toDataBuffers()),
					Requests.contentType(request).toString())
			.flatMap((input) -> {
				ImportFormat.Input file = InputFile.read(() -> this.staging.open(input.file()));
				Mono<ServerResponse> answer = this.imports.check(load, file)
					.flatMap((rows) -> async ? submit(request, load, input, rows) : answer(type, load, input, file));
				return answer.onErrorResume((ex) -> InputFile.delete(input).then(Mono.error(ex)))
					.doOnCancel(() -> InputFile.delete(input).subscribe());
			});
	}

	private Mono<ServerResponse> submit(ServerRequest request, ImportRequest load, JobInput input, long rows) {
		return this.jobs.accept(request, NewJob.of(ImportJob.NAME, load.json()).ofTotal(rows).with(input));
	}

	private Mono<ServerResponse> answer(MediaType type, ImportRequest load, JobInput input, ImportFormat.Input file) {
		UUID operation = Ids.next();
		Flux<List<ImportResult>> results = Flux.usingWhen(Mono.just(input),
				(stored) -> this.imports.root(load).flatMapMany((root) -> results(load, file, root, operation)),
				InputFile::delete);
		if (type.equals(MediaType.APPLICATION_NDJSON)) {
			return Ndjson.answer(results);
		}
		return results.reduce(ImportCounts.NONE, (counts, chunk) -> counts.plus(chunk, load.isDry() ? null : operation))
			.flatMap(Answers::json);
	}

	private Flux<List<ImportResult>> results(ImportRequest load, ImportFormat.Input file, String root, UUID operation) {
		return this.imports.chunks(load, file, 0).concatMap((rows) -> {
			Mono<List<ImportResult>> saved = Mono.defer(() -> this.imports.save(load, rows, root, operation));
			return load.isDry() ? saved : this.transactions.run(saved);
		}, 1);
	}

}
