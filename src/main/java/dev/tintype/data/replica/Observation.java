package dev.tintype.data.replica;

import org.jspecify.annotations.Nullable;

/**
 * What was last seen of a replica.
 *
 * @param replayed the position up to which it shows writes
 * @param received the position up to which it has received the log
 * @param shownBefore the first transaction that it may not show
 * @param latencyMs milliseconds until its answer; null without an answer
 * @param remark why nothing is read from it; null if it is read
 */
record Observation(Lsn replayed, Lsn received, long shownBefore, @Nullable Double latencyMs, @Nullable String remark) {

	/** For a replica that has not been asked. */
	static final Observation NONE = new Observation(Lsn.NONE, Lsn.NONE, 0, null, "It has not yet been asked");

	boolean isHealthy() {
		return this.remark == null;
	}

	/**
	 * Returns the same observation with a failure.
	 * @return not healthy; the last known positions remain
	 */
	Observation failed(String reason) {
		return new Observation(this.replayed, this.received, this.shownBefore, null, reason);
	}

}
