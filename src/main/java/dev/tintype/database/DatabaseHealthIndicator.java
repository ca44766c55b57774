package dev.tintype.database;

import java.time.Duration;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Connection;
import reactor.core.publisher.Mono;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;

/**
 * Asks the database a question through the pool, and does not wait for the answer as long
 * as a request would.
 */
final class DatabaseHealthIndicator implements ReactiveHealthIndicator {

	private static final Duration PATIENCE = Duration.ofMillis(200);

	private final ConnectionPool pool;

	private final DatabaseAddress address;

	DatabaseHealthIndicator(ConnectionPool pool, DatabaseAddress address) {
		this.pool = pool;
		this.address = address;
	}

	@Override
	public Mono<Health> health() {
		Health.Builder health = new Health.Builder().withDetail("url", this.address.toString());
		return Mono
			.usingWhen(this.pool.create(),
					(connection) -> Mono.from(connection.createStatement("SELECT 1").execute())
						.flatMapMany((result) -> result.map((row) -> 1))
						.then(),
					Connection::close)
			.thenReturn(health.up())
			.timeout(PATIENCE)
			.onErrorResume((ex) -> Mono.just(health.down()))
			.map(Health.Builder::build);
	}

}
