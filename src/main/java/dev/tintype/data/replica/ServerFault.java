package dev.tintype.data.replica;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeoutException;

import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTransientResourceException;
import org.jspecify.annotations.Nullable;

/**
 * Tells failures of a server from failures that a statement has on every server.
 */
final class ServerFault {

	/**
	 * SQLSTATE prefixes: no connection (08), an operation that a replica cannot do
	 * (0A000, 25006), prepared statements that a pooler mixes up (26000, 42P05), a
	 * refused login (28), no such database (3D), a conflict with the replay (40001,
	 * 40P01), no resources (53), shutting down (57P0), system errors (58) and internal
	 * errors (XX). A statement that ended at its time limit (57014) is not a fault of the
	 * server.
	 */
	private static final List<String> STATES = List.of("08", "0A000", "25006", "26000", "28", "3D", "40001", "40P01",
			"42P05", "53", "57P0", "58", "XX");

	private static final int DEEPEST_CAUSE = 20;

	private ServerFault() {
	}

	/**
	 * Tells whether the failure is the server's own, so that another server may succeed.
	 * @return whether it is
	 */
	static boolean is(@Nullable Throwable failure) {
		Throwable cause = failure;
		for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
			if (cause instanceof R2dbcException ex && ex.getSqlState() != null) {
				return STATES.stream().anyMatch(ex.getSqlState()::startsWith);
			}
			if (cause instanceof R2dbcNonTransientResourceException || cause instanceof R2dbcTransientResourceException
					|| cause instanceof IOException || cause instanceof TimeoutException) {
				return true;
			}
			cause = cause.getCause();
		}
		return false;
	}

}
