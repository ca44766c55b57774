package dev.tintype.pool;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Opens watched connections, each in its lane. Opening may block for a moment, even where
 * the driver does not: it loads classes and reads certificates.
 */
final class WatchedConnectionFactory implements ConnectionFactory {

	private static final Logger LOG = LoggerFactory.getLogger(WatchedConnectionFactory.class);

	private final ConnectionFactory driver;

	private final Lanes lanes;

	private final Vitals vitals;

	WatchedConnectionFactory(ConnectionFactory driver, Lanes lanes, Vitals vitals) {
		this.driver = driver;
		this.lanes = lanes;
		this.vitals = vitals;
	}

	@Override
	public Mono<Connection> create() {
		return Mono.defer(() -> this.lanes.open(this.driver, this::watch))
			.doOnError(this.vitals.sessions()::judge)
			.subscribeOn(Schedulers.boundedElastic());
	}

	private Connection watch(Connection connection, Lane lane) {
		LOG.debug("Connection opened");
		return new WatchedConnection(connection, new Watch(lane, this.vitals));
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
