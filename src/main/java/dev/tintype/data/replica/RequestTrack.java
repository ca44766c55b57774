package dev.tintype.data.replica;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Records what a request must see, where it reads and what it has written. All its
 * statements read the same replica, or from some point on the database itself. So it
 * never reads older data than before.
 */
public final class RequestTrack {

	private final Lsn wanted;

	private final AtomicLong written = new AtomicLong();

	private boolean begun;

	private @Nullable Replica source;

	public RequestTrack(Lsn wanted) {
		this.wanted = wanted;
	}

	/**
	 * Chooses where the next statement of the request reads.
	 * @param choice finds a replica that has reached a position; null for the database
	 * itself
	 * @return a replica that is fit now, null for the database itself
	 */
	synchronized @Nullable Replica source(Function<Lsn, @Nullable Replica> choice) {
		if (!this.begun) {
			this.begun = true;
			this.source = choice.apply(this.wanted);
		}
		else if (this.source != null && !this.source.isFitFor(this.wanted)) {
			this.source = null;
		}
		return this.source;
	}

	/**
	 * Records a write of the request.
	 */
	void wrote(long number) {
		this.written.accumulateAndGet(number, Math::max);
	}

	/**
	 * Returns the latest write of the request.
	 * @return its number, 0 if there is none
	 */
	long written() {
		return this.written.get();
	}

}
