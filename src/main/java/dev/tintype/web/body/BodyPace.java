package dev.tintype.web.body;

import java.util.function.LongSupplier;

import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Operators;

import org.springframework.core.io.buffer.DataBuffer;

/**
 * Measures how much of one body has arrived, and how long the service has waited for it.
 * Time in which the service is not ready for more bytes does not count. One thread
 * receives the bytes, and another one checks the time.
 */
final class BodyPace {

	private final BodySettings limits;

	private final boolean lines;

	private final LongSupplier clock;

	/** How many buffers the reader of the body has requested. */
	private long demand;

	/** When the reader began to wait; undefined without a demand. */
	private long since;

	/** How long the reader waited in this window, without the current wait. */
	private long waited;

	private long waitedInAll;

	private long bytesOfWindow;

	private long bytes;

	private boolean lineBegun;

	/**
	 * Creates the pace of one body.
	 * @param lines whether the body is NDJSON
	 * @param clock the time in nanoseconds
	 */
	BodyPace(BodySettings limits, boolean lines, LongSupplier clock) {
		this.limits = limits;
		this.lines = lines;
		this.clock = clock;
	}

	/**
	 * Records that the service requests more buffers.
	 */
	synchronized void ask(long buffers) {
		if (this.demand == 0) {
			this.since = this.clock.getAsLong();
		}
		this.demand = Operators.addCap(this.demand, buffers);
	}

	/**
	 * Records a buffer of decompressed bytes.
	 * @return a problem of type {@code TOO_LARGE}, or null
	 */
	synchronized @Nullable ProblemException receive(DataBuffer buffer) {
		stopWaiting();
		this.demand = (this.demand == Long.MAX_VALUE) ? this.demand : Math.max(0, this.demand - 1);
		this.bytes += buffer.readableByteCount();
		this.bytesOfWindow += buffer.readableByteCount();
		if (this.lines) {
			boolean begunBefore = this.lineBegun;
			if (endsLine(buffer) || (this.lineBegun && !begunBefore)) {
				beginWindow();
			}
			return null;
		}
		return (this.bytes <= this.limits.maxSize().toBytes()) ? null : tooLarge(this.limits);
	}

	private void stopWaiting() {
		if (this.demand > 0) {
			long now = this.clock.getAsLong();
			this.waited += now - this.since;
			this.waitedInAll += now - this.since;
			this.since = now;
		}
	}

	private void beginWindow() {
		this.waited = 0;
		this.bytesOfWindow = 0;
	}

	// A blank line is not progress.
	private boolean endsLine(DataBuffer buffer) {
		int from = buffer.readPosition();
		boolean text = buffer.indexOf(BodyPace::isText, from) >= 0;
		int end = buffer.lastIndexOf((character) -> character == '\n', buffer.writePosition() - 1);
		boolean ends = end >= from && (text || this.lineBegun);
		this.lineBegun = (end >= from) ? buffer.indexOf(BodyPace::isText, end + 1) >= 0 : this.lineBegun || text;
		return ends;
	}

	private static boolean isText(int character) {
		return character != ' ' && character != '\n' && character != '\r' && character != '\t';
	}

	/**
	 * Checks whether the body arrives fast enough.
	 * @return a problem of type {@code REQUEST_TIMEOUT}, or null
	 */
	synchronized @Nullable ProblemException fault() {
		stopWaiting();
		if (this.lines && !this.lineBegun) {
			return (this.waited < this.limits.linePause().toNanos()) ? null
					: timeout("No line arrived for " + this.limits.linePause().toSeconds() + " s.");
		}
		if (!this.lines && this.waitedInAll >= this.limits.timeout().toNanos()) {
			return timeout("The body did not arrive within " + this.limits.timeout().toSeconds() + " s.");
		}
		if (this.waited < this.limits.window().toNanos()) {
			return null;
		}
		if (this.lines) {
			// A line must end, however fast its bytes arrive, because other requests wait
			// for its memory.
			return timeout("A line did not arrive within " + this.limits.window().toSeconds() + " s.");
		}
		// The check may come after the end of the window.
		double seconds = this.waited / 1e9;
		if (this.bytesOfWindow < this.limits.minRate().toBytes() * seconds) {
			return timeout("The body arrived at less than %d bytes a second over %d s."
				.formatted(this.limits.minRate().toBytes(), this.limits.window().toSeconds()));
		}
		beginWindow();
		return null;
	}

	/**
	 * Creates the problem of a body over the limit, of type {@code TOO_LARGE}.
	 */
	static ProblemException tooLarge(BodySettings limits) {
		return new ProblemException(ProblemType.TOO_LARGE,
				"The body is larger than " + limits.maxSize().toBytes() + " bytes, the limit of a request.");
	}

	private static ProblemException timeout(String detail) {
		return new ProblemException(ProblemType.REQUEST_TIMEOUT, detail);
	}

}
