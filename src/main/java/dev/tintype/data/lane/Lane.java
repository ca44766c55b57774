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
 * The one thread on which all work of a connection is done.
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
	 * A thread, named {@code h2-} and a number, that ends when it has had nothing to do
	 * for a minute and begins anew when it has.
	 * @return for one connection, whose work may block
	 */
	static Lane ofItsOwn() {
		OneThread thread = new OneThread("h2-" + COUNT.incrementAndGet());
		// Not an ExecutorService: a cancelled query would then interrupt its thread, and
		// an interrupted thread closes H2's file for everyone.
		return new Lane(new ThreadPoolExecutor(0, 1, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), thread)::execute,
				thread::isHere, true, () -> {
				});
	}

	/**
	 * A loop that many connections share.
	 * @param loop on which work must not block
	 * @param cut closes the connection's channel without waiting for the peer
	 * @return for the connection whose channel it serves
	 */
	public static Lane of(EventExecutor loop, Runnable cut) {
		return new Lane(loop, loop::inEventLoop, false, cut);
	}

	/**
	 * Ends the connection at once, whether its peer takes notice or not. Work of a thread
	 * that blocks cannot be ended.
	 */
	public void cut() {
		this.cut.run();
	}

	/**
	 * Whether work here may block.
	 * @return whether the thread is of one connection only
	 */
	public boolean isBlocking() {
		return this.blocking;
	}

	/**
	 * Begins something here. A lane that may block begins it with an empty stack: whoever
	 * hands a connection over is the pool, which serves nobody else until it returns.
	 * @param work is done at once only if this is the place already and a loop
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
	 * Does something here.
	 * @param work is done at once if this is the place already
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
