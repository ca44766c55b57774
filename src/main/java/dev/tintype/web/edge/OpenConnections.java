package dev.tintype.web.edge;

import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

import reactor.netty.DisposableServer;

import org.springframework.stereotype.Component;

/**
 * The connections of clients, and the sockets on which new ones arrive.
 */
@Component
class OpenConnections {

	private final Queue<DisposableServer> servers = new ConcurrentLinkedQueue<>();

	private final Set<Parting> connections = ConcurrentHashMap.newKeySet();

	private volatile boolean leaving;

	void bound(DisposableServer server) {
		this.servers.add(server);
	}

	void add(Parting connection) {
		this.connections.add(connection);
	}

	void remove(Parting connection) {
		this.connections.remove(connection);
		synchronized (this) {
			notifyAll();
		}
	}

	/**
	 * Tells whether the service is shutting down, so that each response is the last one
	 * of its connection.
	 */
	boolean isLeaving() {
		return this.leaving;
	}

	/** Makes each response from now on the last one of its connection. */
	void leave() {
		this.leaving = true;
		this.connections.forEach(Parting::leave);
	}

	/** Stops accepting connections. */
	void stopListening() {
		this.servers.forEach(DisposableServer::dispose);
	}

	/** Responds with 503 to each request that has no response yet. */
	void refuse() {
		this.connections.forEach(Parting::refuse);
	}

	/** Closes the remaining connections. */
	void close() {
		this.connections.forEach(Parting::close);
	}

	/**
	 * Waits until no connection is open.
	 * @return false if some are still open when the time is over
	 */
	synchronized boolean awaitNone(long nanoseconds) throws InterruptedException {
		long end = System.nanoTime() + nanoseconds;
		while (!this.connections.isEmpty()) {
			long millis = (end - System.nanoTime()) / 1_000_000;
			if (millis <= 0) {
				return false;
			}
			wait(millis);
		}
		return true;
	}

}
