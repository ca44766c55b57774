package dev.tintype.caption.run;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import dev.tintype.web.http.Json;
import dev.tintype.web.http.Shutdown;
import dev.tintype.web.ndjson.Ndjson;
import dev.tintype.web.ndjson.NdjsonPage;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Streams the progress of a run as server-sent events, until the run ends. It reads the
 * database, so that any instance can do that.
 */
@Component
class RunEvents {

	private static final Duration POLL = Duration.ofSeconds(1);

	/** How often a stream without changes shows that it is alive. */
	private static final Duration COMMENT = Duration.ofSeconds(15);

	private static final byte[] ALIVE = ":\n\n".getBytes(StandardCharsets.UTF_8);

	private final RunRepository runs;

	private final RunProgress progress;

	RunEvents(RunRepository runs, RunProgress progress) {
		this.runs = runs;
		this.progress = progress;
	}

	/**
	 * Responds with the state of a run, and again after each change.
	 * @return 200; 204 if the run has ended and the client knows it, so that a browser
	 * does not connect again
	 */
	Mono<ServerResponse> answer(ServerRequest request, Run run) {
		if (run.state().isEnded() && run.state().word().equals(request.headers().firstHeader("Last-Event-ID"))) {
			return ServerResponse.noContent().build();
		}
		Place place = new Place();
		Flux<NdjsonPage> pages = Flux.deferContextual((context) -> {
			Shutdown shutdown = context.getOrDefault(Shutdown.class, null);
			return next(run.id(), place)
				.repeatWhen((rounds) -> rounds
					.takeUntil((round) -> place.isEnded || (shutdown != null && shutdown.hasBegun()))
					.concatMap((round) -> Mono.delay(POLL), 1))
				.takeUntil((page) -> place.isEnded);
		});
		return Ndjson.progress(MediaType.TEXT_EVENT_STREAM, pages);
	}

	private Mono<NdjsonPage> next(UUID id, Place place) {
		return Mono.defer(() -> this.runs.find(id))
			.flatMap((run) -> this.progress.of(List.of(run)))
			.mapNotNull((statuses) -> place.move(statuses.get(0)));
	}

	/**
	 * How far a stream has come.
	 */
	private static final class Place {

		private volatile @Nullable String sent;

		private volatile long at = System.nanoTime();

		private volatile boolean isEnded;

		@Nullable NdjsonPage move(RunStatus status) {
			String data = Json.MAPPER.writeValueAsString(status);
			this.isEnded = status.state().isEnded();
			boolean isChanged = !data.equals(this.sent);
			if (!isChanged && System.nanoTime() - this.at < COMMENT.toNanos()) {
				return null;
			}
			this.sent = data;
			this.at = System.nanoTime();
			return isChanged ? page("id:" + status.state().word() + "\nevent:run\ndata:" + data + "\n\n")
					: new NdjsonPage(ALIVE, 0, null);
		}

		private static NdjsonPage page(String text) {
			return new NdjsonPage(text.getBytes(StandardCharsets.UTF_8), 1, null);
		}

	}

}
