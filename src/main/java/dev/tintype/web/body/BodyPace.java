package dev.tintype.web.body;

import java.util.function.LongSupplier;

import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Operators;

import org.springframework.core.io.buffer.DataBuffer;

/**
 * How much of one body has arrived, and how long the service has waited for it. Time in
 * which the service itself is not ready for more bytes does not count. Bytes arrive on
 * one thread, and another one looks at the clock.
 */
final class BodyPace {

	private final BodySettings limits;

	private final boolean lines;

	private final LongSupplier clock;

	/** How many buffers the reader of the body asks for. */
	private long demand;

	/** Since when the reader waits; meaningless without a demand. */
	private long since;

	/** How long the reader waited in this window, without the present wait. */
	private long waited;

	private long waitedInAll;

	private long bytesOfWindow;

	private long bytes;

	private boolean lineBegun;

	/**
	 * The pace of one body.
	 * @param lines whether the body is NDJSON
	 * @param clock in nanoseconds
	 */
	BodyPace(BodySettings limits, boolean lines, LongSupplier clock) {
		this.limits = limits;
		this.lines = lines;
		this.clock = clock;
	}

	/**
	 * Notes that the service is ready for more.
	 * @param buffers how many it asks for
	 */
	synchronized void ask(long buffers) {
		if (this.demand == 0) {
			this.since = this.clock.getAsLong();
		}
		this.demand = Operators.addCap(this.demand, buffers);
	}

	/**
	 * Notes what has arrived. The bytes must have been decompressed.
	 * @return null, or a problem of type {@code TOO_LARGE}
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

	// Blank lines are no use to anybody.
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
	 * Looks at the clock.
	 * @return null, or a problem of type {@code REQUEST_TIMEOUT} if the body arrives too
	 * slowly
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
			// Others wait for the memory of a line, however fast it arrives.
			return timeout("A line did not arrive within " + this.limits.window().toSeconds() + " s.");
		}
		// The window may have been looked at late.
		double seconds = this.waited / 1e9;
		if (this.bytesOfWindow < this.limits.minRate().toBytes() * seconds) {
			return timeout("The body arrived at less than %d bytes a second over %d s."
				.formatted(this.limits.minRate().toBytes(), this.limits.window().toSeconds()));
		}
		beginWindow();
		return null;
	}

	/**
	 * The problem of a body over the limit.
	 * @return of type {@code TOO_LARGE}
	 */
	static ProblemException tooLarge(BodySettings limits) {
		return new ProblemException(ProblemType.TOO_LARGE,
				"The body is larger than " + limits.maxSize().toBytes() + " bytes, the limit of a request.");
	}

	private static ProblemException timeout(String detail) {
		return new ProblemException(ProblemType.REQUEST_TIMEOUT, detail);
	}

}
