package dev.tintype.replica;

import java.util.concurrent.TimeoutException;

import io.r2dbc.spi.ConnectionFactory;
import org.jspecify.annotations.Nullable;

/**
 * Where a copy of the database is.
 *
 * @param url without credentials
 * @param driver opens connections to it
 * @param password kept out of log lines; null where there is none
 */
public record ReplicaServer(String url, ConnectionFactory driver, @Nullable String password) {

	/**
	 * What may be told of a failure.
	 * @param failure of connecting
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
		String message = (cause.getMessage() != null) ? cause.getMessage() : cause.getClass().getSimpleName();
		if (this.password != null) {
			message = message.replace(this.password, "***");
		}
		return message.lines().findFirst().orElse("").strip();
	}

	@Override
	public String toString() {
		return this.url;
	}

}
