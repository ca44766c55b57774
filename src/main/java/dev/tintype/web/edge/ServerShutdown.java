package dev.tintype.web.edge;

import java.time.Duration;

import dev.tintype.web.http.Shutdown;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Ends the service step by step, so that every request has a response and the process
 * ends in time. It is done before Spring Boot stops the server, which would close idle
 * connections while their clients send.
 */
@Component
@ConditionalOnProperty(name = "server.shutdown", havingValue = "graceful", matchIfMissing = true)
class ServerShutdown implements SmartLifecycle {

	private static final Logger LOG = LoggerFactory.getLogger(ServerShutdown.class);

	private final OpenConnections connections;

	private final Shutdown shutdown;

	private final Duration limit;

	private volatile boolean running;

	ServerShutdown(OpenConnections connections, Shutdown shutdown, ServerSettings settings) {
		this.connections = connections;
		this.shutdown = shutdown;
		this.limit = settings.shutdownTimeout();
	}

	@Override
	public void start() {
		this.running = true;
	}

	@Override
	public void stop(Runnable callback) {
		this.shutdown.begin(this.limit);
		// At once: clients that are sent away would connect again and again, and those
		// that
		// wait to be accepted when the socket is closed get no response.
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

	// Of thirty seconds the last five are left for what was accepted but is not written,
	// and for the database.
	private void end(long begun) throws InterruptedException {
		if (isDone(begun, 12)) {
			return;
		}
		LOG.info("Requests are still under way; listings end with an error line");
		this.shutdown.endListings();
		if (isDone(begun, 20)) {
			return;
		}
		LOG.info("Requests are still under way; their bodies are read no further");
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
			LOG.warn("Clients do not take their responses; their connections are closed");
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
