package dev.tintype.data.pool;

import io.r2dbc.spi.R2dbcTransientResourceException;

/**
 * A pooled connection no longer answers.
 */
final class StaleConnectionException extends R2dbcTransientResourceException {

	private static final long serialVersionUID = 1L;

	StaleConnectionException(Throwable cause) {
		super("A pooled connection did not answer", "08003", cause);
	}

}
