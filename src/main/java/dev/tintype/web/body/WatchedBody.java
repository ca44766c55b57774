package dev.tintype.web.body;

import dev.tintype.web.http.ProblemException;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;

/**
 * Passes a body on, and ends it with a problem if it exceeds a limit. Reactor's
 * {@code takeUntilOther} does not cancel a body that it ends with an error, and
 * {@code timeout} creates a timer for each buffer.
 */
final class WatchedBody implements CoreSubscriber<DataBuffer>, Subscription {

	private static final Logger LOG = LoggerFactory.getLogger(WatchedBody.class);

	private final CoreSubscriber<? super DataBuffer> reader;

	private final BodyPace pace;

	private final BodyClock clock;

	private @Nullable Subscription body;

	/** Whether the reader is processing a buffer. */
	private boolean emitting;

	/** Whether the body has ended for the reader. */
	private boolean ended;

	/**
	 * The problem that the emitting thread passes to the reader after the current buffer.
	 */
	private @Nullable ProblemException problem;

	WatchedBody(CoreSubscriber<? super DataBuffer> reader, BodyPace pace, BodyClock clock) {
		this.reader = reader;
		this.pace = pace;
		this.clock = clock;
	}

	@Override
	public Context currentContext() {
		return this.reader.currentContext();
	}

	@Override
	public void onSubscribe(Subscription subscription) {
		if (Operators.validate(this.body, subscription)) {
			this.body = subscription;
			this.clock.add(this);
			this.reader.onSubscribe(this);
		}
	}

	@Override
	public void onNext(DataBuffer buffer) {
		ProblemException fault = this.pace.receive(buffer);
		if (fault != null) {
			DataBufferUtils.release(buffer);
			fail(fault);
			return;
		}
		if (!begin()) {
			DataBufferUtils.release(buffer);
			return;
		}
		this.reader.onNext(buffer);
		ProblemException late = finish();
		if (late != null) {
			this.reader.onError(late);
		}
	}

	private synchronized boolean begin() {
		this.emitting = !this.ended;
		return this.emitting;
	}

	private synchronized @Nullable ProblemException finish() {
		this.emitting = false;
		ProblemException late = this.problem;
		this.problem = null;
		return late;
	}

	@Override
	public void onError(Throwable failure) {
		if (end()) {
			this.reader.onError(failure);
		}
		else {
			LOG.debug("A request body failed after it had ended", failure);
		}
	}

	@Override
	public void onComplete() {
		if (end()) {
			this.reader.onComplete();
		}
	}

	private boolean end() {
		this.clock.remove(this);
		synchronized (this) {
			boolean first = !this.ended;
			this.ended = true;
			return first;
		}
	}

	@Override
	public void request(long buffers) {
		Subscription source = this.body;
		if (source != null && Operators.validate(buffers)) {
			this.pace.ask(buffers);
			source.request(buffers);
		}
	}

	@Override
	public void cancel() {
		end();
		Subscription source = this.body;
		if (source != null) {
			source.cancel();
		}
	}

	/**
	 * Ends the body if it arrives too slowly.
	 */
	void check() {
		ProblemException fault = this.pace.fault();
		if (fault != null) {
			fail(fault);
		}
	}

	private void fail(ProblemException fault) {
		if (!end()) {
			return;
		}
		Subscription source = this.body;
		if (source != null) {
			source.cancel();
		}
		synchronized (this) {
			if (this.emitting) {
				this.problem = fault;
				return;
			}
		}
		this.reader.onError(fault);
	}

}
