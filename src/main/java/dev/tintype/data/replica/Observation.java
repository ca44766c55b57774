package dev.tintype.data.replica;

import org.jspecify.annotations.Nullable;

/**
 * What was last seen of a copy.
 *
 * @param replayed up to where it shows what was written
 * @param received up to where it has heard of it
 * @param latencyMs milliseconds that its answer took; null without one
 * @param remark why nothing is read from it; null if it is
 */
record Observation(Lsn replayed, Lsn received, @Nullable Double latencyMs, @Nullable String remark) {

	/** Of one that has not been asked. */
	static final Observation NONE = new Observation(Lsn.NONE, Lsn.NONE, null, "It has not yet been asked");

	boolean isHealthy() {
		return this.remark == null;
	}

	/**
	 * The same copy, failing.
	 * @return no longer healthy; where it was is still known
	 */
	Observation failed(String reason) {
		return new Observation(this.replayed, this.received, null, reason);
	}

}
