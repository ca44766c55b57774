package dev.tintype.data.change;

import java.util.concurrent.atomic.AtomicBoolean;

import dev.tintype.data.sql.Dialect;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.stereotype.Component;

/**
 * Wakes the reader of this instance after a commit, and those of all others by NOTIFY. A
 * signal only saves waiting for the next poll, so a lost one does no harm.
 */
@Component
class ChangeSignals {

	static final String CHANNEL = "tintype_changes";

	// Outside of the writers' transactions: commits with a NOTIFY wait for each other. It
	// is
	// not one of Statements, since readers would wait until each replica has replayed it.
	private static final String NOTIFY = "/* announceChanges */ SELECT CAST(pg_notify('tintype_changes', '') AS VARCHAR)";

	private final Sinks.Many<Boolean> wakes = Sinks.many().multicast().directBestEffort();

	/** Whether this instance has committed changes that it has not announced. */
	private final AtomicBoolean pending = new AtomicBoolean();

	private final ConnectionFactory connections;

	private final Dialect dialect;

	ChangeSignals(ConnectionFactory connections, Dialect dialect) {
		this.connections = connections;
		this.dialect = dialect;
	}

	/** Tells of a commit by this instance. */
	void committed() {
		if (this.pending.compareAndSet(false, true)) {
			wake();
		}
	}

	/** Tells of a commit by another instance. */
	void wake() {
		this.wakes.emitNext(true, (signal, result) -> result == Sinks.EmitResult.FAIL_NON_SERIALIZED);
	}

	/**
	 * Emits at each signal.
	 * @return never completes; a busy subscriber misses some
	 */
	Flux<Boolean> all() {
		return this.wakes.asFlux();
	}

	/**
	 * Announces the commits of this instance since the last call, if there are any.
	 * @return completes when they are announced
	 */
	Mono<Void> announce() {
		return Mono.defer(() -> {
			boolean any = this.pending.getAndSet(false);
			return switch (this.dialect) {
				case H2 -> Mono.empty();
				case POSTGRESQL -> any ? send() : Mono.empty();
			};
		});
	}

	private Mono<Void> send() {
		return Mono.usingWhen(this.connections.create(),
				(connection) -> Flux.from(connection.createStatement(NOTIFY).execute())
					.concatMap((result) -> result.map((row) -> true))
					.then(),
				Connection::close);
	}

}
