package dev.tintype.data.replica;

import java.time.Duration;
import java.util.List;

import dev.tintype.data.lane.Lanes;
import dev.tintype.data.pool.PoolSettings;
import dev.tintype.data.sql.Replication;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

import org.springframework.context.SmartLifecycle;

/**
 * The replicas of the database, which are read in turn. Each is read only while it has
 * all writes of this process and all that a request must see.
 */
public final class Replicas implements Replication, SmartLifecycle, MeterBinder {

	/**
	 * Short, because the database itself can answer while the pool of a replica is full.
	 */
	private static final Duration LONGEST_ACQUIRE = Duration.ofSeconds(1);

	private static final Duration PATIENCE = Duration.ofMillis(200);

	private static final String TAG = "replica";

	private final ServerQuestion database;

	private final WrittenPosition position;

	private final List<Replica> replicas;

	private final RoundRobin<Replica> turns;

	private volatile Lsn newest = Lsn.NONE;

	private volatile boolean running;

	private Replicas(ReplicaServer database, Lanes lanes, List<ReplicaServer> servers, PoolSettings settings) {
		this.database = new ServerQuestion(database.driver(), lanes, settings, database.sessions());
		this.position = new WrittenPosition(this.database.end().doOnNext(this::learn), this::nudge);
		Mono<String> identity = this.database.identity().cacheInvalidateIf((known) -> false);
		PoolSettings limits = settings.withAcquireTimeout(LONGEST_ACQUIRE);
		this.replicas = servers.stream()
			.map((server) -> new Replica(server, lanes, this.position::isCoveredBy, identity, limits))
			.toList();
		this.turns = new RoundRobin<>(this.replicas);
	}

	/**
	 * Creates the replicas of a database.
	 * @param database that is written to
	 * @param lanes gives each connection its thread
	 * @param servers the replicas, which may be unreachable
	 * @param settings of the pool of each replica
	 * @return connects when it is started
	 */
	public static Replicas of(ReplicaServer database, Lanes lanes, List<ReplicaServer> servers, PoolSettings settings) {
		return new Replicas(database, lanes, servers, settings);
	}

	@Override
	public @Nullable Source source(ContextView context) {
		RequestTrack track = context.getOrDefault(RequestTrack.class, null);
		return (track != null && context.hasKey(Replication.class)) ? track.source(this::choose) : null;
	}

	private @Nullable Replica choose(Lsn wanted) {
		Replica chosen = this.turns.next((replica) -> replica.isFitFor(wanted));
		if (chosen == null && !wanted.equals(Lsn.NONE)) {
			nudge();
		}
		return chosen;
	}

	@Override
	public void committed(ContextView context) {
		long number = this.position.written();
		RequestTrack track = context.getOrDefault(RequestTrack.class, null);
		if (track != null) {
			track.wrote(number);
		}
	}

	@Override
	public long shownBefore() {
		return this.replicas.stream()
			.map(Replica::seen)
			.filter(Observation::isHealthy)
			.mapToLong(Observation::shownBefore)
			.min()
			.orElse(Long.MAX_VALUE);
	}

	/**
	 * Returns the log position behind all writes of a request so far.
	 * @return empty if it has written nothing
	 */
	public Mono<Lsn> position(RequestTrack track) {
		long written = track.written();
		return (written > 0) ? this.position.positionOf(written) : Mono.empty();
	}

	/**
	 * Returns the state of each replica.
	 * @return in the order of the configuration; never an error
	 */
	public Mono<List<ReplicaState>> states() {
		return this.database.end()
			.doOnNext(this::learn)
			.timeout(PATIENCE)
			.onErrorComplete()
			.then(Mono.fromSupplier(() -> this.replicas.stream().map(this::state).toList()));
	}

	private ReplicaState state(Replica replica) {
		Observation seen = replica.seen();
		Long lag = seen.replayed().equals(Lsn.NONE) ? null : seen.replayed().bytesTo(this.newest.max(seen.received()));
		return new ReplicaState(replica.server().url(), seen.isHealthy(), seen.latencyMs(), lag, seen.remark());
	}

	private synchronized void learn(Lsn end) {
		this.newest = this.newest.max(end);
	}

	private void nudge() {
		this.replicas.forEach(Replica::nudge);
	}

	@Override
	public void start() {
		this.running = true;
		this.position.start();
		this.replicas.forEach(Replica::start);
	}

	@Override
	public void stop() {
		this.running = false;
		this.replicas.forEach(Replica::stop);
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/**
	 * Closes all connections.
	 */
	public void dispose() {
		this.position.dispose();
		this.replicas.forEach(Replica::dispose);
		this.database.dispose();
	}

	@Override
	public void bindTo(MeterRegistry meters) {
		for (Replica replica : this.replicas) {
			String url = replica.server().url();
			Gauge.builder("tintype.replica.healthy", replica, (one) -> one.seen().isHealthy() ? 1 : 0)
				.description("1 while the replica answers and follows the database, else 0")
				.tag(TAG, url)
				.register(meters);
			Gauge.builder("tintype.replica.lag", replica, this::lag)
				.description("The part of the log that the replica has not yet replayed, as far as this process knows")
				.baseUnit("bytes")
				.tag(TAG, url)
				.register(meters);
		}
	}

	private double lag(Replica replica) {
		Long lag = state(replica).lagBytes();
		return (lag != null) ? lag : Double.NaN;
	}

}
