package dev.tintype.imaging.work;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.micrometer.core.instrument.MeterRegistry;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * The threads that touch pixels: one a core, with a bounded queue. A decoder that
 * outstays its deadline is replaced by a spare thread until it comes back, so that a
 * hostile picture cannot hold up the others; there are as many spares as workers.
 */
@Component
public class PictureWorkers implements DisposableBean {

	private static final int QUEUE = 10_000;

	private final PictureSettings settings;

	private final ThreadPoolExecutor threads;

	private int stuck;

	/**
	 * Starts no thread before there is work.
	 * @param settings how many threads, and how long each may take
	 * @param meters told how many threads are stuck and how much work waits
	 */
	public PictureWorkers(PictureSettings settings, MeterRegistry meters) {
		this.settings = settings;
		CustomizableThreadFactory factory = new CustomizableThreadFactory("picture-");
		factory.setDaemon(true);
		this.threads = new ThreadPoolExecutor(settings.workers(), settings.workers(), 0, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(QUEUE), factory);
		meters.gauge("tintype.pictures.stuck", this, PictureWorkers::stuck);
		meters.gauge("tintype.pictures.waiting", this.threads, (threads) -> threads.getQueue().size());
	}

	/**
	 * Does work on a picture, when it is subscribed to.
	 * @param <T> of the result
	 * @param work may block; asks the deadline where it can
	 * @return the result, or a {@link PictureException}: also at the deadline, whether
	 * the work has stopped by then or not
	 */
	public <T> Mono<T> run(Function<Deadline, T> work) {
		return Mono.create((sink) -> {
			PictureTask<T> task = new PictureTask<>(work, sink, this.settings.decodeTimeout(), this::countStuck);
			sink.onCancel(() -> {
				task.abandon();
				this.threads.remove(task);
			});
			try {
				this.threads.execute(task);
			}
			catch (RejectedExecutionException ex) {
				sink.error(PictureException.busy());
			}
		});
	}

	synchronized int stuck() {
		return this.stuck;
	}

	private synchronized void countStuck(int change) {
		this.stuck += change;
		int workers = this.settings.workers() + Math.max(0, Math.min(this.stuck, this.settings.workers()));
		if (change > 0) {
			this.threads.setMaximumPoolSize(workers);
			this.threads.setCorePoolSize(workers);
		}
		else {
			this.threads.setCorePoolSize(workers);
			this.threads.setMaximumPoolSize(workers);
		}
	}

	@Override
	public void destroy() {
		for (Runnable waiting : this.threads.shutdownNow()) {
			if (waiting instanceof PictureTask<?> task) {
				task.refuse();
			}
		}
	}

}
