package dev.tintype.data.store;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

import dev.tintype.data.sql.Transactions;
import dev.tintype.data.storage.StorageRefusedException;
import dev.tintype.data.storage.Store;
import dev.tintype.data.storage.StoredObject;
import dev.tintype.support.Ids;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

import org.springframework.stereotype.Component;

/**
 * Knows whether the storage is that of the database (ADR 37). Two machines may have
 * folders of the same name with other files. Nothing then shows that an instance would
 * serve the wrong bytes, except the id.
 */
@Component
public class StoreIdentity {

	private static final Logger LOG = LoggerFactory.getLogger(StoreIdentity.class);

	/** How long a match counts. */
	private static final Duration KNOWN = Duration.ofSeconds(10);

	/** How long it counts that the database has no storage. */
	private static final Duration UNKNOWN = Duration.ofSeconds(1);

	/** The number of stored files that are looked up together at the start. */
	private static final int BATCH = 500;

	/** The most stored files that are looked up at the start. */
	private static final int LOOKED_UP = 10_000;

	private final Store store;

	private final StoreRepository rows;

	private final FileOwners owners;

	private final Mono<Boolean> checked;

	private volatile boolean claimed;

	StoreIdentity(Store store, StoreRepository rows, FileOwners owners) {
		this.store = store;
		this.rows = rows;
		this.owners = owners;
		// Callers share the result, so it belongs to the transaction of none of them.
		this.checked = check().contextWrite((context) -> Context.empty())
			.cache((claimed) -> claimed ? KNOWN : UNKNOWN, (ex) -> Duration.ZERO, () -> Duration.ZERO);
	}

	/**
	 * Requires that the storage does not belong to another database.
	 * @return completes if it does not; otherwise a {@link StorageRefusedException}
	 */
	Mono<Void> require() {
		return this.checked.then();
	}

	/**
	 * Makes the storage that of the database, if the database has none. This is a part of
	 * the caller's transaction: on H2, another one would wait for it without end.
	 * @return completes if it is that of the database; otherwise a
	 * {@link StorageRefusedException}
	 */
	Mono<Void> claim() {
		return this.claimed ? require() : take();
	}

	/**
	 * Does what the start of the service does: it makes the storage that of the database
	 * if the database has none, and a row names a file there.
	 * @return completes if the storage is not that of another database; otherwise a
	 * {@link StorageRefusedException}
	 */
	Mono<Void> start() {
		return check().filter((found) -> !found).filterWhen((none) -> isNamed()).flatMap((none) -> take());
	}

	private Mono<Boolean> check() {
		return this.rows.find()
			.flatMap((row) -> this.store.mark()
				.filter((mark) -> mark.equals(row.id()))
				.switchIfEmpty(Mono.error(() -> refusal(row)))
				.map((mark) -> true))
			.defaultIfEmpty(false)
			.doOnNext((found) -> this.claimed = found);
	}

	private Mono<Void> take() {
		return this.store.mark()
			.switchIfEmpty(Mono.defer(() -> this.store.putMark(Ids.next()).then(this.store.mark())))
			.switchIfEmpty(Mono
				.error(() -> new StorageRefusedException(this.store.place() + " does not keep the file " + Store.MARK,
						null)))
			.flatMap((mark) -> this.rows.claim(mark, this.store)
				.flatMap((row) -> row.id().equals(mark) ? Mono.just(row) : Mono.error(refusal(row))))
			.flatMap((row) -> Transactions.afterCommit(() -> {
				this.claimed = true;
				LOG.info("The storage of this database is {} with the id {}", this.store.place(), row.id());
			}));
	}

	private Mono<Boolean> isNamed() {
		return Flux.just("uploads/", "library/")
			.concatMap((area) -> this.store.list(area).take(LOOKED_UP), 1)
			.map(StoredObject::key)
			.map(this.store::location)
			.buffer(BATCH)
			.concatMap(this.owners::nameAny, 1)
			.any((named) -> named);
	}

	private StorageRefusedException refusal(StoreRow row) {
		return new StorageRefusedException(this.store.place() + " is not the storage of this database, which is "
				+ row.location() + " with the id " + row.id() + ": use that, or run \"storage adopt\" to use "
				+ this.store.place() + " from now on", null);
	}

	/**
	 * Reports the storage of the database and that of the settings.
	 * @return the state now
	 */
	public Mono<StoreState> state() {
		return this.store.check()
			.then(Mono.defer(() -> this.rows.find().map(Optional::of).defaultIfEmpty(Optional.empty())))
			.zipWhen((row) -> this.store.mark().map(Optional::of).defaultIfEmpty(Optional.empty()))
			.map((found) -> new StoreState(this.store.kind().word(), this.store.place(), found.getT2().orElse(null),
					found.getT1().orElse(null)));
	}

	/**
	 * Makes the storage of the settings that of the database, in place of any other one.
	 * Instances that use another one then refuse to use it.
	 * @return the new row
	 */
	public Mono<StoreRow> adopt() {
		UUID id = Ids.next();
		return this.store.check()
			.then(this.store.deleteMark())
			.then(this.store.putMark(id))
			.then(this.rows.replace(id, this.store));
	}

}
