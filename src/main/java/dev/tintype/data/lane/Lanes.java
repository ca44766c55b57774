package dev.tintype.data.lane;

import java.util.stream.StreamSupport;

import io.netty.util.concurrent.EventExecutor;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.LoopResources;

/**
 * Gives each connection the thread on which all its work is done: whatever asks for rows
 * or gives up on them, from whichever thread, only leaves word there.
 */
public interface Lanes {

	/**
	 * For a driver that blocks, as H2's does, a thread for each connection: two that
	 * share one wait for each other's row locks until they time out.
	 * @return opens each connection on a thread of its own
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
	 * For a driver with event loops the one that serves the connection's channel. There
	 * alone r2dbc-postgresql is safe: its conversations are kept in a queue for one
	 * reader, yet it reads them on any thread that asks for rows. Two at once may take
	 * the same one off, and the answer to the next is then given to nobody.
	 * @return expects a connection to arrive on the loop that serves it
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
					"A connection arrived on " + Thread.currentThread().getName() + ", which is none of its loops"));
	}

	/**
	 * Opens a connection.
	 * @return what it makes of it
	 */
	Mono<Connection> open(ConnectionFactory driver, Watching watching);

	/**
	 * Sees to it that a connection's work is done in its lane.
	 */
	interface Watching {

		/**
		 * Takes a connection into care.
		 * @param lane where its work is done
		 * @return the connection to use instead
		 */
		Connection watch(Connection connection, Lane lane);

	}

}
