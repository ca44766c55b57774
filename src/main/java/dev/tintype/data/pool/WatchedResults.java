package dev.tintype.data.pool;

import java.util.function.Consumer;

import io.r2dbc.spi.Result;
import org.reactivestreams.Publisher;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * The results of a statement. Results that arrive after a cancellation are read and
 * discarded. Otherwise r2dbc-postgresql drops such a result, then waits for ever for its
 * reader and answers nothing else on the connection.
 */
final class WatchedResults extends Flux<Result> {

	private final Publisher<? extends Result> results;

	private final Watch watch;

	WatchedResults(Publisher<? extends Result> results, Watch watch) {
		this.results = results;
		this.watch = watch;
	}

	@Override
	@SuppressWarnings("unchecked")
	public void subscribe(CoreSubscriber<? super Result> actual) {
		new Receiver(actual, this.watch).start((Publisher<Result>) this.results);
	}

	private static final class Receiver extends WatchedSubscriber<Result> {

		private final Watch watch;

		private final Context context;

		Receiver(CoreSubscriber<? super Result> actual, Watch watch) {
			super(actual, watch);
			this.watch = watch;
			Consumer<Object> discard = this::discard;
			this.context = Operators.enableOnDiscard(actual.currentContext(), discard);
		}

		private void discard(Object discarded) {
			if (discarded instanceof Result result) {
				new WatchedResult(result, this.watch).giveUp();
			}
		}

		@Override
		public Context currentContext() {
			return this.context;
		}

		// A subscriber that cancels before the statement is sent costs the database
		// nothing.
		@Override
		void begin(Publisher<Result> work) {
			if (!isCancelled()) {
				super.begin(work);
			}
		}

		@Override
		public void onNext(Result result) {
			super.onNext(this.watch.handOut(result));
		}

	}

}
