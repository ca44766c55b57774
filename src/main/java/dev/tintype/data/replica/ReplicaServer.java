package dev.tintype.data.replica;

import java.util.concurrent.TimeoutException;

import dev.tintype.data.lane.ServerMessage;
import dev.tintype.data.pool.Sessions;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.R2dbcException;
import org.jspecify.annotations.Nullable;

/**
 * The address of a replica.
 *
 * @param url without credentials
 * @param driver opens connections to it
 * @param sessions tells whether its connections have separate sessions
 * @param password is kept out of log lines; null if there is none
 */
public record ReplicaServer(String url, ConnectionFactory driver, Sessions sessions, @Nullable String password) {

	/**
	 * Returns the part of a failure that may be logged.
	 * @return its message in one line, without the password
	 */
	String reason(Throwable failure) {
		if (failure instanceof TimeoutException) {
			return "it does not answer within " + ServerQuestion.PATIENCE.toSeconds() + " s";
		}
		Throwable cause = failure;
		while (cause.getCause() != null && cause.getCause() != cause) {
			cause = cause.getCause();
		}
		String state = (cause instanceof R2dbcException fault) ? fault.getSqlState() : null;
		String message = (cause.getMessage() != null) ? cause.getMessage() : cause.getClass().getSimpleName();
		return ServerMessage.of(message, state, this.password);
	}

	@Override
	public String toString() {
		return this.url;
	}

}
