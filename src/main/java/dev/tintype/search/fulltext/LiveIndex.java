package dev.tintype.search.fulltext;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.DiskFull;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Turns;
import dev.tintype.support.OwnFiles;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.util.FileSystemUtils;

/**
 * Keeps one index up to date with its table. A note is deleted only after the index has
 * its row on disk. After a crash the remaining notes are processed again, which is
 * harmless. An index that is missing, damaged, or of another database is rebuilt from the
 * rows.
 */
final class LiveIndex {

	private static final Logger LOG = LoggerFactory.getLogger(LiveIndex.class);

	/** The number of notes that are processed at a time. */
	private static final int NOTES = 1_000;

	private static final String FIND_NOTES = """
			/* findTextChanges */
			SELECT seq, row_id FROM text_changes WHERE kind = :kind ORDER BY seq LIMIT :limit
			""";

	private static final String DELETE_NOTES = "/* deleteTextChanges */ DELETE FROM text_changes WHERE seq = ANY(:seqs)";

	private static final String FIND_DATABASE = """
			/* findTextIndex */ SELECT token, COALESCE(DATABASE_PATH(), '') FROM text_index
			""";

	private final TextSource source;

	private final Statements statements;

	private final Turns<String> turns = new Turns<>();

	private volatile @Nullable Opened opened;

	private volatile @Nullable Path temporary;

	private final CommittedIndex committed;

	LiveIndex(TextSource source, Statements statements) {
		this.source = source;
		this.statements = statements;
		this.committed = new CommittedIndex(source.kind());
	}

	String kind() {
		return this.source.kind();
	}

	/**
	 * Returns the index with every row that was committed before the call.
	 */
	Mono<TextIndex> caughtUp() {
		return Mono.defer(() -> {
			Opened known = this.opened;
			// A cancelled caller must not cancel its turn, since the next turn would run
			// beside the remaining work.
			Mono<Opened> turn = Mono.fromFuture(this.turns.take(kind(), open().flatMap(this::takeUp))::toFuture, true);
			// The usual case is one query, and needs no turn.
			Mono<Opened> current = (known != null)
					? notes(1).flatMap((notes) -> notes.isEmpty() ? Mono.just(known) : turn) : turn;
			Mono<TextIndex> index = current.map(Opened::index).onErrorResume(DiskFull::is, this.committed::instead);
			return this.statements.isDiskFull() ? this.committed.whileFull().switchIfEmpty(index) : index;
		});
	}

	/**
	 * Returns the rows of the index on disk, whichever process writes it.
	 * @return empty when the folder or the token is unknown
	 */
	Mono<IndexedRows> onDisk() {
		return findPlace().collectList().filter((places) -> places.size() == 1).flatMap((places) -> {
			Place place = places.get(0);
			Path folder = place.path().isEmpty() ? this.temporary : folder(place.path());
			return (folder != null) ? Mono.just(new IndexedRows(this.source, this.statements, folder, place.token()))
					: Mono.empty();
		});
	}

	/**
	 * Opens the index again, which rebuilds it if it is faulty.
	 * @return false when this process does not have it open
	 */
	Mono<Boolean> renew() {
		return Mono.fromFuture(this.turns.take(kind(), Mono.defer(() -> {
			Opened known = this.opened;
			if (known == null) {
				return Mono.just(false);
			}
			this.opened = null;
			return TextIndexes.onDisk(() -> {
				known.index().close();
				return known;
			}).then(Mono.defer(this::open)).thenReturn(true);
		}))::toFuture, true);
	}

	/** Closes the index. */
	void close() {
		Opened known = this.opened;
		this.opened = null;
		if (known != null) {
			TextIndexes.DiskWork.now(known.index()::close);
		}
		TextIndexes.DiskWork.now(this.committed::close);
		Path folder = this.temporary;
		if (folder != null) {
			TextIndexes.DiskWork.now(() -> FileSystemUtils.deleteRecursively(folder));
		}
	}

	private Mono<Opened> takeUp(Opened open) {
		return Mono.defer(() -> notes(NOTES))
			.expand((notes) -> notes.isEmpty() ? Mono.empty() : apply(open, notes))
			.then(Mono.fromSupplier(() -> {
				this.committed.caughtUp();
				return open;
			}))
			.doOnError((ex) -> forget(open));
	}

	// A failed write, for example on a full disk, makes the index unusable. The next
	// search opens it again.
	private void forget(Opened open) {
		if (!open.index().isUsable()) {
			this.opened = null;
			TextIndexes.DiskWork.now(open.index()::close);
		}
	}

	private Mono<List<Note>> apply(Opened open, List<Note> notes) {
		Set<UUID> gone = notes.stream().map(Note::rowId).collect(Collectors.toCollection(HashSet::new));
		return put(open.index(), Set.copyOf(gone)).doOnNext(gone::remove).then(TextIndexes.onDisk(() -> {
			open.index().remove(gone);
			open.index().commit(open.token());
			return open;
		}))
			.then(Mono.defer(() -> this.statements.sql(DELETE_NOTES)
				.bind("seqs", notes.stream().map(Note::seq).toArray(Long[]::new))
				.then()))
			.then(Mono.defer(() -> (notes.size() < NOTES) ? Mono.just(List.of()) : notes(NOTES)));
	}

	private Flux<UUID> put(TextIndex index, Set<UUID> ids) {
		return this.source.load(ids).publishOn(Schedulers.boundedElastic(), 4).map((entry) -> {
			TextIndexes.DiskWork.now(() -> index.put(entry));
			return entry.id();
		});
	}

	private Mono<List<Note>> notes(int limit) {
		return this.statements.sql(FIND_NOTES)
			.bind("kind", kind())
			.bind("limit", limit)
			.<Note>all((row) -> new Note(Columns.get(row, 0, Long.class), Columns.get(row, 1, UUID.class)))
			.collectList();
	}

	private Mono<Opened> open() {
		return Mono.defer(() -> {
			Opened known = this.opened;
			return (known != null) ? Mono.just(known)
					: findPlace().singleOrEmpty()
						.flatMap((place) -> TextIndexes.onDisk(() -> open(place)))
						.flatMap(this::complete)
						.doOnNext((open) -> this.opened = open);
		});
	}

	private Flux<Place> findPlace() {
		return this.statements.sql(FIND_DATABASE)
			.all((row) -> new Place(Columns.get(row, 0, UUID.class), Columns.get(row, 1, String.class)));
	}

	private Opened open(Place place) throws IOException {
		Path folder = folder(place);
		this.committed.isIn(folder);
		try {
			return new Opened(new TextIndex(folder, true), place.token());
		}
		catch (IOException | IllegalArgumentException ex) {
			if (DiskFull.is(ex)) {
				throw ex;
			}
			LOG.warn("The full-text index of {}s cannot be read and is rebuilt", kind(), ex);
			FileSystemUtils.deleteRecursively(folder);
			return new Opened(new TextIndex(folder, false), place.token());
		}
	}

	// A database in memory has no folder, so its index gets a temporary one.
	private Path folder(Place place) throws IOException {
		if (place.path().isEmpty()) {
			Path folder = Files.createTempDirectory("tintype-words");
			this.temporary = folder;
			return folder;
		}
		return OwnFiles.createFolders(folder(place.path()));
	}

	private Path folder(String database) {
		return Path.of(database + ".words").resolve(kind());
	}

	// Sequential queries: of two that fail together, as when the service stops, the
	// second error would be lost.
	private Mono<Opened> complete(Opened open) {
		return this.source.count().flatMap((rows) -> noted().flatMap((notes) -> {
			// The index may lack noted rows. Without notes it has all rows.
			boolean same = notes > 0 || rows == open.index().size();
			return (open.index().isOf(open.token()) && same) ? Mono.just(open) : rebuild(open);
		})).doOnError((ex) -> closeAfter(ex, open.index()));
	}

	// The first failure is the one that is reported.
	private static void closeAfter(Throwable failure, TextIndex index) {
		try {
			index.close();
		}
		catch (IOException ex) {
			failure.addSuppressed(ex);
		}
	}

	private Mono<Long> noted() {
		return notes(1).map((notes) -> (long) notes.size());
	}

	private Mono<Opened> rebuild(Opened open) {
		return TextIndexes.onDisk(() -> {
			open.index().clear();
			return open;
		})
			.flatMapMany((empty) -> this.source.ids())
			.concatMap((ids) -> put(open.index(), Set.copyOf(ids)).then(), 1)
			.then(TextIndexes.onDisk(() -> {
				open.index().commit(open.token());
				if (open.index().size() > 0) {
					LOG.info("Built the full-text index of {} {}s", open.index().size(), kind());
				}
				return open;
			}));
	}

	/** A row that changed. */
	private record Note(long seq, UUID rowId) {
	}

	/** The database's token and path; the path is empty for a database in memory. */
	private record Place(UUID token, String path) {
	}

	/** An index that is complete. */
	private record Opened(TextIndex index, UUID token) {
	}

}
