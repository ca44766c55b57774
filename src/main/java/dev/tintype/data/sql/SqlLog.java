package dev.tintype.data.sql;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;

/**
 * Logs each statement if the settings ask for it. The log has its text and never a value,
 * because values may be private.
 */
public final class SqlLog {

	private static final Logger LOG = LoggerFactory.getLogger(SqlLog.class);

	private final boolean on;

	/**
	 * Creates the log.
	 * @param on whether anything is logged
	 */
	public SqlLog(boolean on) {
		this.on = on;
	}

	/**
	 * Logs a line when a statement ends: the time from its connection to its last row,
	 * and how many rows it returned or changed.
	 * @param <T> what it gives
	 * @param rows tells how many rows a result stands for
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
				// Not the message, because it may quote a value.
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
