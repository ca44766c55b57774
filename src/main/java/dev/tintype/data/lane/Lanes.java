package dev.tintype.data.lane;

import java.util.stream.StreamSupport;

import io.netty.util.concurrent.EventExecutor;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.LoopResources;

/**
 * Gives each connection the thread that does all its work (ADR 2). A request for rows or
 * a cancellation on another thread is queued to the connection's thread.
 */
public interface Lanes {

	/**
	 * Gives each connection a separate thread, for a driver that blocks, such as H2's.
	 * Two connections that share a thread wait for each other's row locks until they time
	 * out.
	 * @return opens each connection on a separate thread
	 */
	static Lanes threads() {
		return (driver, watching) -> {
			Lane lane = Lane.ofItsOwn();
			return Mono.from(driver.create())
				.subscribeOn(Schedulers.fromExecutor(lane))
				.map((connection) -> watching.watch(connection, lane));
		};
	}

	/**
	 * Uses the event loop that serves the connection's channel. r2dbc-postgresql is safe
	 * only there. It keeps its conversations in a queue for one reader, but reads the
	 * queue on any thread that requests rows. Two threads may take the same conversation,
	 * and then nobody receives the next answer.
	 * @return expects each connection to arrive on the loop that serves it
	 */
	static Lanes loops(LoopResources loops) {
		return (driver, watching) -> {
			Channels channels = new Channels(loops);
			return channels.open(Mono.from(driver.create()))
				.map((connection) -> watching.watch(connection, Lane.of(here(loops), channels::close)));
		};
	}

	private static EventExecutor here(LoopResources loops) {
		return StreamSupport.stream(loops.onClient(LoopResources.DEFAULT_NATIVE).spliterator(), false)
			.filter(EventExecutor::inEventLoop)
			.findAny()
			.orElseThrow(() -> new IllegalStateException(
					"A connection arrived on " + Thread.currentThread().getName() + ", which is not one of its loops"));
	}

	/**
	 * Opens a connection.
	 * @return the connection that the watching makes of it
	 */
	Mono<Connection> open(ConnectionFactory driver, Watching watching);

	/**
	 * Makes a connection do its work in its lane.
	 */
	interface Watching {

		/**
		 * Wraps a connection.
		 * @param lane does its work
		 * @return the connection to use instead
		 */
		Connection watch(Connection connection, Lane lane);

	}

}
