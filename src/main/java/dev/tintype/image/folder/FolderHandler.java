package dev.tintype.image.folder;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;

import dev.tintype.data.sql.LongWork;
import dev.tintype.image.root.ImageRoots;
import dev.tintype.operation.job.Jobs;
import dev.tintype.operation.job.NewJob;
import dev.tintype.web.http.Answers;
import dev.tintype.web.http.QueryParameters;
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
 * Handles requests that register, scan or list folders.
 */
@Component
class FolderHandler {

	private final FolderRegistration registration;

	private final ImageRoots roots;

	private final RegisteredCounts counts;

	private final Idempotency idempotency;

	private final Jobs jobs;

	FolderHandler(FolderRegistration registration, ImageRoots roots, RegisteredCounts counts, Idempotency idempotency,
			Jobs jobs) {
		this.counts = counts;
		this.jobs = jobs;
		this.registration = registration;
		this.roots = roots;
		this.idempotency = idempotency;
	}

	Mono<ServerResponse> register(ServerRequest request) {
		MediaType type = Requests.accept(request, MediaType.APPLICATION_JSON, MediaType.APPLICATION_NDJSON,
				MediaType.TEXT_EVENT_STREAM);
		if (Requests.prefersAsync(request)) {
			return Requests.json(request)
				.flatMap((body) -> folder(FolderRequest.read(body)).then(Mono
					.defer(() -> this.jobs.accept(request, NewJob.of(FolderJob.NAME, FolderRequest.read(body))))));
		}
		if (!type.equals(MediaType.APPLICATION_JSON)) {
			Idempotency.refuse(request, "a stream");
			return Requests.json(request).flatMap((body) -> Ndjson.progress(type, progress(FolderRequest.read(body))));
		}
		return Requests.json(request).flatMap((body) -> {
			FolderRequest folder = FolderRequest.read(body);
			Mono<FolderSummary.Answer> answer = Mono.defer(() -> {
				SidecarOption sidecars = new SidecarOption(folder.sidecars());
				return events(folder, sidecars).collect(() -> new FolderSummary(sidecars), FolderSummary::keep)
					.map(FolderSummary::answer);
			});
			return this.idempotency.answer(request, body, HttpStatus.OK, answer);
		});
	}

	Mono<ServerResponse> scan(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.json(request)
			.map(FolderRequest::read)
			.flatMap((folder) -> folder(folder).flatMap((path) -> FolderWalk.files(path, folder.recursive(), this.roots)
				.flatMapSequential(this.registration::preview, FolderRegistration.PROBES)
				.collect(() -> new FolderScan.Collector(path), FolderScan.Collector::add)
				.map(FolderScan.Collector::scan)))
			.flatMap((scan) -> Answers.json(scan));
	}

	Mono<ServerResponse> list(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		String path = QueryParameters.of(request).text("path", ImageRoots.PATH_BYTES);
		return Mono.fromCallable(() -> new FolderBrowsing(this.roots, FolderBrowsing.COUNTED).list(path))
			.subscribeOn(Schedulers.boundedElastic())
			.flatMap((folders) -> LongWork.of(this.counts.count(folders, FileSystems.getDefault().getSeparator())))
			.flatMap(Answers::json);
	}

	private Flux<List<FileEvent>> events(FolderRequest request, SidecarOption sidecars) {
		return folder(request).flatMapMany((path) -> this.registration.register(path, request.recursive(), sidecars));
	}

	private Mono<Path> folder(FolderRequest request) {
		return Mono.fromCallable(() -> this.roots.folder(request.folderPath()))
			.subscribeOn(Schedulers.boundedElastic());
	}

	private Flux<List<?>> progress(FolderRequest request) {
		return Flux.defer(() -> {
			SidecarOption sidecars = new SidecarOption(request.sidecars());
			FolderSummary summary = new FolderSummary(sidecars);
			return events(request, sidecars).doOnNext(summary::count)
				.<List<?>>map((list) -> list)
				.concatWith(Mono.fromSupplier(() -> List.of(summary.finished())));
		});
	}

}
