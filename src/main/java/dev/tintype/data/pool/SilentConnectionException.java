package dev.tintype.data.pool;

import java.time.Duration;

import io.r2dbc.spi.R2dbcTimeoutException;

/**
 * The database did not answer in time, so that its connection was closed. What became of
 * the statement is unknown, and work is not repeated: its time is used up.
 */
final class SilentConnectionException extends R2dbcTimeoutException {

	private static final long serialVersionUID = 1L;

	SilentConnectionException(Duration silence) {
		super("The database did not answer within " + silence.toMillis() + " ms");
	}

}
