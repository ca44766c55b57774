package dev.tintype.caption.export;

import dev.tintype.operation.job.Jobs;
import dev.tintype.operation.job.NewJob;
import dev.tintype.search.filter.ExpectedCount;
import dev.tintype.web.http.Requests;
import dev.tintype.web.http.Shutdown;
import dev.tintype.web.ndjson.PagedBody;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Handles requests that export captions.
 */
@Component
class ExportHandler {

	private final ExportPages pages;

	private final ExportRows rows;

	private final Jobs jobs;

	ExportHandler(ExportPages pages, ExportRows rows, Jobs jobs) {
		this.pages = pages;
		this.rows = rows;
		this.jobs = jobs;
	}

	// A failure half-way closes the connection, because no trainer would understand an
	// error among the captions.
	Mono<ServerResponse> stream(ServerRequest request) {
		ExportRequest export = ExportRequest.read(request);
		MediaType type = MediaType.parseMediaType(export.format().type());
		Requests.accept(request, type);
		return ServerResponse.ok()
			.contentType(type)
			.header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + export.filename() + "\"")
			.header("X-Content-Type-Options", "nosniff")
			.body((response, context) -> PagedBody.write(response, Shutdown.stream(this.pages.pages(export))));
	}

	Mono<ServerResponse> submit(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.json(request).flatMap((body) -> {
			ExportRequest export = ExportRequest.read(body);
			return this.rows.count(export)
				.doOnNext((total) -> ExpectedCount.check(export.expected(), total, "captions"))
				.flatMap((total) -> this.jobs.accept(request,
						NewJob.of(ExportJob.NAME, export.json()).ofTotal(export.most(total))));
		});
	}

}
