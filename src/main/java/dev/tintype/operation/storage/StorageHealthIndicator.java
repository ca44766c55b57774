package dev.tintype.operation.storage;

import java.time.Duration;

import dev.tintype.data.storage.StorageUnavailableException;
import dev.tintype.data.store.StoreIdentity;
import dev.tintype.data.store.StoreState;
import reactor.core.publisher.Mono;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Reports to Actuator whether the storage can be used. Readiness does not depend on it,
 * because most requests need no file.
 */
@Component
final class StorageHealthIndicator implements ReactiveHealthIndicator {

	/** The row may have to wait for a connection to the database. */
	private static final Duration PATIENCE = Duration.ofSeconds(2);

	private final StoreIdentity identity;

	StorageHealthIndicator(StoreIdentity identity) {
		this.identity = identity;
	}

	@Override
	public Mono<Health> health() {
		return this.identity.state()
			.map(StorageHealthIndicator::health)
			.timeout(PATIENCE, Mono.fromSupplier(StorageHealthIndicator::unknown))
			.onErrorResume((ex) -> Mono.just(down(ex)));
	}

	private static Health health(StoreState state) {
		Health.Builder health = state.matches() ? Health.up() : Health.down();
		if (!state.matches()) {
			health.withDetail("error", "It is not the storage of this database: see \"storage adopt\".");
		}
		return health.withDetail("kind", state.kind()).withDetail("location", state.location()).build();
	}

	private static Health unknown() {
		return Health.unknown().withDetail("error", "The database or the storage does not respond in time.").build();
	}

	private static Health down(Throwable failure) {
		String reason = (failure instanceof StorageUnavailableException) ? String.valueOf(failure.getMessage())
				: failure.getClass().getSimpleName();
		return Health.down().withDetail("error", reason).build();
	}

}
