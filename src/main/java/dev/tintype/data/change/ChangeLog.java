package dev.tintype.data.change;

import java.util.List;
import java.util.Objects;
import java.util.UUID;

import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Records what was changed, in the transaction of the change (ADR 34).
 */
@Component
public class ChangeLog {

	private static final UUID NIL = new UUID(0, 0);

	private static final String INSERT = """
			/* recordChange */
			INSERT INTO changes (topic, kind, count, operation_id)
			VALUES (:topic, :kind, CAST(:count AS BIGINT), NULLIF(CAST(:operation_id AS UUID), CAST(:nil AS UUID)))
			""";

	private static final String INSERT_IDS = """
			/* recordChangeOfIds */
			INSERT INTO changes (topic, kind, count, operation_id, ids)
			VALUES (:topic, :kind, CAST(:count AS BIGINT), NULLIF(CAST(:operation_id AS UUID), CAST(:nil AS UUID)),
			  CAST(:ids AS UUID ARRAY))
			""";

	private final Statements statements;

	private final Transactions transactions;

	private final ChangeSignals signals;

	ChangeLog(Statements statements, Transactions transactions, ChangeSignals signals) {
		this.statements = statements;
		this.transactions = transactions;
		this.signals = signals;
	}

	/**
	 * Records a change as a part of the surrounding transaction.
	 * @param change of no rows is not recorded
	 * @return completes when it is recorded
	 */
	public Mono<Void> record(Change change) {
		if (change.count() == 0) {
			return Mono.empty();
		}
		List<UUID> ids = change.ids();
		Statements.Call insert = this.statements.sql((ids != null) ? INSERT_IDS : INSERT)
			.bind("topic", change.topic().word())
			.bind("kind", change.kind().word())
			.bind("count", change.count())
			.bind("operation_id", Objects.requireNonNullElse(change.operationId(), NIL))
			.bind("nil", NIL);
		if (ids != null) {
			insert.bind("ids", ids.toArray(UUID[]::new));
		}
		return this.transactions.runSingle(insert.then()).then(Transactions.afterCommit(this::noted));
	}

	/**
	 * Records changes as a part of the surrounding transaction, in their order.
	 * @return completes when they are recorded
	 */
	public Mono<Void> record(List<Change> changes) {
		return Flux.fromIterable(changes).concatMap(this::record, 1).then();
	}

	/**
	 * Tells the readers that a statement has recorded a change by itself, and that it is
	 * committed.
	 */
	public void noted() {
		this.signals.committed();
	}

}
