package dev.tintype.data.change;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

import dev.tintype.data.sql.Replication;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * The changes as this instance has read them. The latest are in memory, so that any
 * number of clients costs no query (ADR 34).
 */
@Component
public class ChangeFeed {

	private static final int PAGE = 1_000;

	/** Behind every change, so that a read finds only the end. */
	private static final ChangePosition LAST = new ChangePosition(Long.MAX_VALUE, Long.MAX_VALUE);

	private static final Duration AGE = Duration.ofSeconds(10);

	/** After this time without a client it only follows the end of the feed. */
	private static final Duration IDLE = Duration.ofMinutes(5);

	private final ChangeRows rows;

	private final @Nullable Replication replication;

	private final Mono<ChangePosition> oldest;

	/** Empty before the first read. */
	private final AtomicReference<@Nullable ChangeRing> ring = new AtomicReference<>();

	/** Emits the end of the feed whenever it has moved. */
	private final Sinks.Many<ChangePosition> moves = Sinks.many().replay().latest();

	/** When a client last asked for changes. */
	private volatile long asked = System.nanoTime() - IDLE.toNanos();

	ChangeFeed(ChangeRows rows, ObjectProvider<Replication> replication) {
		this.rows = rows;
		this.replication = replication.getIfAvailable();
		this.oldest = rows.oldest().switchIfEmpty(end()).cache(AGE);
	}

	/**
	 * Returns a position such that a listing that is read later shows all changes before
	 * it, also if it is read from a replica.
	 * @return null before the first read
	 */
	public @Nullable ChangePosition shown() {
		ChangeRing now = this.ring.get();
		if (now == null) {
			return null;
		}
		ChangePosition end = now.end();
		ChangePosition replicas = (this.replication != null) ? new ChangePosition(this.replication.shownBefore(), 0)
				: end;
		return end.isAfter(replicas) ? replicas : end;
	}

	/**
	 * Returns where the feed ends at present.
	 * @return completes after the first read
	 */
	public Mono<ChangePosition> end() {
		return Mono.defer(() -> {
			ChangeRing now = this.ring.get();
			return (now != null) ? Mono.just(now.end()) : this.moves.asFlux().next();
		});
	}

	/**
	 * Returns the oldest position from which the feed is complete.
	 * @return as it was within the last seconds
	 */
	public Mono<ChangePosition> oldest() {
		return this.oldest;
	}

	/**
	 * Finds the changes after a position.
	 * @param topics words; empty for all
	 * @param limit the most changes
	 * @return the changes; a {@link ChangesLostException} if some of them are no longer
	 * kept, or if the position is ahead of this database
	 */
	public Mono<ChangePage> after(ChangePosition after, Set<String> topics, int limit) {
		return end().flatMap((end) -> after.isAfter(end) ? ahead(after) : Mono.just(end)).flatMap((end) -> {
			ChangePage page = recent(after, topics, limit);
			return (page != null) ? Mono.just(page) : older(after, topics, limit, end);
		});
	}

	/**
	 * Finds the changes after a position in memory only.
	 * @param topics words; empty for all
	 * @param limit the most changes
	 * @return null if the memory begins after the position
	 */
	public synchronized @Nullable ChangePage recent(ChangePosition after, Set<String> topics, int limit) {
		this.asked = System.nanoTime();
		ChangeRing now = this.ring.get();
		return (now != null) ? now.after(after, topics, limit) : null;
	}

	/**
	 * Tells whether this instance has not read as far as a position.
	 * @return whether the position is ahead
	 */
	public boolean isBehind(ChangePosition position) {
		ChangeRing now = this.ring.get();
		return now != null && position.isAfter(now.end());
	}

	/**
	 * Waits until the feed has moved.
	 * @param from the position that the caller has read to
	 * @return the new end, once it is later; never after the database was restored
	 */
	public Mono<ChangePosition> moved(ChangePosition from) {
		return this.moves.asFlux().filter((end) -> end.isAfter(from)).next();
	}

	// Another instance may have read further.
	private Mono<ChangePosition> ahead(ChangePosition after) {
		return this.rows.read(after, Set.of(), 1)
			.map(ChangeRows.Read::end)
			.flatMap((end) -> after.isAfter(end) ? lost(end) : Mono.just(after));
	}

	// The oldest position is checked afterwards, because changes may be deleted
	// meanwhile.
	private Mono<ChangePage> older(ChangePosition after, Set<String> topics, int limit, ChangePosition end) {
		return this.rows.read(after, topics, limit)
			.flatMap((read) -> this.rows.oldest()
				.filter((oldest) -> !oldest.isAfter(after))
				.switchIfEmpty(lost(end))
				.thenReturn(read.changes()))
			.map((found) -> {
				// What this instance has not read yet may not be complete.
				List<LoggedChange> known = found.stream().filter((change) -> !change.position().isAfter(end)).toList();
				boolean isCut = known.size() == limit;
				return new ChangePage(known, isCut ? known.get(limit - 1).position() : end, isCut);
			});
	}

	private <T> Mono<T> lost(ChangePosition end) {
		return this.rows.oldest()
			.defaultIfEmpty(end)
			.flatMap((kept) -> Mono.error(() -> new ChangesLostException(kept)));
	}

	/**
	 * Reads the new changes into memory.
	 * @return whether there were any, also if this was the first read
	 */
	Mono<Boolean> read() {
		return Mono.defer(() -> {
			ChangeRing now = this.ring.get();
			if (now == null) {
				return this.rows.read(LAST, Set.of(), 1).map((read) -> begin(read.end()));
			}
			// Nobody needs the changes, and reading many ids is expensive.
			return (isIdle() && this.rows.isEndFinal())
					? this.rows.read(LAST, Set.of(), 1)
						.flatMap((read) -> skip(now, read.end()) ? Mono.just(true) : readOn(now, now.end()))
					: readOn(now, now.end());
		});
	}

	private boolean isIdle() {
		return System.nanoTime() - this.asked >= IDLE.toNanos();
	}

	// Not while a client looks into the memory.
	private synchronized boolean skip(ChangeRing now, ChangePosition end) {
		boolean isSkipped = isIdle();
		if (isSkipped) {
			this.ring.set(new ChangeRing(end));
			move(now.end(), end);
		}
		return isSkipped;
	}

	private Mono<Boolean> readOn(ChangeRing now, ChangePosition from) {
		return this.rows.readSettled(from, PAGE).flatMap((read) -> {
			if (from.isAfter(read.end())) {
				// The database was restored or replaced.
				return Mono.just(begin(read.end()));
			}
			List<LoggedChange> found = read.changes();
			boolean isCut = found.size() == PAGE;
			ChangePosition last = found.isEmpty() ? from : found.get(found.size() - 1).position();
			ChangePosition until = isCut ? last : this.rows.end(last, read.end());
			now.add(found, until);
			move(from, until);
			return isCut ? readOn(now, until) : Mono.just(!found.isEmpty());
		});
	}

	private boolean begin(ChangePosition end) {
		this.ring.set(new ChangeRing(end));
		move(null, end);
		return true;
	}

	private void move(@Nullable ChangePosition from, ChangePosition until) {
		if (!until.equals(from)) {
			this.moves.emitNext(until, Sinks.EmitFailureHandler.FAIL_FAST);
		}
	}

}
