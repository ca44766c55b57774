package dev.tintype.data.database;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;

import javax.net.ssl.SSLException;

import dev.tintype.data.connection.DatabaseAddress;
import dev.tintype.data.lane.ServerMessage;
import dev.tintype.data.pool.DatabasePool;
import dev.tintype.support.StartException;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcPermissionDeniedException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Opens the first connection of the pool at start. The server may refuse the reactive
 * driver although it accepted JDBC; every request would then fail.
 */
final class ReactiveCheck {

	private final DatabaseAddress.Postgresql address;

	private final DatabasePool pool;

	ReactiveCheck(DatabaseAddress.Postgresql address, DatabasePool pool) {
		this.address = address;
		this.pool = pool;
	}

	/**
	 * Blocks until a connection answers. If the server is merely busy or gone again, it
	 * leaves the retries to the pool.
	 * @throws StartException if a connection can never succeed
	 */
	void run(Duration patience) {
		Mono<Void> question = Mono.usingWhen(this.pool.create(),
				(connection) -> Flux.from(connection.createStatement("SELECT 1").execute())
					.concatMap((result) -> result.map((row) -> 1))
					.then(),
				Connection::close);
		try {
			question.timeout(patience).toFuture().get();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new StartException("Interrupted while waiting for the database", ex);
		}
		catch (ExecutionException ex) {
			R2dbcException fault = fault(ex);
			if (fault != null && isFinal(fault)) {
				String message = Objects.requireNonNullElse(fault.getMessage(), fault.getClass().getSimpleName());
				String hint = message.contains(DatabaseReach.UNSUPPORTED_PARAMETER) ? DatabaseReach.IGNORE : "";
				throw new StartException("Cannot reach the database " + this.address + ": "
						+ ServerMessage.of(message, fault.getSqlState(), this.address.password()) + hint, ex);
			}
		}
	}

	private static @Nullable R2dbcException fault(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof R2dbcException fault) {
				return fault;
			}
		}
		return null;
	}

	private static boolean isFinal(R2dbcException fault) {
		String state = Objects.requireNonNullElse(fault.getSqlState(), "");
		boolean refused = state.startsWith("28") || state.startsWith("22") || state.startsWith("42")
				|| state.equals("08P01") || fault instanceof R2dbcPermissionDeniedException;
		for (Throwable cause = fault.getCause(); cause != null && !refused; cause = cause.getCause()) {
			refused = cause instanceof SSLException || cause instanceof GeneralSecurityException;
		}
		return refused;
	}

}
