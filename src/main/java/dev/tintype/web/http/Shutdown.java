package dev.tintype.web.http;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.context.Context;

import org.springframework.core.NestedExceptionUtils;

/**
 * The end of the service as its streams see it. First listings end, so that slow readers
 * have time to take the page that they read. Then the bodies of requests are read no
 * further, so that what was read can be answered. A little later every stream ends with
 * an error.
 */
public final class Shutdown {

	private final Sinks.Empty<Void> listings = Sinks.empty();

	private final Sinks.Empty<Void> reading = Sinks.empty();

	private final Sinks.Empty<Void> streams = Sinks.empty();

	private volatile @Nullable Long end;

	/**
	 * Begins the shutdown.
	 * @param limit within which the process is to end
	 */
	public void begin(Duration limit) {
		this.end = System.nanoTime() + limit.toNanos();
	}

	/**
	 * How long work may still take that must end before the process does.
	 * @param reserve what is left for others after it
	 * @return zero if the time is over, a day if the service is not being shut down
	 */
	public Duration remaining(Duration reserve) {
		Long known = this.end;
		return (known != null) ? Duration.ofNanos(Math.max(0, known - reserve.toNanos() - System.nanoTime()))
				: Duration.ofDays(1);
	}

	/**
	 * Whether the service is being shut down.
	 * @return whether it is
	 */
	public boolean hasBegun() {
		return this.end != null;
	}

	/** Ends listings. */
	public void endListings() {
		this.listings.tryEmitEmpty();
	}

	/** Ends the reading of streamed bodies. */
	public void stopReading() {
		this.reading.tryEmitEmpty();
	}

	/** Ends all streams. */
	public void endStreams() {
		this.streams.tryEmitEmpty();
	}

	/**
	 * Makes this shutdown known to the streams of a request.
	 * @param context of the request
	 * @return the same with this
	 */
	public Context in(Context context) {
		return context.put(Shutdown.class, this);
	}

	/**
	 * A streamed body that is read until the reading ends.
	 * @param <T> a part of it
	 * @param body of a request
	 * @param end follows a body that was read as a whole
	 * @return the body, cut short at a shutdown: within {@link #stream} without an error,
	 * which the stream then tells; else with one
	 */
	public static <T> Flux<T> body(Flux<T> body, T end) {
		return Flux.deferContextual((context) -> {
			Shutdown shutdown = context.getOrDefault(Shutdown.class, null);
			if (shutdown == null) {
				return body.concatWithValues(end);
			}
			Cut told = context.getOrDefault(Cut.class, null);
			Cut cut = (told != null) ? told : new Cut();
			Mono<T> error = (told != null) ? Mono.empty() : Mono.error(Shutdown::problem);
			// Not an error there, at which the body itself would be read on.
			return body.takeUntilOther(shutdown.reading.asMono().doOnSuccess((nothing) -> cut.done = true))
				.concatWith(Mono.defer(() -> cut.done ? error : Mono.just(end)));
		});
	}

	/**
	 * The pages of a listing, of which no further one is begun when listings end.
	 * @param <T> a page
	 * @param pages of a listing
	 * @return the pages. They end early only within {@link #stream}, which tells that it
	 * was cut short
	 */
	public static <T> Flux<T> listing(Flux<T> pages) {
		return Flux.deferContextual((context) -> {
			Shutdown shutdown = context.getOrDefault(Shutdown.class, null);
			Cut told = context.getOrDefault(Cut.class, null);
			return (shutdown != null && told != null)
					? pages.takeUntilOther(shutdown.listings.asMono().doOnSuccess((nothing) -> told.done = true))
					: pages;
		});
	}

	/**
	 * A stream that ends with an error at a shutdown.
	 * @param <T> a part of it
	 * @param stream of a response, which may come of a {@link #body}
	 * @return the stream
	 */
	public static <T> Flux<T> stream(Flux<T> stream) {
		return Flux.deferContextual((context) -> {
			Shutdown shutdown = context.getOrDefault(Shutdown.class, null);
			if (shutdown == null) {
				return stream;
			}
			Cut cut = new Cut();
			// Not an error there, at which the stream itself would go on.
			return stream.takeUntilOther(shutdown.streams.asMono().doOnSuccess((nothing) -> cut.done = true))
				.concatWith(Mono.defer(() -> cut.done ? Mono.error(problem()) : Mono.empty()))
				.contextWrite((inner) -> inner.put(Cut.class, cut));
		});
	}

	/**
	 * Tells whether a stream or a request was ended by a shutdown.
	 * @return whether it was, which is no fault
	 */
	public static boolean isEnd(Throwable failure) {
		return NestedExceptionUtils.getMostSpecificCause(failure) instanceof End;
	}

	private static ProblemException problem() {
		ProblemException problem = new End();
		problem.getHeaders().set("Retry-After", "1");
		return problem;
	}

	/**
	 * The problem of a stream that a shutdown ended.
	 */
	private static final class End extends ProblemException {

		private static final long serialVersionUID = 1L;

		End() {
			super(ProblemType.UNAVAILABLE, "The service is shutting down.");
		}

	}

	/**
	 * Whether a body was cut short, which its stream tells at the end.
	 */
	private static final class Cut {

		private volatile boolean done;

	}

}
