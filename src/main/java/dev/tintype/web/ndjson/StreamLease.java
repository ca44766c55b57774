package dev.tintype.web.ndjson;

import java.time.Duration;

/**
 * Memory that a stream holds. It may be released by any thread, and more than once.
 */
public final class StreamLease {

	private final StreamBudget budget;

	private long bytes;

	private boolean reading;

	private final boolean awaited;

	private boolean released;

	StreamLease(StreamBudget budget, long bytes, boolean reading, boolean awaited) {
		this.budget = budget;
		this.bytes = bytes;
		this.reading = reading;
		this.awaited = awaited;
	}

	/**
	 * Charges what has arrived, even where the budget is exceeded.
	 * @param more bytes
	 */
	void grow(long more) {
		synchronized (this) {
			if (this.released) {
				return;
			}
			this.bytes += more;
		}
		this.budget.change(more, 0, this.awaited);
	}

	/**
	 * Hands a part over.
	 * @param part bytes, which this lease no longer holds
	 * @return a lease that holds them
	 */
	synchronized StreamLease split(long part) {
		long given = this.released ? 0 : Math.min(part, this.bytes);
		this.bytes -= given;
		return new StreamLease(this.budget, given, false, this.awaited);
	}

	/**
	 * Corrects an estimate, as soon as what was read is known.
	 * @param actual how many bytes it has; they are held even where the budget is
	 * exceeded, since they are there
	 */
	void settle(long actual) {
		long difference;
		int ended;
		synchronized (this) {
			if (this.released) {
				return;
			}
			difference = actual - this.bytes;
			this.bytes = actual;
			ended = this.reading ? 1 : 0;
			this.reading = false;
		}
		this.budget.change(difference, ended, this.awaited);
	}

	/**
	 * How long a reader may take nothing of what is held.
	 * @return the idle timeout
	 */
	Duration patience() {
		return this.budget.settings().idleTimeout();
	}

	/**
	 * Whether the memory holds results of a body that the client still sends.
	 * @return whether it does
	 */
	boolean isAwaited() {
		return this.awaited;
	}

	/**
	 * Whether the connection of a reader that takes nothing may be reset. The reader of a
	 * listing may pause as long as it likes while nobody else needs the memory.
	 * @return whether it may
	 */
	boolean mayReset() {
		return this.awaited || this.budget.isShort();
	}

	/** Gives everything back. */
	public void release() {
		long given;
		int ended;
		synchronized (this) {
			if (this.released) {
				return;
			}
			this.released = true;
			given = this.bytes;
			ended = this.reading ? 1 : 0;
		}
		this.budget.change(-given, ended, this.awaited);
	}

}
