package dev.tintype.caption.sidecar;

import dev.tintype.operation.job.Jobs;
import dev.tintype.operation.job.NewJob;
import dev.tintype.search.filter.ExpectedCount;
import dev.tintype.web.http.Answers;
import dev.tintype.web.http.Requests;
import reactor.core.publisher.Mono;

import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Handles requests that write captions beside images. Only a dry run is answered within
 * the request.
 */
@Component
class SidecarHandler {

	private final SidecarSelection selection;

	private final SidecarWriter writer;

	private final Jobs jobs;

	SidecarHandler(SidecarSelection selection, SidecarWriter writer, Jobs jobs) {
		this.selection = selection;
		this.writer = writer;
		this.jobs = jobs;
	}

	Mono<ServerResponse> write(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.optionalJson(request).map(SidecarRequest::read).flatMap((sidecars) -> {
			if (sidecars.isDry() && sidecars.expected() == null) {
				return preview(sidecars);
			}
			return this.selection.count(sidecars.filter()).flatMap((count) -> {
				ExpectedCount.check(sidecars.expected(), count, "captions");
				return sidecars.isDry() ? preview(sidecars)
						: this.jobs.accept(request, NewJob.of(SidecarJob.NAME, sidecars.json()).ofTotal(count));
			});
		});
	}

	private Mono<ServerResponse> preview(SidecarRequest sidecars) {
		return this.writer.write(sidecars, SidecarWriter.START)
			.map(SidecarWriter.Page::counts)
			.reduce(SidecarCounts.NONE, SidecarCounts::plus)
			.flatMap(Answers::json);
	}

}
