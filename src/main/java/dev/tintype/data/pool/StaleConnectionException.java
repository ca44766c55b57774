package dev.tintype.data.pool;

import io.r2dbc.spi.R2dbcTransientResourceException;

/**
 * A connection of the pool that does not answer any more.
 */
final class StaleConnectionException extends R2dbcTransientResourceException {

	private static final long serialVersionUID = 1L;

	StaleConnectionException(Throwable cause) {
		super("A pooled connection did not answer", "08003", cause);
	}

}
