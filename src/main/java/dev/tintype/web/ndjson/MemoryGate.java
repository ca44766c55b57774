package dev.tintype.web.ndjson;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

/**
 * Requests the next element of a body only after it has reserved memory. The reservation
 * lapses if nothing arrives soon, so that a client that pauses holds no memory.
 *
 * @param <T> an element
 */
final class MemoryGate<T> extends FluxOperator<T, T> {

	/** How long a reservation waits for its element. */
	private static final long LAPSE_MILLIS = 200;

	private final StreamBudget budget;

	private final long bytes;

	private final Consumer<T> received;

	/**
	 * Creates a gate in front of a body.
	 * @param received charges the actual size of an element, before the reservation ends
	 */
	MemoryGate(Flux<T> source, StreamBudget budget, long bytes, Consumer<T> received) {
		super(source);
		this.budget = budget;
		this.bytes = bytes;
		this.received = received;
	}

	@Override
	public void subscribe(CoreSubscriber<? super T> actual) {
		this.source.subscribe(new Gate(actual));
	}

	/**
	 * One subscription.
	 */
	private final class Gate implements CoreSubscriber<T>, Subscription {

		private final CoreSubscriber<? super T> actual;

		private final AtomicLong demand = new AtomicLong();

		private final AtomicInteger work = new AtomicInteger();

		private final AtomicReference<@Nullable StreamLease> lease = new AtomicReference<>();

		private final Disposable.Swap waiting = Disposables.swap();

		private final Disposable.Swap lapse = Disposables.swap();

		private volatile boolean requested;

		private volatile boolean ended;

		private @Nullable Subscription upstream;

		Gate(CoreSubscriber<? super T> actual) {
			this.actual = actual;
		}

		@Override
		public Context currentContext() {
			return this.actual.currentContext();
		}

		@Override
		public void onSubscribe(Subscription subscription) {
			this.upstream = subscription;
			this.actual.onSubscribe(this);
		}

		@Override
		public void request(long n) {
			this.demand.accumulateAndGet(n, Operators::addCap);
			pull();
		}

		// A loop instead of a recursion, because a body that has already arrived is
		// delivered at once.
		private void pull() {
			if (this.work.getAndIncrement() != 0) {
				return;
			}
			do {
				if (this.demand.get() > 0 && !this.requested && !this.ended) {
					this.requested = true;
					this.waiting.update(MemoryGate.this.budget.reserveForBody(MemoryGate.this.bytes)
						.subscribe(this::granted, this::refused));
				}
			}
			while (this.work.decrementAndGet() != 0);
		}

		private void granted(StreamLease granted) {
			this.lease.set(granted);
			if (this.ended) {
				giveBack();
				return;
			}
			this.lapse.update(Schedulers.parallel().schedule(this::giveBack, LAPSE_MILLIS, TimeUnit.MILLISECONDS));
			upstream().request(1);
		}

		private void refused(Throwable failure) {
			upstream().cancel();
			onError(failure);
		}

		private void giveBack() {
			StreamLease reserved = this.lease.getAndSet(null);
			if (reserved != null) {
				reserved.release();
			}
		}

		private Subscription upstream() {
			Subscription subscription = this.upstream;
			if (subscription == null) {
				throw new IllegalStateException("Not subscribed");
			}
			return subscription;
		}

		@Override
		public void onNext(T element) {
			MemoryGate.this.received.accept(element);
			giveBack();
			this.demand.decrementAndGet();
			this.requested = false;
			this.actual.onNext(element);
			pull();
		}

		@Override
		public void onError(Throwable failure) {
			if (this.ended) {
				Operators.onErrorDropped(failure, currentContext());
				return;
			}
			end();
			this.actual.onError(failure);
		}

		@Override
		public void onComplete() {
			end();
			this.actual.onComplete();
		}

		@Override
		public void cancel() {
			end();
			upstream().cancel();
		}

		private void end() {
			this.ended = true;
			this.waiting.dispose();
			this.lapse.dispose();
			giveBack();
		}

	}

}
