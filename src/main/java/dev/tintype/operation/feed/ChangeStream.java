package dev.tintype.operation.feed;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

import dev.tintype.data.change.ChangeFeed;
import dev.tintype.data.change.ChangePage;
import dev.tintype.data.change.ChangePosition;
import dev.tintype.data.change.ChangesLostException;
import dev.tintype.data.change.LoggedChange;
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
 * Streams changes as server-sent events. All streams of an instance are served from
 * memory: none of them queries the database, unless it resumes at an old position.
 */
@Component
public class ChangeStream {

	/** A topic has at most two events a second. */
	private static final Duration MERGING = Duration.ofMillis(500);

	private static final Duration GLANCE = Duration.ofSeconds(1);

	/** How often a stream without events shows that it is alive. */
	private static final Duration COMMENT = Duration.ofSeconds(15);

	private static final int PAGE = 1_000;

	private final ChangeFeed feed;

	/** All streams look at the same time whether they should show that they are alive. */
	private final Flux<Long> glances = Flux.interval(GLANCE).share();

	ChangeStream(ChangeFeed feed) {
		this.feed = feed;
	}

	/**
	 * Tells whether a request accepts server-sent events by name.
	 * @return false if it accepts them only as any other type
	 */
	public static boolean isAsked(ServerRequest request) {
		return request.headers().accept().stream().anyMatch(MediaType.TEXT_EVENT_STREAM::equalsTypeAndSubtype);
	}

	/**
	 * Responds with the changes after a position, until the client disconnects.
	 * @param request with {@code topics}, and {@code Last-Event-ID} or {@code after}
	 * @return 200. An event {@code reset} says that changes were lost
	 */
	public Mono<ServerResponse> answer(ServerRequest request) {
		FeedRequest asked = FeedRequest.ofStream(request);
		return this.feed.end().flatMap((end) -> {
			Place place = new Place((asked.after() != null) ? asked.after() : end);
			return Ndjson.progress(MediaType.TEXT_EVENT_STREAM, pages(place, asked));
		});
	}

	private Flux<NdjsonPage> pages(Place place, FeedRequest asked) {
		return Flux.deferContextual((context) -> {
			Shutdown shutdown = context.getOrDefault(Shutdown.class, null);
			return Mono.defer(() -> step(place, asked))
				.repeatWhen((rounds) -> rounds.takeUntil((round) -> shutdown != null && shutdown.hasBegun())
					.concatMap((round) -> place.isBehind ? Mono.just(round) : pause(place), 1));
		});
	}

	private Mono<?> pause(Place place) {
		return Mono.delay(MERGING).then(Flux.merge(this.glances, this.feed.moved(place.position)).next());
	}

	private Mono<NdjsonPage> step(Place place, FeedRequest asked) {
		if (place.isResumed) {
			ChangePage page = this.feed.recent(place.position, asked.topics(), PAGE);
			// The feed may be a moment behind another instance, but not for long.
			boolean isAhead = page != null && place.isQuiet() && this.feed.isBehind(place.position);
			return (page != null && !isAhead) ? Mono.justOrEmpty(next(place, page)) : reset(place);
		}
		return this.feed.after(place.position, asked.topics(), PAGE).map((page) -> {
			place.isResumed = !page.isCut();
			NdjsonPage written = next(place, page);
			return (written != null) ? written : alive(place);
		}).onErrorResume(ChangesLostException.class, (lost) -> reset(place));
	}

	private Mono<NdjsonPage> reset(Place place) {
		return this.feed.end().map((end) -> {
			place.isResumed = true;
			place.moveTo(end, false);
			place.sent();
			return page("id:" + end + "\nevent:reset\ndata:{}\n\n");
		});
	}

	private @Nullable NdjsonPage next(Place place, ChangePage page) {
		place.moveTo(page.next(), page.isCut());
		List<LoggedChange> changes = page.changes();
		if (!changes.isEmpty()) {
			place.sent();
			return page(events(changes, page.next()));
		}
		return place.isQuiet() ? alive(place) : null;
	}

	// An id without data is no event, but the client resumes there.
	private static NdjsonPage alive(Place place) {
		place.sent();
		return page("id:" + place.position + "\n:\n\n");
	}

	// Only the last event has an id, so that a client that lost it gets all of them
	// again.
	private static String events(List<LoggedChange> changes, ChangePosition next) {
		StringBuilder text = new StringBuilder();
		Iterator<Map.Entry<String, MergedChange>> merged = MergedChange.byTopic(changes).entrySet().iterator();
		while (merged.hasNext()) {
			Map.Entry<String, MergedChange> event = merged.next();
			if (!merged.hasNext()) {
				text.append("id:").append(next).append('\n');
			}
			text.append("event:").append(event.getKey()).append("\ndata:");
			text.append(Json.MAPPER.writeValueAsString(event.getValue())).append("\n\n");
		}
		return text.toString();
	}

	private static NdjsonPage page(String text) {
		return new NdjsonPage(text.getBytes(StandardCharsets.UTF_8), 1, null);
	}

	/**
	 * How far a stream has come.
	 */
	private static final class Place {

		private volatile ChangePosition position;

		private volatile long sent = System.nanoTime();

		/** Whether the next page follows at once. */
		private volatile boolean isBehind;

		/** Whether the stream has arrived in memory. */
		private volatile boolean isResumed;

		Place(ChangePosition position) {
			this.position = position;
		}

		void moveTo(ChangePosition next, boolean isCut) {
			this.position = next;
			this.isBehind = isCut;
		}

		void sent() {
			this.sent = System.nanoTime();
		}

		boolean isQuiet() {
			return System.nanoTime() - this.sent >= COMMENT.toNanos();
		}

	}

}
