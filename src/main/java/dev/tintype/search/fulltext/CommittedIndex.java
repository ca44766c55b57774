package dev.tintype.search.fulltext;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

import dev.tintype.data.sql.DiskFull;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Searches the last commit of an index while the disk is full. Later rows cannot be
 * indexed then. Their notes stay in the database, and searches find them once there is
 * space again.
 */
final class CommittedIndex implements Closeable {

	private static final Logger LOG = LoggerFactory.getLogger(CommittedIndex.class);

	/** Prevents every search from trying to write. */
	private static final Duration PAUSE = Duration.ofSeconds(1);

	private final String kind;

	private volatile @Nullable Path folder;

	private volatile boolean behind;

	private volatile long failed;

	/** Opened when it is first needed. */
	private @Nullable TextIndex index;

	CommittedIndex(String kind) {
		this.kind = kind;
	}

	void isIn(Path place) {
		this.folder = place;
	}

	/**
	 * Returns the last commit in place of an index that could not be written.
	 * @return the index; the failure if no commit exists
	 */
	Mono<TextIndex> instead(Throwable failure) {
		Path place = this.folder;
		if (place == null) {
			return Mono.error(failure);
		}
		this.failed = System.nanoTime();
		if (!this.behind) {
			this.behind = true;
			LOG.warn("The disk is full: searches do not find recently written {}s", this.kind);
		}
		return committed(place, failure);
	}

	/**
	 * Returns the last commit until the next attempt to write.
	 * @return empty when it is time for an attempt
	 */
	Mono<TextIndex> whileFull() {
		Path place = this.folder;
		if (place == null || !this.behind || System.nanoTime() - this.failed >= PAUSE.toNanos()) {
			return Mono.empty();
		}
		return committed(place, DiskFull.refusal());
	}

	private Mono<TextIndex> committed(Path place, Throwable failure) {
		return TextIndexes.onDisk(() -> open(place)).onErrorMap((ex) -> failure);
	}

	private synchronized TextIndex open(Path place) throws IOException {
		TextIndex known = this.index;
		if (known == null) {
			known = new TextIndex(place);
			this.index = known;
		}
		known.refresh();
		return known;
	}

	/** Records that the index has all rows again. */
	void caughtUp() {
		if (this.behind) {
			this.behind = false;
			LOG.info("Searches find all {}s again", this.kind);
		}
	}

	@Override
	public synchronized void close() throws IOException {
		if (this.index != null) {
			this.index.close();
			this.index = null;
		}
	}

}
