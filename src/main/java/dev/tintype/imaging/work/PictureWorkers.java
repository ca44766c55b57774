package dev.tintype.imaging.work;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import io.micrometer.core.instrument.MeterRegistry;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.pool.InstrumentedPool;
import reactor.pool.PoolBuilder;
import reactor.pool.PooledRef;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Runs work on pictures on a bounded elastic scheduler. Each picture holds a permit until
 * its work is done or its deadline passes. A decoder that misses its deadline keeps its
 * thread but not its permit, so it does not delay others. There are twice as many threads
 * as permits.
 */
@Component
public class PictureWorkers implements DisposableBean {

	private static final int MOST_WAITING = 10_000;

	private final PictureSettings settings;

	private final Scheduler threads;

	private final InstrumentedPool<Boolean> permits;

	/** Permits of stuck decoders that have no spare thread. */
	private final Queue<PooledRef<Boolean>> withheld = new ArrayDeque<>();

	private int stuck;

	/**
	 * Creates the scheduler. It starts no thread until there is work.
	 * @param settings how many pictures at once, and how long each may take
	 * @param meters registers gauges of stuck decoders and of waiting work
	 */
	public PictureWorkers(PictureSettings settings, MeterRegistry meters) {
		this.settings = settings;
		this.threads = Schedulers.newBoundedElastic(2 * settings.workers(),
				Schedulers.DEFAULT_BOUNDED_ELASTIC_QUEUESIZE, "picture", 60, true);
		this.permits = PoolBuilder.from(Mono.just(true))
			.sizeBetween(0, settings.workers())
			.maxPendingAcquire(MOST_WAITING)
			.buildPool();
		meters.gauge("tintype.pictures.stuck", this, PictureWorkers::stuck);
		meters.gauge("tintype.pictures.waiting", this.permits.metrics(),
				InstrumentedPool.PoolMetrics::pendingAcquireSize);
	}

	/**
	 * Returns how many pictures are worked on at once.
	 * @return at least 1
	 */
	public int count() {
		return this.settings.workers();
	}

	/**
	 * Runs work on a picture, when it is subscribed to.
	 * @param <T> type of the result
	 * @param work may block; it should check the deadline where it can
	 * @return the result, or a {@link PictureException}; at the deadline it fails even if
	 * the work has not stopped yet
	 */
	public <T> Mono<T> run(Function<Deadline, T> work) {
		return this.permits.acquire()
			.onErrorMap((ex) -> PictureException.busy())
			// Each request of a subscriber, also a later one, would take another permit.
			.single()
			.flatMap((permit) -> Mono.create((sink) -> {
				// The scheduler has a free thread for every permit, so no work is queued
				// behind a stuck decoder.
				Scheduler.Worker thread = this.threads.createWorker();
				thread.schedule(() -> run(work, sink, thread, permit));
			}));
	}

	private <T> void run(Function<Deadline, T> work, MonoSink<T> sink, Scheduler.Worker thread,
			PooledRef<Boolean> permit) {
		Duration limit = this.settings.decodeTimeout();
		Deadline deadline = new Deadline(limit);
		sink.onCancel(deadline::abandon);
		AtomicBoolean answered = new AtomicBoolean();
		Disposable alarm = Schedulers.parallel().schedule(() -> {
			if (answered.compareAndSet(false, true)) {
				becomeStuck(permit);
				sink.error(PictureException.tooLong(limit));
			}
		}, limit.toMillis(), TimeUnit.MILLISECONDS);
		Runnable answer = answer(work, sink, deadline);
		alarm.dispose();
		if (answered.compareAndSet(false, true)) {
			answer.run();
			thread.dispose();
			permit.release().subscribe();
		}
		else {
			thread.dispose();
			countStuck(-1);
		}
	}

	private static <T> Runnable answer(Function<Deadline, T> work, MonoSink<T> sink, Deadline deadline) {
		try {
			T result = work.apply(deadline);
			return () -> sink.success(result);
		}
		// The subscriber must receive whatever a decoder throws, including errors.
		catch (Throwable ex) {
			return () -> sink.error(ex);
		}
	}

	synchronized int stuck() {
		return this.stuck;
	}

	private synchronized void becomeStuck(PooledRef<Boolean> permit) {
		this.withheld.add(permit);
		countStuck(1);
	}

	private synchronized void countStuck(int change) {
		this.stuck += change;
		while (this.withheld.size() > Math.max(0, this.stuck - this.settings.workers())) {
			this.withheld.remove().release().subscribe();
		}
	}

	@Override
	public void destroy() {
		this.permits.dispose();
		this.threads.dispose();
	}

}
