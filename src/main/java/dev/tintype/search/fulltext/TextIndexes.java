package dev.tintype.search.fulltext;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Manages the full-text indexes beside an H2 database (ADR 8). A write adds change notes
 * in its own transaction. The index processes these notes, and a search waits for all
 * notes that were committed before it.
 */
@Component
public class TextIndexes implements DisposableBean {

	private static final String NOTE = """
			/* noteTextChanges */
			INSERT INTO text_changes (kind, row_id)
			SELECT CAST(:kind AS VARCHAR), t.row_id FROM unnest(CAST(:ids AS UUID ARRAY)) AS t(row_id)
			""";

	private final Statements statements;

	private final Dialect dialect;

	private final Map<String, LiveIndex> indexes;

	TextIndexes(Statements statements, Dialect dialect, ObjectProvider<TextSource> sources) {
		this.statements = statements;
		this.dialect = dialect;
		this.indexes = sources.orderedStream()
			.map((source) -> new LiveIndex(source, statements))
			.collect(Collectors.toUnmodifiableMap(LiveIndex::kind, Function.identity()));
	}

	/**
	 * Notes that rows were written or deleted. Call it in the transaction of the change.
	 * @param kind of the {@link TextSource}
	 * @param ids of the rows
	 * @return completes when the notes are written; at once on PostgreSQL
	 */
	public Mono<Void> changed(String kind, Collection<UUID> ids) {
		return switch (this.dialect) {
			case POSTGRESQL -> Mono.empty();
			case H2 -> ids.isEmpty() ? Mono.empty()
					: this.statements.sql(NOTE).bind("kind", kind).bind("ids", ids.toArray(UUID[]::new)).then();
		};
	}

	/**
	 * The statement with which a JDBC transaction notes that it wrote a row.
	 * @param dialect of the database
	 * @param kind of the {@link TextSource}, a constant
	 * @return SQL whose only parameter is the row's id; null on PostgreSQL
	 */
	public static @Nullable String note(Dialect dialect, String kind) {
		String note = "/* noteTextChange */ INSERT INTO text_changes (kind, row_id) VALUES ('" + kind + "', ?)";
		return (dialect == Dialect.H2) ? note : null;
	}

	/**
	 * Searches the index on H2. PostgreSQL searches with SQL instead.
	 * @param kind of the {@link TextSource}
	 * @return the hits, the best first, then the newest, from all rows committed before
	 * the call; rows deleted in the meantime may be among them
	 */
	public Mono<List<TextHit>> search(String kind, TextSearch search) {
		LiveIndex index = this.indexes.get(kind);
		if (index == null) {
			throw new IllegalArgumentException("No text source " + kind);
		}
		return index.caughtUp().flatMap((ready) -> onDisk(() -> ready.search(search)));
	}

	/**
	 * Processes all notes.
	 * @return completes when the indexes have every row that was committed before; at
	 * once on PostgreSQL
	 */
	Mono<Void> catchUp() {
		return switch (this.dialect) {
			case POSTGRESQL -> Mono.empty();
			case H2 -> Flux.fromIterable(this.indexes.values()).concatMap(LiveIndex::caughtUp).then();
		};
	}

	/**
	 * The indexes, in the order of their kinds.
	 */
	List<LiveIndex> all() {
		return this.indexes.values().stream().sorted(Comparator.comparing(LiveIndex::kind)).toList();
	}

	@Override
	public void destroy() {
		this.indexes.values().forEach(LiveIndex::close);
	}

	/**
	 * Runs disk work on a thread that may block. The work is never interrupted, since an
	 * interrupt would close the files of the index.
	 * @param <T> the type of the result
	 */
	static <T> Mono<T> onDisk(Callable<T> work) {
		return Mono.fromFuture(Mono.fromCallable(work).subscribeOn(Schedulers.boundedElastic())::toFuture, true);
	}

	/**
	 * Work that accesses the disk.
	 */
	interface DiskWork {

		void run() throws IOException;

		/**
		 * Runs the work on the current thread, with unchecked exceptions.
		 */
		static void now(DiskWork work) {
			try {
				work.run();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
