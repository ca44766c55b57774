package dev.tintype.operation.feed;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

import dev.tintype.data.change.ChangeFeed;
import dev.tintype.data.change.ChangePage;
import dev.tintype.data.change.ChangePosition;
import dev.tintype.data.change.ChangesLostException;
import dev.tintype.web.http.Answers;
import dev.tintype.web.http.QueryParameters;
import dev.tintype.web.http.Requests;
import dev.tintype.web.http.Shutdown;
import dev.tintype.web.ndjson.Ndjson;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Handles requests for lists of changes.
 */
@Component
class FeedHandler {

	private static final int LIMIT = 100;

	private static final int MOST = 1_000;

	private static final int LONGEST_WAIT = 60;

	/** How soon a waiting request notices a shutdown. */
	private static final Duration GLANCE = Duration.ofSeconds(1);

	private final ChangeFeed feed;

	FeedHandler(ChangeFeed feed) {
		this.feed = feed;
	}

	Mono<ServerResponse> list(ServerRequest request) {
		MediaType type = Requests.accept(request, MediaType.APPLICATION_JSON, MediaType.APPLICATION_NDJSON);
		FeedRequest asked = FeedRequest.of(request);
		QueryParameters parameters = QueryParameters.of(request);
		Duration wait = Duration.ofSeconds(parameters.number("wait", 0, LONGEST_WAIT, 0));
		if (type.equals(MediaType.APPLICATION_NDJSON)) {
			return stream(asked, parameters.number("limit", 1, Integer.MAX_VALUE, Integer.MAX_VALUE), wait);
		}
		int limit = parameters.number("limit", 1, MOST, LIMIT);
		return from(asked).flatMap((after) -> page(after, asked, limit, wait))
			.zipWith(this.feed.oldest(), ChangeList::of)
			.flatMap((list) -> Answers.json(list))
			.onErrorMap(ChangesLostException.class, FeedRequest::problem);
	}

	private Mono<ChangePosition> from(FeedRequest asked) {
		return Mono.justOrEmpty(asked.after()).switchIfEmpty(this.feed.end());
	}

	private Mono<ChangePage> page(ChangePosition after, FeedRequest asked, int limit, Duration wait) {
		long until = System.nanoTime() + wait.toNanos();
		return Mono.deferContextual((context) -> {
			Shutdown shutdown = context.getOrDefault(Shutdown.class, null);
			return page(after, asked, limit,
					() -> System.nanoTime() >= until || (shutdown != null && shutdown.hasBegun()));
		});
	}

	private Mono<ChangePage> page(ChangePosition after, FeedRequest asked, int limit, BooleanSupplier isOver) {
		return this.feed.after(after, asked.topics(), limit).flatMap((page) -> {
			if (!page.changes().isEmpty() || isOver.getAsBoolean()) {
				return Mono.just(page);
			}
			return this.feed.moved(page.next())
				.timeout(GLANCE, Mono.empty())
				.then(Mono.defer(() -> page(page.next(), asked, limit, isOver)));
		});
	}

	// Ends at the present end of the feed.
	private Mono<ServerResponse> stream(FeedRequest asked, int limit, Duration wait) {
		Flux<List<ChangeItem>> pages = from(asked).flatMap((after) -> page(after, asked, Math.min(limit, MOST), wait))
			.expand((page) -> page.isCut() ? this.feed.after(page.next(), asked.topics(), MOST) : Mono.empty(), 1)
			.map((page) -> page.changes().stream().map(ChangeItem::of).toList());
		return Ndjson.answer(limited(pages, limit).onErrorMap(ChangesLostException.class, FeedRequest::problem));
	}

	private static Flux<List<ChangeItem>> limited(Flux<List<ChangeItem>> pages, int limit) {
		return Flux.defer(() -> {
			int[] left = { limit };
			return pages.map((page) -> {
				List<ChangeItem> some = (page.size() > left[0]) ? page.subList(0, left[0]) : page;
				left[0] -= some.size();
				return some;
			}).takeUntil((page) -> left[0] == 0);
		});
	}

}
