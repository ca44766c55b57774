package dev.tintype.web.edge;

import java.time.Duration;

import dev.tintype.support.ServiceOnly;
import dev.tintype.web.http.Shutdown;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Ends the service step by step, so that every request gets a response and the process
 * ends in time. It runs before Spring Boot stops the server, which would close idle
 * connections while their clients send.
 */
@Component
@ServiceOnly
@ConditionalOnProperty(name = "server.shutdown", havingValue = "graceful", matchIfMissing = true)
class ServerShutdown implements SmartLifecycle {

	private static final Logger LOG = LoggerFactory.getLogger(ServerShutdown.class);

	private final OpenConnections connections;

	private final Shutdown shutdown;

	private final Duration limit;

	private volatile boolean running;

	ServerShutdown(OpenConnections connections, Shutdown shutdown, ServerSettings settings, Drain drain) {
		this.connections = connections;
		this.shutdown = shutdown;
		this.limit = settings.shutdownTimeout().minus(drain.length());
	}

	@Override
	public void start() {
		this.running = true;
	}

	@Override
	public void stop(Runnable callback) {
		this.shutdown.begin(this.limit);
		// The service stops listening at once. Otherwise refused clients would connect
		// again and again, and clients in the accept queue would get no response when the
		// socket is closed.
		this.connections.stopListening();
		this.connections.leave();
		Thread thread = new Thread(() -> {
			try {
				end(System.nanoTime());
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			finally {
				this.running = false;
				callback.run();
			}
		}, "shutdown");
		thread.start();
	}

	// The last five of thirty seconds are reserved for accepted data that is not written
	// yet, and for the database.
	private void end(long begun) throws InterruptedException {
		if (isDone(begun, 12)) {
			return;
		}
		LOG.info("Requests are still in progress; the service ends listings with an error line");
		this.shutdown.endListings();
		if (isDone(begun, 20)) {
			return;
		}
		LOG.info("Requests are still in progress; the service stops reading their bodies");
		this.shutdown.stopReading();
		if (isDone(begun, 23)) {
			return;
		}
		this.shutdown.endStreams();
		if (isDone(begun, 24)) {
			return;
		}
		this.connections.refuse();
		if (!isDone(begun, 25)) {
			LOG.warn("Clients do not read their responses; the service closes their connections");
			this.connections.close();
		}
	}

	private boolean isDone(long begun, int thirtieths) throws InterruptedException {
		return this.connections.awaitNone(begun + this.limit.toNanos() / 30 * thirtieths - System.nanoTime());
	}

	@Override
	public void stop() {
		stop(() -> {
		});
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

}
