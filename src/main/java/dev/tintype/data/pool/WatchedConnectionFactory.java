package dev.tintype.data.pool;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.tintype.data.lane.Lane;
import dev.tintype.data.lane.Lanes;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Opens watched connections, each in its lane. Opening may block briefly, even with a
 * non-blocking driver: it loads classes and reads certificates.
 */
final class WatchedConnectionFactory implements ConnectionFactory {

	private static final Logger LOG = LoggerFactory.getLogger(WatchedConnectionFactory.class);

	private final ConnectionFactory driver;

	private final Lanes lanes;

	private final Vitals vitals;

	private final PoolSettings settings;

	/** Open connections whose peer may fall silent. */
	private final Set<WatchedConnection> open = ConcurrentHashMap.newKeySet();

	WatchedConnectionFactory(ConnectionFactory driver, Lanes lanes, Vitals vitals, PoolSettings settings) {
		this.driver = driver;
		this.lanes = lanes;
		this.vitals = vitals;
		this.settings = settings;
	}

	@Override
	public Mono<Connection> create() {
		return Mono.defer(() -> this.lanes.open(this.driver, this::watch))
			.doOnError(this.vitals.sessions()::judge)
			.subscribeOn(Schedulers.boundedElastic());
	}

	private Connection watch(Connection connection, Lane lane) {
		LOG.debug("Connection opened");
		WatchedConnection watched = new WatchedConnection(connection, new Watch(lane, this.vitals, this.settings),
				this.open::remove);
		this.open.add(watched);
		return watched;
	}

	/** Gives up the connections whose peers have been silent for too long. */
	void giveUpSilentOnes() {
		this.open.forEach(WatchedConnection::giveUpIfSilent);
	}

	@Override
	public ConnectionFactoryMetadata getMetadata() {
		return this.driver.getMetadata();
	}

	@Override
	public String toString() {
		return "WatchedConnectionFactory[" + getMetadata().getName() + "]";
	}

}
