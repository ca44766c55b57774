package dev.tintype.web.ndjson;

import java.time.Duration;

/**
 * Memory that a stream holds. Any thread may release it, also more than once.
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
	 * Charges bytes that have arrived, even beyond the budget.
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
	 * Moves a part of the memory to another lease.
	 * @param part the number of bytes, which this lease no longer holds
	 * @return a lease that holds them
	 */
	synchronized StreamLease split(long part) {
		long given = this.released ? 0 : Math.min(part, this.bytes);
		this.bytes -= given;
		return new StreamLease(this.budget, given, false, this.awaited);
	}

	/**
	 * Replaces an estimate by the actual size of what was read.
	 * @param actual the number of bytes, which are held even beyond the budget
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
	 * Returns how long a client may read nothing.
	 * @return the idle timeout
	 */
	Duration patience() {
		return this.budget.settings().idleTimeout();
	}

	/**
	 * Tells whether the memory belongs to a body that the client still sends.
	 */
	boolean isAwaited() {
		return this.awaited;
	}

	/**
	 * Tells whether the connection of a client that reads nothing may be reset. The
	 * client of a listing may pause for any time while nobody else needs the memory.
	 */
	boolean mayReset() {
		return this.awaited || this.budget.isShort();
	}

	/** Releases all bytes. */
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
