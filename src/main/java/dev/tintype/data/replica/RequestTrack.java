package dev.tintype.data.replica;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * What a request must see, where it reads, and what it has written. All its statements
 * read the same copy, or from some moment on the database itself, so that it never sees
 * less than it has seen.
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
	 * Chooses where its next statement reads.
	 * @param choice a copy for one who must see so much, null for the database itself
	 * @return a copy that is fit now, null for the database itself
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
	 * Hears that it has written.
	 */
	void wrote(long number) {
		this.written.accumulateAndGet(number, Math::max);
	}

	/**
	 * What it has written so far.
	 * @return the number of its newest write, 0 if there is none
	 */
	long written() {
		return this.written.get();
	}

}
