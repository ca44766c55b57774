package dev.tintype.database;

import java.time.Duration;
import java.util.concurrent.TimeoutException;

import dev.tintype.pool.DatabasePool;
import io.r2dbc.spi.R2dbcTimeoutException;
import reactor.core.publisher.Mono;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;

/**
 * Asks the database a question through the pool, like a request would, but does not wait
 * as long for the answer. A pool that is merely busy does not make the database
 * unhealthy.
 */
final class DatabaseHealthIndicator implements ReactiveHealthIndicator {

	private static final Duration PATIENCE = Duration.ofMillis(200);

	private final DatabasePool pool;

	private final DatabaseAddress address;

	DatabaseHealthIndicator(DatabasePool pool, DatabaseAddress address) {
		this.pool = pool;
		this.address = address;
	}

	@Override
	public Mono<Health> health() {
		return Mono
			.usingWhen(this.pool.create(),
					(connection) -> Mono.from(connection.createStatement("SELECT 1").execute())
						.flatMap((result) -> Mono.from(result.map((row) -> true))),
					(connection) -> connection.close())
			.timeout(PATIENCE)
			.map((answer) -> Health.up())
			.onErrorResume((ex) -> Mono.just(judge(ex)))
			.map((health) -> health.withDetail("url", this.address.toString()).build());
	}

	private Health.Builder judge(Throwable error) {
		if (!(error instanceof TimeoutException || error instanceof R2dbcTimeoutException)) {
			return Health.down().withDetail("error", "The database cannot be reached");
		}
		if (this.pool.isBusy()) {
			return Health.up().withDetail("pool", "busy");
		}
		return Health.down().withDetail("error", "The database did not answer within " + PATIENCE.toMillis() + " ms");
	}

}
