package dev.tintype.data.replica;

import java.time.Duration;
import java.util.function.Function;

import dev.tintype.data.lane.Lanes;
import dev.tintype.data.pool.DatabasePool;
import dev.tintype.data.pool.PoolSettings;
import dev.tintype.data.pool.Sessions;
import dev.tintype.data.sql.Columns;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Asks one server for its position, over a separate connection, so that the answer does
 * not wait for other work.
 */
final class ServerQuestion {

	/** How long it waits for an answer. */
	static final Duration PATIENCE = Duration.ofSeconds(1);

	private static final String END = "/* askLogEnd */ SELECT CAST(pg_current_wal_insert_lsn() AS text)";

	// The identifier is the same for a cluster and all its replicas.
	private static final String IDENTITY = """
			/* askIdentity */
			SELECT CAST(system_identifier AS text) || '/' || current_database() FROM pg_control_system()
			""";

	private static final String STANDING = """
			/* askStanding */
			SELECT pg_is_in_recovery(), CAST(pg_last_wal_replay_lsn() AS text), CAST(pg_last_wal_receive_lsn() AS text),
			  (SELECT CAST(system_identifier AS text) FROM pg_control_system()) || '/' || current_database(),
			  CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS text) AS bigint)
			""";

	private final DatabasePool connection;

	ServerQuestion(ConnectionFactory driver, Lanes lanes, PoolSettings settings, Sessions sessions) {
		this.connection = DatabasePool.of(driver, lanes, settings.forQuestions(PATIENCE), sessions);
	}

	/**
	 * Asks the primary where its log ends.
	 * @return the end of the last record, after {@link #PATIENCE} at the latest
	 */
	Mono<Lsn> end() {
		return ask(END, (row) -> Lsn.parse(text(row, 0)).recordEnd());
	}

	/**
	 * Asks a server for its cluster and database.
	 * @return the same text for a database and its replicas
	 */
	Mono<String> identity() {
		return ask(IDENTITY, (row) -> text(row, 0));
	}

	/**
	 * Asks a server for its position.
	 * @return its answer, after {@link #PATIENCE} at the latest
	 */
	Mono<Standing> standing() {
		return ask(STANDING, (row) -> new Standing(Boolean.TRUE.equals(row.get(0, Boolean.class)), position(row, 1),
				position(row, 2), text(row, 3), Columns.get(row, 4, Long.class)));
	}

	private <T> Mono<T> ask(String question, Function<Readable, T> reading) {
		return Mono
			.usingWhen(this.connection.create(),
					(connection) -> Flux.from(connection.createStatement(question).execute())
						.concatMap((result) -> result.map(reading))
						.single(),
					Connection::close)
			.timeout(PATIENCE);
	}

	private static Lsn position(Readable row, int column) {
		String text = row.get(column, String.class);
		return (text != null) ? Lsn.parse(text) : Lsn.NONE;
	}

	private static String text(Readable row, int column) {
		return Columns.get(row, column, String.class);
	}

	void dispose() {
		this.connection.dispose();
	}

	/**
	 * The position of a server.
	 *
	 * @param follows whether it is a replica
	 * @param replayed the position up to which it shows writes
	 * @param received the position up to which it has received the log
	 * @param identity of its cluster and database
	 * @param shownBefore the first transaction that it may not show
	 */
	record Standing(boolean follows, Lsn replayed, Lsn received, @Nullable String identity, long shownBefore) {
	}

}
