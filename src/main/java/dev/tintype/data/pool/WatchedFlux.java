package dev.tintype.data.pool;

import org.reactivestreams.Publisher;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;

/**
 * Work on a connection that runs in the connection's lane and reports to its watch.
 *
 * @param <T> what the work gives
 */
final class WatchedFlux<T> extends Flux<T> {

	private final Publisher<T> work;

	private final Watch watch;

	WatchedFlux(Publisher<T> work, Watch watch) {
		this.work = work;
		this.watch = watch;
	}

	@Override
	public void subscribe(CoreSubscriber<? super T> actual) {
		new WatchedSubscriber<T>(actual, this.watch).start(this.work);
	}

}
