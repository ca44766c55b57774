package dev.tintype.data.change;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Replication;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Reads the table of changes, always from the database itself and never from a replica.
 */
@Repository
class ChangeRows {

	/**
	 * The end is the first transaction that has not ended for every snapshot. Rows of
	 * later transactions wait, because an earlier one may still commit.
	 */
	private static final String READ_POSTGRESQL = """
			/* readChanges */
			SELECT s.oldest, c.transaction_id, c.change_id, c.topic, c.kind, c.count, c.ids, c.operation_id, c.created_at
			FROM (SELECT CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS TEXT) AS BIGINT) AS oldest) s
			LEFT JOIN LATERAL (
			  SELECT * FROM changes
			  WHERE (transaction_id, change_id) > (:transaction, :change) AND transaction_id < s.oldest%s
			  ORDER BY transaction_id, change_id LIMIT :limit
			) c ON TRUE
			ORDER BY c.transaction_id, c.change_id
			""";

	private static final String READ_H2 = """
			/* readChanges */
			SELECT s.latest, c.transaction_id, c.change_id, c.topic, c.kind, c.count, CAST(c.ids AS VARCHAR ARRAY), c.operation_id, c.created_at
			FROM (SELECT COALESCE(MAX(change_id), 0) AS latest FROM changes) s
			LEFT JOIN (
			  SELECT * FROM changes WHERE transaction_id = 0 AND change_id > :change%s ORDER BY change_id LIMIT :limit
			) c ON TRUE
			ORDER BY c.change_id
			""";

	private static final String OF_TOPICS = " AND topic = ANY(:topics)";

	private static final String OLDEST = """
			/* findOldestChange */
			SELECT transaction_id, change_id FROM changes ORDER BY transaction_id, change_id LIMIT 1
			""";

	/** The newest of these that is too old remains as a mark. */
	private static final String EXPIRE = """
			/* deleteExpiredChanges */
			DELETE FROM changes WHERE (transaction_id, change_id) < (
			  SELECT o.transaction_id, o.change_id FROM (
			    SELECT transaction_id, change_id, created_at FROM changes
			    ORDER BY transaction_id, change_id LIMIT 10000) o
			  WHERE o.created_at < :until ORDER BY o.transaction_id DESC, o.change_id DESC LIMIT 1)
			""";

	private static final String CAP = """
			/* deleteSurplusChanges */
			DELETE FROM changes WHERE (transaction_id, change_id) < (
			  SELECT transaction_id, change_id FROM changes
			  ORDER BY transaction_id DESC, change_id DESC OFFSET :rows ROWS FETCH FIRST 1 ROW ONLY)
			""";

	private static final String CLOCK = "/* askTime */ SELECT CURRENT_TIMESTAMP";

	private final Statements statements;

	private final Transactions transactions;

	private final Dialect dialect;

	ChangeRows(Statements statements, Transactions transactions, Dialect dialect) {
		this.statements = statements;
		this.transactions = transactions;
		this.dialect = dialect;
	}

	/**
	 * Reads the changes after a position.
	 * @param topics words; empty for all
	 * @param limit the most changes
	 * @return the changes in order, and where the feed ends at present
	 */
	Mono<Read> read(ChangePosition after, Set<String> topics, int limit) {
		String text = this.dialect.choose(READ_H2, READ_POSTGRESQL).formatted(topics.isEmpty() ? "" : OF_TOPICS);
		Statements.Call read = this.statements.sql(text).bind("change", after.changeId()).bind("limit", limit);
		if (this.dialect == Dialect.POSTGRESQL) {
			read.bind("transaction", after.transactionId());
		}
		if (!topics.isEmpty()) {
			read.bind("topics", topics.toArray(String[]::new));
		}
		return here(read.all(this::row).collectList().map(this::read));
	}

	/** Commands reach H2 over its server. Only their sessions have an address. */
	private static final String COMMANDS_WRITE = """
			/* askWritingCommands */
			SELECT EXISTS (SELECT 1 FROM information_schema.sessions WHERE contains_uncommitted AND client_addr IS NOT NULL)
			""";

	/**
	 * Reads the changes after a position, and none that an earlier change can still
	 * precede.
	 * @param limit the most changes
	 * @return as {@link #read(ChangePosition, Set, int)}
	 */
	Mono<Read> readSettled(ChangePosition after, int limit) {
		Mono<Read> reading = read(after, Set.of(), limit);
		return switch (this.dialect) {
			case POSTGRESQL -> reading;
			// A missing number belongs to a transaction that has failed or has not ended.
			// While this reader has the turn, only commands have open transactions. The
			// numbers up to the last one that was read are then final.
			case H2 -> reading.flatMap((first) -> first.hasGapAfter(after)
					? this.transactions.run(this.statements.sql(COMMANDS_WRITE)
						.value(Boolean.class)
						.flatMap((any) -> any ? Mono.just(first.untilGapAfter(after)) : reading.map(first::repeated)))
					: Mono.just(first));
		};
	}

	private Read read(List<Row> rows) {
		long end = rows.get(0).end();
		List<LoggedChange> changes = new ArrayList<>(rows.size());
		rows.forEach((row) -> {
			if (row.change() != null) {
				changes.add(row.change());
			}
		});
		return new Read(this.dialect.choose(new ChangePosition(0, end), new ChangePosition(end, 0)), changes);
	}

	private Row row(Readable row) {
		long end = Columns.get(row, 0, Long.class);
		Long id = row.get(2, Long.class);
		if (id == null) {
			return new Row(end, null);
		}
		return new Row(end, new LoggedChange(new ChangePosition(Columns.get(row, 1, Long.class), id),
				Columns.get(row, 3, String.class), Columns.get(row, 4, String.class), Columns.get(row, 5, Long.class),
				ids(row, 6), row.get(7, UUID.class), Columns.get(row, 8, Instant.class)));
	}

	// The driver of H2 decodes no arrays of UUIDs.
	private @Nullable List<UUID> ids(Readable row, int column) {
		if (row.get(column) == null) {
			return null;
		}
		return switch (this.dialect) {
			case H2 -> Columns.texts(row, column).stream().map(UUID::fromString).toList();
			case POSTGRESQL -> List.of(Columns.get(row, column, UUID[].class));
		};
	}

	/**
	 * Returns where a reader has arrived that has read the last page.
	 * @param last the position of the last change, or of the reader
	 * @param end of that read
	 * @return on PostgreSQL the end; on H2 the last position, since a change may have
	 * come between the parts of the statement
	 */
	ChangePosition end(ChangePosition last, ChangePosition end) {
		return this.dialect.choose(last, end);
	}

	/**
	 * Tells whether no change can come before the end of a read any more.
	 * @return whether the end is that of all ended transactions
	 */
	boolean isEndFinal() {
		return this.dialect == Dialect.POSTGRESQL;
	}

	/**
	 * Finds the oldest position from which the feed is complete.
	 * @return empty if the table has no row
	 */
	Mono<ChangePosition> oldest() {
		return here(this.statements.sql(OLDEST)
			.one((row) -> new ChangePosition(Columns.get(row, 0, Long.class), Columns.get(row, 1, Long.class))));
	}

	// A request that reads may read a replica, which lacks the latest changes.
	private static <T> Mono<T> here(Mono<T> read) {
		return read.contextWrite((context) -> context.delete(Replication.class));
	}

	/**
	 * Deletes what is older than the retention, or surplus. The newest such row remains.
	 * @return completes when it is done
	 */
	Mono<Void> expire(ChangeSettings settings) {
		Mono<Long> expired = this.statements.sql(CLOCK)
			.value(Instant.class)
			.map((now) -> now.minus(settings.retention()))
			.flatMap(this::expire)
			.repeat()
			.takeUntil((deleted) -> deleted == 0)
			.then(Mono.just(0L));
		Mono<Long> surplus = this.transactions
			.runSingle(this.statements.sql(CAP).bind("rows", settings.rows()).update());
		return expired.then(surplus).then();
	}

	private Mono<Long> expire(Instant until) {
		return this.transactions.runSingle(this.statements.sql(EXPIRE).bind("until", until).update());
	}

	/**
	 * What one statement has read.
	 *
	 * @param end on PostgreSQL the place behind all changes that will ever come before
	 * it; on H2 that of the latest change
	 * @param changes in order
	 */
	record Read(ChangePosition end, List<LoggedChange> changes) {

		boolean hasGapAfter(ChangePosition begin) {
			return untilGapAfter(begin).changes().size() < this.changes.size();
		}

		Read untilGapAfter(ChangePosition begin) {
			int count = 0;
			while (count < this.changes.size()
					&& this.changes.get(count).position().changeId() == begin.changeId() + count + 1) {
				count++;
			}
			return new Read(this.end, this.changes.subList(0, count));
		}

		/**
		 * The same changes as they were read later, and those that have come before them.
		 */
		Read repeated(Read later) {
			ChangePosition last = this.changes.get(this.changes.size() - 1).position();
			return new Read(this.end,
					later.changes().stream().filter((change) -> !change.position().isAfter(last)).toList());
		}

	}

	/**
	 * A row of the statement, without a change if there is none.
	 */
	private record Row(long end, @Nullable LoggedChange change) {
	}

}
