package dev.tintype.data.sql;

import java.util.concurrent.atomic.AtomicBoolean;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.NestedExceptionUtils;

/**
 * Logs one line when connections to the database fail, and one when it answers again.
 */
public final class Outage {

	private static final Logger LOG = LoggerFactory.getLogger(Outage.class);

	private final AtomicBoolean told = new AtomicBoolean();

	Outage() {
	}

	/**
	 * Records that a connection failed and work waits for a new one.
	 */
	void begin(Throwable failure) {
		if (this.told.compareAndSet(false, true)) {
			LOG.warn("The connection to the database failed; requests wait for it: {}",
					NestedExceptionUtils.getMostSpecificCause(failure).toString());
		}
	}

	/** Records that the database answered on some connection. */
	public void end() {
		if (this.told.get() && this.told.compareAndSet(true, false)) {
			LOG.info("The database answers again");
		}
	}

}
