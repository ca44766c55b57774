package dev.tintype.data.connection;

import dev.tintype.data.pool.Sessions;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import org.reactivestreams.Publisher;

/**
 * Opens each connection with the driver that fits how the server currently lends
 * sessions.
 *
 * @param own for connections with separate sessions
 * @param shared for connections that keep nothing in a session
 * @param sessions tells which driver to use
 */
record SwitchedDriver(ConnectionFactory own, ConnectionFactory shared, Sessions sessions) implements ConnectionFactory {

	@Override
	public Publisher<? extends Connection> create() {
		return this.sessions.areShared() ? this.shared.create() : this.own.create();
	}

	@Override
	public ConnectionFactoryMetadata getMetadata() {
		return this.own.getMetadata();
	}

}
