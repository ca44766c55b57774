package dev.tintype.data.sql;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;

/**
 * Writes each statement into the log, where that is asked for: its text, never a value,
 * for values may be private.
 */
public final class SqlLog {

	private static final Logger LOG = LoggerFactory.getLogger(SqlLog.class);

	private final boolean on;

	/**
	 * A log.
	 * @param on whether anything is written
	 */
	public SqlLog(boolean on) {
		this.on = on;
	}

	/**
	 * Writes a line when a statement has ended: how long that took from when it had its
	 * connection to when its last row was taken, and how many rows it gave or changed.
	 * @param <T> what it brings
	 * @param rows tells how many rows one of the results stands for
	 * @return the results
	 */
	<T> Flux<T> over(String text, Flux<T> results, ToLongFunction<T> rows) {
		return this.on ? logged(text, results, rows) : results;
	}

	private static <T> Flux<T> logged(String text, Flux<T> results, ToLongFunction<T> rows) {
		return Flux.defer(() -> {
			long begun = System.nanoTime();
			AtomicLong count = new AtomicLong();
			return results.doOnNext((result) -> count.addAndGet(rows.applyAsLong(result)))
				.doOnComplete(() -> write(text, begun, count + " rows"))
				// Not the message, which may quote a value.
				.doOnError((ex) -> write(text, begun, "failed " + Retries.state(ex)))
				.doOnCancel(() -> write(text, begun, "cancelled after " + count + " rows"));
		});
	}

	private static void write(String text, long begun, String end) {
		if (LOG.isInfoEnabled()) {
			LOG.info("{} ms, {}: {}", String.format(Locale.ROOT, "%.1f", (System.nanoTime() - begun) / 1e6),
					end.strip(), text.strip().replaceAll("\\s+", " "));
		}
	}

}
