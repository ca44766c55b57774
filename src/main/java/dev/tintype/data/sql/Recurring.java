package dev.tintype.data.sql;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.r2dbc.spi.R2dbcException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.context.SmartLifecycle;
import org.springframework.core.NestedExceptionUtils;

/**
 * Work that runs periodically while the service runs. A failed run is retried at the next
 * time.
 */
public abstract class Recurring implements SmartLifecycle {

	private static final Logger LOG = LoggerFactory.getLogger(Recurring.class);

	private final String name;

	private final Duration every;

	private final Supplier<Mono<?>> work;

	private volatile boolean failing;

	private Disposable running = Disposables.disposed();

	/**
	 * Describes the work.
	 * @param name in the log
	 * @param every the period; the first run is one period after the start
	 * @param work one run; a time that comes during a run is skipped
	 */
	protected Recurring(String name, Duration every, Supplier<Mono<?>> work) {
		this.name = name;
		this.every = every;
		this.work = work;
	}

	@Override
	public void start() {
		this.running = Flux.interval(this.every)
			.onBackpressureDrop()
			.concatMap((tick) -> LongWork.of(Mono.when(this.work.get()))
				.doOnSuccess((done) -> this.failing = false)
				.onErrorResume(this::tell), 1)
			.subscribe();
	}

	// Once per outage of the database, not at each run.
	private Mono<Void> tell(Throwable ex) {
		if (!this.failing) {
			// An outage is no fault of the code, so its stack trace is of no use.
			LOG.warn("{} failed; it is retried every {}: {}", this.name, this.every,
					NestedExceptionUtils.getMostSpecificCause(ex).toString(), isOutage(ex) ? null : ex);
		}
		this.failing = true;
		return Mono.empty();
	}

	private static boolean isOutage(Throwable failure) {
		return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
			.anyMatch((cause) -> cause instanceof R2dbcException || cause instanceof IOException);
	}

	@Override
	public void stop() {
		this.running.dispose();
	}

	@Override
	public boolean isRunning() {
		return !this.running.isDisposed();
	}

}
