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
 * An index as it was committed last. It is searched while the disk is full, when the rows
 * that were written since cannot be added. These are noted in the database, and are found
 * when there is room again.
 */
final class CommittedIndex implements Closeable {

	private static final Logger LOG = LoggerFactory.getLogger(CommittedIndex.class);

	/** So that not every search writes in vain. */
	private static final Duration PAUSE = Duration.ofSeconds(1);

	private final String kind;

	private volatile @Nullable Path folder;

	private volatile boolean behind;

	private volatile long failed;

	/** Kept from the first time that it is needed. */
	private @Nullable TextIndex index;

	/**
	 * Does not know where it is yet.
	 */
	CommittedIndex(String kind) {
		this.kind = kind;
	}

	void isIn(Path place) {
		this.folder = place;
	}

	/**
	 * The index in place of one that could not be written.
	 * @return ready to be searched; the failure where none was ever committed
	 */
	Mono<TextIndex> instead(Throwable failure) {
		Path place = this.folder;
		if (place == null) {
			return Mono.error(failure);
		}
		this.failed = System.nanoTime();
		if (!this.behind) {
			this.behind = true;
			LOG.warn("The disk is full: searches do not find the {}s that were written last", this.kind);
		}
		return committed(place, failure);
	}

	/**
	 * The index while nobody needs to try to write it again.
	 * @return empty when it is time to try
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

	/** Hears that the index has all rows. */
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
