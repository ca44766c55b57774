package dev.tintype.data.database;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilderException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLException;
import javax.sql.DataSource;

import dev.tintype.data.connection.DatabaseAddress;
import dev.tintype.data.lane.ServerMessage;
import dev.tintype.data.pool.Sessions;
import dev.tintype.data.sql.Dialect;
import dev.tintype.support.OwnFiles;
import dev.tintype.support.StartException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reaches the database at start, or reports in one line why it cannot. It waits for a
 * server that is missing or still starting.
 */
final class DatabaseReach {

	private static final Logger LOG = LoggerFactory.getLogger(DatabaseReach.class);

	/** The refusal of PgBouncer when a driver sends an unknown startup parameter. */
	static final String UNSUPPORTED_PARAMETER = "unsupported startup parameter";

	static final String IGNORE = "; name it in ignore_startup_parameters of PgBouncer";

	private static final int H2_FILE_IN_USE = 90020;

	private final DatabaseAddress address;

	private final Duration patience;

	private final EmbeddedDatabase embedded;

	private final Sessions sessions;

	DatabaseReach(DatabaseAddress address, Duration patience, EmbeddedDatabase embedded, Sessions sessions) {
		this.address = address;
		this.patience = patience;
		this.embedded = embedded;
		this.sessions = sessions;
	}

	/**
	 * Blocks until the database answers.
	 * @throws StartException if it cannot be used
	 */
	void await(DataSource dataSource) {
		createFolder();
		long end = System.nanoTime() + this.patience.toNanos();
		boolean told = false;
		while (true) {
			try {
				attempt(dataSource, end);
				return;
			}
			catch (SQLException ex) {
				if (!mayPass(ex) || System.nanoTime() + Duration.ofSeconds(1).toNanos() > end) {
					throw new StartException("Cannot reach the database " + this.address + ": " + reason(ex), ex);
				}
				if (!told) {
					LOG.warn("Waiting up to {} s for the database {}: {}", this.patience.toSeconds(), this.address,
							reason(ex));
					told = true;
				}
				pause();
			}
		}
	}

	private void createFolder() {
		if (this.address instanceof DatabaseAddress.H2File own) {
			Path folder = Objects.requireNonNull(own.file().toAbsolutePath().getParent());
			try {
				OwnFiles.createFolderOf(own.file());
			}
			catch (IOException ex) {
				throw unwritable(folder, ex);
			}
			if (!Files.isWritable(folder)) {
				throw unwritable(folder, new AccessDeniedException(folder.toString()));
			}
		}
	}

	// H2 would report this in many lines.
	private static StartException unwritable(Path folder, IOException cause) {
		return new StartException("The data folder " + folder + " cannot be written: set TINTYPE_DATA_DIR to a folder "
				+ "that this user may write, or DATABASE_URL if it names the file of the database", cause);
	}

	// H2 may need time to open a file, and must not be interrupted.
	private void attempt(DataSource dataSource, long end) throws SQLException {
		FutureTask<@Nullable Void> attempt = new FutureTask<>(() -> {
			try (Connection connection = dataSource.getConnection()) {
				check(connection, dataSource);
			}
			return null;
		});
		if (this.address.dialect() == Dialect.H2) {
			attempt.run();
		}
		else {
			// A server may accept the connection and then send nothing.
			Thread thread = new Thread(attempt, "reach-database");
			thread.setDaemon(true);
			thread.start();
		}
		await(attempt, Math.max(end - System.nanoTime(), 0));
	}

	private void await(FutureTask<@Nullable Void> attempt, long nanoseconds) throws SQLException {
		try {
			attempt.get(nanoseconds, TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			throw new StartException("Cannot reach the database " + this.address + ": it did not answer within "
					+ this.patience.toSeconds() + " s", ex);
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof SQLException fault) {
				throw fault;
			}
			throw (ex.getCause() instanceof StartException reason) ? reason : new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new StartException("Interrupted while waiting for the database", ex);
		}
	}

	private void check(Connection connection, DataSource dataSource) throws SQLException {
		if (this.address instanceof DatabaseAddress.Postgresql server) {
			new ServerCheck(server, this.sessions).run(connection, dataSource);
		}
		else {
			this.embedded.check(connection);
		}
	}

	// Not reached (08, except 08004: a disagreement about passwords or encryption),
	// starting or stopping (57P), out of connections (53).
	private static boolean mayPass(SQLException ex) {
		String state = Objects.requireNonNullElse(ex.getSQLState(), "");
		return !state.equals("08004") && !isOfCertificates(ex) && !message(ex).contains(UNSUPPORTED_PARAMETER)
				&& (state.startsWith("08") || state.startsWith("57P") || state.startsWith("53"));
	}

	// A server that stops during the handshake may come back.
	private static boolean isOfCertificates(SQLException ex) {
		boolean broken = has(ex, EOFException.class) || has(ex, SocketException.class);
		return !broken && (message(ex).contains("HostnameVerifier") || has(ex, SSLException.class)
				|| has(ex, GeneralSecurityException.class));
	}

	private static boolean has(SQLException ex, Class<? extends Exception> type) {
		Throwable cause = ex;
		while (cause != null && !type.isInstance(cause)) {
			cause = cause.getCause();
		}
		return cause != null;
	}

	private static String message(SQLException ex) {
		return Objects.requireNonNullElse(ex.getMessage(), ex.getClass().getSimpleName());
	}

	private String reason(SQLException ex) {
		if (ex.getErrorCode() == H2_FILE_IN_USE) {
			return "the file is in use by another process: stop that, set TINTYPE_DATA_DIR to another folder, or use"
					+ " PostgreSQL, which several processes can share";
		}
		if (ex.getCause() instanceof UnknownHostException) {
			return "no host of that name is known";
		}
		if (ex.getCause() instanceof SocketTimeoutException) {
			return "it does not answer";
		}
		if (has(ex, CertPathBuilderException.class)) {
			return "its certificate is not signed by an authority that sslrootcert names";
		}
		String password = (this.address instanceof DatabaseAddress.Postgresql server) ? server.password() : null;
		return ServerMessage.of(message(ex), ex.getSQLState(), password)
				+ (message(ex).contains(UNSUPPORTED_PARAMETER) ? IGNORE : "");
	}

	// Blocks the thread of the start or of a command, which has nothing else to do. No
	// event loop is involved.
	private static void pause() {
		try {
			Thread.sleep(500);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new StartException("Interrupted while waiting for the database", ex);
		}
	}

}
