package dev.tintype.caption.run;

import java.util.List;
import java.util.UUID;

import dev.tintype.data.sql.RowScan;
import dev.tintype.data.sql.RowScan.Rows;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.operation.integrity.IntegrityCheck;
import dev.tintype.operation.integrity.IntegrityChecks;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Checks that the counters of runs agree with their claims and workers, and that each
 * claim has its run.
 */
@Component
@Order(25)
class RunIntegrity implements IntegrityChecks {

	private static final String DONE = "(SELECT COALESCE(SUM(w.done), 0) FROM caption_run_workers w WHERE w.run_id = r.run_id)";

	private static final String FAILED = "(SELECT count(*) FROM caption_claims l WHERE l.run_id = r.run_id AND l.leased_until IS NULL)";

	private final Statements statements;

	private final Transactions transactions;

	RunIntegrity(Statements statements, Transactions transactions) {
		this.statements = statements;
		this.transactions = transactions;
	}

	@Override
	public List<IntegrityCheck> all() {
		return List.of(claims(), counters());
	}

	private IntegrityCheck claims() {
		RowScan rows = scan(new Rows("caption_claims l", "l.run_id", UUID.class,
				"NOT EXISTS (SELECT 1 FROM caption_runs r WHERE r.run_id = l.run_id)"));
		return IntegrityCheck.quick("caption-claims.run", """
				Claims whose run does not exist. Repair deletes them.""", rows.tell("""
				'image ' || CAST(l.image_id AS VARCHAR) || ', run ' || CAST(l.run_id AS VARCHAR)"""),
				rows.repair("/* deleteLostClaims */ DELETE FROM caption_claims l WHERE {rows}"));
	}

	private IntegrityCheck counters() {
		RowScan rows = scan(new Rows("caption_runs r", "r.run_id", UUID.class,
				"(r.done <> " + DONE + " OR r.failed <> " + FAILED + ")"));
		return IntegrityCheck.quick("caption-runs.counters", """
				Runs whose counters differ from those of their workers, or from the number of failed images. Repair \
				counts again.""", rows.tell("'run ' || CAST(r.run_id AS VARCHAR)"),
				rows.repair(
						"/* lockRuns */ SELECT r.run_id FROM caption_runs r WHERE {rows} ORDER BY r.run_id FOR UPDATE",
						"/* repairRunCounters */ UPDATE caption_runs r SET done = " + DONE + ", failed = " + FAILED
								+ " WHERE {rows}"));
	}

	private RowScan scan(Rows rows) {
		return new RowScan(this.statements, this.transactions, rows);
	}

}
