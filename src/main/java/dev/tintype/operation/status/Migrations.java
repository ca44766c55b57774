package dev.tintype.operation.status;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import dev.tintype.data.database.DatabaseAccess;
import dev.tintype.data.sql.DiskFull;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;

/**
 * Reads the state of the migrations from Flyway. It blocks on a separate connection.
 */
@Component
public class Migrations {

	private static final Duration PATIENCE = Duration.ofSeconds(9);

	/** Limits a read for which nobody waits any longer, so that its thread ends. */
	private static final Duration LONGEST = Duration.ofSeconds(8);

	/** For an embedded database that has closed itself and is opened again. */
	private static final Retry SOON = Retry.backoff(8, Duration.ofMillis(20)).filter((ex) -> {
		SQLException fault = fault(ex);
		return fault != null && (DiskFull.is(ex) || DiskFull.isClosedDatabase(fault.getSQLState()));
	}).onRetryExhaustedThrow((policy, signal) -> signal.failure());

	private final Flyway flyway;

	@Autowired
	Migrations(DatabaseAccess access) {
		this(access.flywayForQuestions(LONGEST));
	}

	Migrations(Flyway flyway) {
		this.flyway = flyway;
	}

	/**
	 * All migrations, including pending ones.
	 * @return in the order of their versions
	 */
	public Mono<List<AppliedMigration>> all() {
		Mono<List<AppliedMigration>> read = Mono.fromCallable(this::read).subscribeOn(Schedulers.boundedElastic());
		// The read completes even if nobody waits any longer: an interrupted thread would
		// close H2's file for everyone.
		return Mono.fromFuture(read::toFuture, true).retryWhen(SOON).timeout(PATIENCE);
	}

	private List<AppliedMigration> read() {
		try {
			return Arrays.stream(this.flyway.info().all()).map(AppliedMigration::of).toList();
		}
		catch (FlywayException ex) {
			if (fault(ex) != null) {
				throw new DataAccessResourceFailureException("Flyway cannot reach the database", ex);
			}
			throw ex;
		}
	}

	private static @Nullable SQLException fault(Throwable failure) {
		Throwable cause = failure;
		while (cause != null && !(cause instanceof SQLException)) {
			cause = cause.getCause();
		}
		return (SQLException) cause;
	}

}
