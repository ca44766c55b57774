package dev.tintype.web.ndjson;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeoutException;

import dev.tintype.web.http.Answers;
import dev.tintype.web.http.Problems;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.pool.InstrumentedPool;
import reactor.pool.PoolAcquireTimeoutException;
import reactor.pool.PoolBuilder;
import reactor.pool.PooledRef;
import reactor.util.retry.Retry;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Limits the memory of responses that are built as a whole. Only a few requests for many
 * rows run at the same time, and a large body waits for a slow reader in a temporary
 * file.
 */
@Component
public final class WholeAnswers {

	/** A page with at most this many rows is small, even if their texts are long. */
	private static final int FEW_ROWS = 50;

	/** The heap is divided into places of this size. A page may need a quarter of one. */
	private static final int HEAP_BYTES_PER_PLACE = 1 << 28;

	/** A request continues to wait while other requests end at least this often. */
	private static final Duration STEP = Duration.ofSeconds(5);

	/**
	 * A request that has waited longer than this does not begin if another one has failed
	 * meanwhile. The database may hang, and both times would add up.
	 */
	private static final Duration SHORT = Duration.ofSeconds(2);

	private static final Set<String> ROWS = Set.of("per_page", "limit");

	private final StreamBudget budget;

	private final SpilledBody spilled;

	private final InstrumentedPool<Object> places;

	/**
	 * When a request last released its place, in the time of {@link System#nanoTime()}.
	 */
	private volatile long lastEnd = System.nanoTime();

	/** When a request last failed with a 5xx status. */
	private volatile long lastFailure = this.lastEnd;

	/**
	 * Creates the component.
	 * @param spilled stores bodies for which the budget has no room
	 */
	WholeAnswers(StreamBudget budget, SpilledBody spilled) {
		this.budget = budget;
		this.spilled = spilled;
		this.places = PoolBuilder.from(Mono.fromSupplier(Object::new))
			.sizeBetween(0, (int) Math.max(1, Runtime.getRuntime().maxMemory() / HEAP_BYTES_PER_PLACE))
			.buildPool();
	}

	/**
	 * Limits the memory of a handler's responses.
	 * @return a handler with the same responses. A request for many rows fails with a
	 * {@link java.util.concurrent.TimeoutException} if it gets no place in time
	 */
	@SuppressWarnings("unchecked") // every handler here answers with a ServerResponse
	public HandlerFunction<ServerResponse> around(HandlerFunction<?> handler) {
		return (request) -> {
			Mono<ServerResponse> answer = (Mono<ServerResponse>) handler.handle(request);
			// A future does not keep the operators before it, or their rows, in memory.
			Mono<ServerResponse> kept = Mono.deferContextual(
					(context) -> Mono.fromFuture(() -> answer.flatMap(this::keep).contextWrite(context).toFuture()));
			return asksForManyRows(request) ? Mono.usingWhen(place(), (place) -> kept, this::end, this::fail, this::end)
					: kept;
		};
	}

	private Mono<PooledRef<Object>> place() {
		return Mono.defer(() -> {
			long begun = System.nanoTime();
			return this.places.acquire(STEP)
				.retryWhen(Retry.indefinitely()
					.filter((ex) -> ex instanceof PoolAcquireTimeoutException && since(this.lastEnd) < STEP.toNanos()
							&& since(begun) < this.budget.settings().idleTimeout().toNanos()))
				.flatMap((place) -> (since(begun) > SHORT.toNanos() && this.lastFailure - begun > 0)
						? place.release().then(Mono.error(TimeoutException::new)) : Mono.just(place));
		});
	}

	private static long since(long moment) {
		return System.nanoTime() - moment;
	}

	private Mono<Void> end(PooledRef<Object> place) {
		this.lastEnd = System.nanoTime();
		return place.release();
	}

	private Mono<Void> fail(PooledRef<Object> place, Throwable failure) {
		if (Problems.of(failure).getStatusCode().is5xxServerError()) {
			this.lastFailure = System.nanoTime();
		}
		return end(place);
	}

	private Mono<ServerResponse> keep(ServerResponse answer) {
		if (!(answer instanceof Answers.Large large)) {
			return Mono.just(answer);
		}
		if (this.budget.hasRoom(large.body().length)) {
			return PagedBody.answer(large.builder(), large.body(), this.budget);
		}
		return Mono.defer(() -> this.spilled.answer(large)).subscribeOn(Schedulers.boundedElastic());
	}

	// A stream limits the memory of the pages that it holds.
	private static boolean asksForManyRows(ServerRequest request) {
		return request.uri().getRawQuery() != null && HttpMethod.GET.equals(request.method())
				&& ROWS.stream().anyMatch((name) -> isMany(request, name))
				&& !Objects.toString(request.headers().firstHeader(HttpHeaders.ACCEPT)).contains("ndjson");
	}

	private static boolean isMany(ServerRequest request, String name) {
		String value = request.queryParam(name).orElse("");
		try {
			return value.length() > 1 && Integer.parseInt(value) > FEW_ROWS;
		}
		catch (NumberFormatException ex) {
			// The handler refuses such a value.
			return false;
		}
	}

}
