package dev.tintype.data.lane;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

import io.netty.util.concurrent.EventExecutor;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that does all work of a connection (ADR 2).
 */
public final class Lane implements Executor {

	private static final AtomicInteger COUNT = new AtomicInteger();

	private final Executor executor;

	private final BooleanSupplier here;

	private final boolean blocking;

	private final Runnable cut;

	private Lane(Executor executor, BooleanSupplier here, boolean blocking, Runnable cut) {
		this.executor = executor;
		this.here = here;
		this.blocking = blocking;
		this.cut = cut;
	}

	/**
	 * Creates a thread named {@code h2-} and a number. It ends after a minute without
	 * work and starts again with the next work.
	 * @return for one connection, whose work may block
	 */
	static Lane ofItsOwn() {
		OneThread thread = new OneThread("h2-" + COUNT.incrementAndGet());
		// Not an ExecutorService: a cancelled query would interrupt its thread, and an
		// interrupted thread closes H2's file for everyone.
		return new Lane(new ThreadPoolExecutor(0, 1, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), thread)::execute,
				thread::isHere, true, () -> {
				});
	}

	/**
	 * Creates a lane on a loop that many connections share.
	 * @param loop on which work must not block
	 * @param cut closes the connection's channel without waiting for the peer
	 * @return for the connection whose channel the loop serves
	 */
	public static Lane of(EventExecutor loop, Runnable cut) {
		return new Lane(loop, loop::inEventLoop, false, cut);
	}

	/**
	 * Ends the connection at once, without waiting for its peer. Work on a blocking
	 * thread cannot be ended.
	 */
	public void cut() {
		this.cut.run();
	}

	/**
	 * Tells whether work here may block.
	 * @return whether the thread serves one connection only
	 */
	public boolean isBlocking() {
		return this.blocking;
	}

	/**
	 * Starts work in this lane. A blocking lane starts it with an empty stack, because
	 * the pool hands a connection over and serves nobody else until it returns.
	 * @param work runs at once only if the caller is already in this lane and it is a
	 * loop
	 */
	public void begin(Runnable work) {
		if (this.blocking) {
			this.executor.execute(work);
		}
		else {
			execute(work);
		}
	}

	/**
	 * Runs work in this lane.
	 * @param work runs at once if the caller is already in this lane
	 */
	@Override
	public void execute(Runnable work) {
		if (this.here.getAsBoolean()) {
			work.run();
		}
		else {
			this.executor.execute(work);
		}
	}

	private static final class OneThread implements ThreadFactory {

		private final String name;

		private volatile @Nullable Thread thread;

		OneThread(String name) {
			this.name = name;
		}

		boolean isHere() {
			return Thread.currentThread() == this.thread;
		}

		@Override
		public Thread newThread(Runnable work) {
			Thread made = new Thread(work, this.name);
			made.setDaemon(true);
			this.thread = made;
			return made;
		}

	}

}
