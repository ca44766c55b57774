package dev.tintype.data.connection;

import dev.tintype.data.pool.Sessions;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import org.reactivestreams.Publisher;

/**
 * Opens each connection as the sessions of the server are just then known to be lent.
 *
 * @param own for connections with a session of their own
 * @param shared for connections that keep nothing in a session
 * @param sessions tells which
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
