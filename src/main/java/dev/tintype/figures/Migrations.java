package dev.tintype.figures;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import dev.tintype.database.DatabaseAccess;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;

/**
 * What Flyway knows of the migrations. It blocks on a connection of its own.
 */
@Component
public class Migrations {

	private static final Duration PATIENCE = Duration.ofSeconds(9);

	/** So that the thread of one that nobody waits for any more ends as well. */
	private static final Duration LONGEST = Duration.ofSeconds(8);

	private final Flyway flyway;

	@Autowired
	Migrations(DatabaseAccess access) {
		this(access.flywayForQuestions(LONGEST));
	}

	Migrations(Flyway flyway) {
		this.flyway = flyway;
	}

	/**
	 * All migrations, the pending ones too.
	 * @return in the order of their versions
	 */
	public Mono<List<AppliedMigration>> all() {
		Mono<List<AppliedMigration>> read = Mono.fromCallable(this::read).subscribeOn(Schedulers.boundedElastic());
		// Runs to its end even if nobody waits any more: an interrupted thread would
		// close
		// H2's file for everyone.
		return Mono.fromFuture(read::toFuture, true).timeout(PATIENCE);
	}

	private List<AppliedMigration> read() {
		try {
			return Arrays.stream(this.flyway.info().all()).map(AppliedMigration::of).toList();
		}
		catch (FlywayException ex) {
			if (NestedExceptionUtils.getMostSpecificCause(ex) instanceof SQLException) {
				throw new DataAccessResourceFailureException("Flyway cannot reach the database", ex);
			}
			throw ex;
		}
	}

}
