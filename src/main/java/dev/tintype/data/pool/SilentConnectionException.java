package dev.tintype.data.pool;

import java.time.Duration;

import io.r2dbc.spi.R2dbcTimeoutException;

/**
 * The database did not answer in time, so the connection was closed. The outcome of the
 * statement is unknown. The work is not retried, since its time is used up.
 */
final class SilentConnectionException extends R2dbcTimeoutException {

	private static final long serialVersionUID = 1L;

	SilentConnectionException(Duration silence) {
		super("The database did not answer within " + silence.toMillis() + " ms");
	}

}
