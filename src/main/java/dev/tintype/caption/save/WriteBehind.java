package dev.tintype.caption.save;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import dev.tintype.data.sql.LongWork;
import dev.tintype.support.ServiceOnly;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import dev.tintype.web.http.Shutdown;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;
import reactor.util.retry.RetryBackoffSpec;

import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Writes captions after their request was answered ({@code Prefer: respond-async}). The
 * queue is bounded and keeps the order of arrival. When the service stops, it first stops
 * taking requests and then writes the rest of the queue.
 */
@Component
@ServiceOnly
class WriteBehind implements SmartLifecycle {

	private static final Logger LOG = LoggerFactory.getLogger(WriteBehind.class);

	/** Long enough for a restart of the database. */
	private static final RetryBackoffSpec PATIENTLY = Retry.backoff(8, Duration.ofMillis(250))
		.maxBackoff(Duration.ofSeconds(5));

	/** The time reserved for closing the database. */
	private static final Duration RESERVE = Duration.ofSeconds(2);

	private final CaptionBatches saves;

	private final int capacity;

	private final Shutdown shutdown;

	private final AtomicInteger waiting = new AtomicInteger();

	private Sinks.Many<Accepted> queue = Sinks.many().unicast().onBackpressureBuffer();

	private Mono<Void> drained = Mono.empty();

	private boolean running;

	WriteBehind(CaptionBatches saves, WriteBehindSettings settings, MeterRegistry meters, Shutdown shutdown) {
		this.saves = saves;
		this.shutdown = shutdown;
		this.capacity = settings.capacity();
		meters.gauge("tintype.write.behind.waiting", this.waiting);
	}

	/**
	 * Accepts captions.
	 * @param drafts in order
	 * @throws ProblemException of type {@code UNAVAILABLE} when the queue is full or the
	 * service is stopping
	 */
	synchronized void accept(List<CaptionDraft> drafts, CaptionOperation operation) {
		if (!this.running) {
			throw unavailable("The service is stopping.");
		}
		if (this.waiting.get() + drafts.size() > this.capacity) {
			throw unavailable("Too many captions are waiting to be written; the limit is " + this.capacity + ".");
		}
		this.waiting.addAndGet(drafts.size());
		this.queue.tryEmitNext(new Accepted(drafts, operation)).orThrow();
	}

	@Override
	public synchronized void start() {
		Sinks.Empty<Void> end = Sinks.empty();
		// An application context may be stopped and started again.
		this.queue = Sinks.many().unicast().onBackpressureBuffer();
		this.drained = end.asMono();
		this.queue.asFlux()
			.publishOn(Schedulers.parallel())
			.concatMap(this::write, 1)
			.doFinally((signal) -> end.tryEmitEmpty())
			.subscribe();
		this.running = true;
	}

	@Override
	public synchronized void stop(Runnable callback) {
		this.running = false;
		this.queue.tryEmitComplete();
		this.drained.timeout(this.shutdown.remaining(RESERVE))
			.doOnError(
					(ex) -> LOG.error("{} captions were accepted but could not be written in time", this.waiting.get()))
			.onErrorComplete()
			.doFinally((signal) -> callback.run())
			.subscribe();
	}

	@Override
	public void stop() {
		stop(() -> {
		});
	}

	@Override
	public synchronized boolean isRunning() {
		return this.running;
	}

	/** Stops after the web server and before the pool. */
	@Override
	public int getPhase() {
		return SmartLifecycle.DEFAULT_PHASE - 4096;
	}

	private Mono<Void> write(Accepted accepted) {
		return LongWork
			.of(Mono.defer(() -> this.saves.saveInsistently(accepted.drafts(), accepted.operation(), PATIENTLY)))
			.onErrorResume((ex) -> {
				LOG.error("{} captions of operation {} were accepted but could not be written",
						accepted.drafts().size(), accepted.operation().operationId(), ex);
				return Mono.empty();
			})
			.doFinally((signal) -> this.waiting.addAndGet(-accepted.drafts().size()));
	}

	private static ProblemException unavailable(String detail) {
		ProblemException problem = new ProblemException(ProblemType.UNAVAILABLE, detail);
		problem.getHeaders().set(HttpHeaders.RETRY_AFTER, "1");
		return problem;
	}

	private record Accepted(List<CaptionDraft> drafts, CaptionOperation operation) {
	}

}
