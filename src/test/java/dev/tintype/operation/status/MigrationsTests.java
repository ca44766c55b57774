package dev.tintype.operation.status;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfoService;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.test.StepVerifier;

import org.springframework.dao.DataAccessResourceFailureException;

import static org.assertj.core.api.Assertions.assertThat;

class MigrationsTests {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	@Test
	void pendingMigrationsAreListed() {
		Flyway flyway = Flyway.configure()
			.dataSource("jdbc:h2:mem:pending;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE", "sa", "")
			.locations("classpath:db/migration/h2", "classpath:db/later")
			.load();
		StepVerifier.create(new Migrations(flyway).all())
			.assertNext((all) -> assertThat(all).hasSizeGreaterThan(2)
				.allMatch((one) -> one.state().equals("pending") && one.installedOn() == null)
				.first()
				.isEqualTo(new AppliedMigration("1", "schema", "pending", null)))
			.expectComplete()
			.verify(LIMIT);
	}

	@Test
	void unreachableDatabaseIsUnavailable() {
		Flyway flyway = new Flyway(Flyway.configure()) {

			@Override
			public MigrationInfoService info() {
				throw new FlywayException("jdbc:postgresql://db", new SQLException("refused"));
			}

		};
		StepVerifier.create(new Migrations(flyway).all())
			.expectError(DataAccessResourceFailureException.class)
			.verify(LIMIT);
	}

	/**
	 * An interrupt during a read would close H2's file for everyone.
	 */
	@Test
	void cancelledCallerInterruptsNobody() throws Exception {
		CountDownLatch begun = new CountDownLatch(1);
		CountDownLatch hungUp = new CountDownLatch(1);
		CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
		Flyway flyway = new Flyway(Flyway.configure()) {

			@Override
			public MigrationInfoService info() {
				begun.countDown();
				try {
					interrupted.complete(!hungUp.await(LIMIT.toSeconds(), TimeUnit.SECONDS));
				}
				catch (InterruptedException ex) {
					interrupted.complete(true);
				}
				throw new FlywayException("nobody waits for it");
			}

		};
		Disposable caller = new Migrations(flyway).all().subscribe();
		assertThat(begun.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
		caller.dispose();
		hungUp.countDown();
		assertThat(interrupted.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).isFalse();
	}

}
