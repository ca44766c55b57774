package dev.tintype.pool;

import java.util.function.Supplier;

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

	private final Supplier<Lane> lanes;

	private final Vitals vitals;

	WatchedConnectionFactory(ConnectionFactory driver, Supplier<Lane> lanes, Vitals vitals) {
		this.driver = driver;
		this.lanes = lanes;
		this.vitals = vitals;
	}

	@Override
	public Mono<Connection> create() {
		return Mono.defer(() -> {
			Lane lane = this.lanes.get();
			return lane.<Connection>move(Mono.from(this.driver.create()))
				.<Connection>map((connection) -> new WatchedConnection(connection, new Watch(lane, this.vitals)))
				.next()
				.doOnNext((connection) -> LOG.debug("Connection opened"));
		}).subscribeOn(Schedulers.boundedElastic());
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
