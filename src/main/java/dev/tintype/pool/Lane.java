package dev.tintype.pool;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Where a connection's work is done: for PostgreSQL wherever its driver does it, for H2,
 * which blocks, on a thread that belongs to that connection. One thread each, because two
 * connections that share one wait for each other's row locks until they time out.
 */
public final class Lane {

	private static final Lane OPEN = new Lane(null);

	private static final AtomicInteger COUNT = new AtomicInteger();

	private final @Nullable Scheduler scheduler;

	private Lane(@Nullable Scheduler scheduler) {
		this.scheduler = scheduler;
	}

	/**
	 * Changes nothing.
	 * @return for drivers that do not block
	 */
	public static Lane open() {
		return OPEN;
	}

	/**
	 * A thread, named {@code h2-} and a number, that ends when it has had nothing to do
	 * for a minute and begins anew when it has.
	 * @return for one connection
	 */
	public static Lane ofItsOwn() {
		String name = "h2-" + COUNT.incrementAndGet();
		ThreadPoolExecutor executor = new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(),
				(work) -> {
					Thread thread = new Thread(work, name);
					thread.setDaemon(true);
					return thread;
				});
		executor.allowCoreThreadTimeOut(true);
		// Not as an ExecutorService: a cancelled query would then interrupt its thread,
		// and
		// an interrupted thread closes H2's file for everyone.
		return new Lane(Schedulers.fromExecutor(executor::execute));
	}

	boolean isOfItsOwn() {
		return this.scheduler != null;
	}

	/**
	 * Moves work here.
	 * @param <T> what it brings
	 * @param work done when subscribed to
	 * @return the same, subscribed to and emitting here
	 */
	<T> Flux<T> move(Publisher<T> work) {
		return (this.scheduler != null) ? Flux.from(work).subscribeOn(this.scheduler) : Flux.from(work);
	}

}
