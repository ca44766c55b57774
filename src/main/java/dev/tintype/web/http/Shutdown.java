package dev.tintype.web.http;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.context.Context;

import org.springframework.core.NestedExceptionUtils;

/**
 * Ends the streams of the service in three steps. First, listings end, so that slow
 * readers have time for their last page. Then the service stops reading request bodies,
 * so that it can respond to what it has read. A little later, every stream ends with an
 * error.
 */
public final class Shutdown {

	private final Sinks.Empty<Void> listings = Sinks.empty();

	private final Sinks.Empty<Void> reading = Sinks.empty();

	private final Sinks.Empty<Void> streams = Sinks.empty();

	private volatile @Nullable Long end;

	/**
	 * Begins the shutdown.
	 * @param limit the time within which the process must end
	 */
	public void begin(Duration limit) {
		this.end = System.nanoTime() + limit.toNanos();
	}

	/**
	 * Returns how long work may still take.
	 * @param reserve the time that must remain after this work
	 * @return zero if the time is over, a day if the service is not shutting down
	 */
	public Duration remaining(Duration reserve) {
		Long known = this.end;
		return (known != null) ? Duration.ofNanos(Math.max(0, known - reserve.toNanos() - System.nanoTime()))
				: Duration.ofDays(1);
	}

	/**
	 * Tells whether the service is shutting down.
	 * @return true from {@link #begin} on
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
	 * Adds this shutdown to the context of a request, so that its streams find it.
	 * @return the context with this shutdown
	 */
	public Context in(Context context) {
		return context.put(Shutdown.class, this);
	}

	/**
	 * Reads a streamed body until its end or a shutdown.
	 * @param <T> a part of the body
	 * @param end the element that follows a body that was read completely
	 * @return the body. Within {@link #stream} a shutdown ends it without an error, and
	 * the stream reports the error. Elsewhere a shutdown ends it with an error
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
			// The signal is not an error, because then the body itself would be read on.
			return body.takeUntilOther(shutdown.reading.asMono().doOnSuccess((nothing) -> cut.done = true))
				.concatWith(Mono.defer(() -> cut.done ? error : Mono.just(end)));
		});
	}

	/**
	 * Stops the pages of a listing when listings end.
	 * @param <T> a page
	 * @return the pages. They end early only within {@link #stream}, which reports the
	 * error
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
	 * Ends the stream of a response with an error at a shutdown.
	 * @param <T> a part of the stream
	 * @param stream a stream, which may depend on a {@link #body}
	 * @return the stream
	 */
	public static <T> Flux<T> stream(Flux<T> stream) {
		return Flux.deferContextual((context) -> {
			Shutdown shutdown = context.getOrDefault(Shutdown.class, null);
			if (shutdown == null) {
				return stream;
			}
			Cut cut = new Cut();
			// The signal is not an error, because then the stream itself would go on.
			return stream.takeUntilOther(shutdown.streams.asMono().doOnSuccess((nothing) -> cut.done = true))
				.concatWith(Mono.defer(() -> cut.done ? Mono.error(problem()) : Mono.empty()))
				.contextWrite((inner) -> inner.put(Cut.class, cut));
		});
	}

	/**
	 * Tells whether a shutdown ended a stream or a request.
	 * @return true if it did, which is not a fault
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
	 * The problem of a stream or request that a shutdown ended.
	 */
	private static final class End extends ProblemException {

		private static final long serialVersionUID = 1L;

		End() {
			super(ProblemType.UNAVAILABLE, "The service is shutting down.");
		}

	}

	/**
	 * Records whether a body or listing was cut short, so that its stream reports it at
	 * the end.
	 */
	private static final class Cut {

		private volatile boolean done;

	}

}
