package dev.tintype.library.relationship;

import java.util.List;
import java.util.UUID;

import dev.tintype.data.sql.RowScan;
import dev.tintype.data.sql.RowScan.Rows;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.operation.integrity.IntegrityCheck;
import dev.tintype.operation.integrity.IntegrityChecks;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Repository;

/**
 * Checks the column that keeps relationships from being stored twice.
 */
@Repository
@Order(62)
class RelationshipIntegrity implements IntegrityChecks {

	private static final int WINDOW = 1_000;

	/** As {@link Relationship#pairKey()}. */
	private static final String KEY = """
			CASE WHEN %1$s.relationship_type = 'child'
			    THEN CAST(%1$s.person2_id AS VARCHAR) || ' parent ' || CAST(%1$s.person1_id AS VARCHAR)
			  WHEN %1$s.relationship_type = 'parent' OR %1$s.person1_id < %1$s.person2_id
			    THEN CAST(%1$s.person1_id AS VARCHAR) || ' ' || %1$s.relationship_type || ' '
			      || CAST(%1$s.person2_id AS VARCHAR)
			  ELSE CAST(%1$s.person2_id AS VARCHAR) || ' ' || %1$s.relationship_type || ' '
			    || CAST(%1$s.person1_id AS VARCHAR) END""";

	private static final String OF_ROW = KEY.formatted("r");

	/** The oldest of several rows that say the same gets the key, unless one has it. */
	private static final String WRONG = "r.person1_id <> r.person2_id AND r.pair_key IS DISTINCT FROM (" + OF_ROW + """
			) AND NOT EXISTS (SELECT 1 FROM relationships o WHERE o.pair_key = (""" + OF_ROW + """
			)) AND NOT EXISTS (SELECT 1 FROM relationships o WHERE o.id < r.id
			  AND o.person1_id IN (r.person1_id, r.person2_id) AND o.person2_id IN (r.person1_id, r.person2_id)
			  AND (""" + KEY.formatted("o") + ") = (" + OF_ROW + "))";

	private final RowScan rows;

	RelationshipIntegrity(Statements statements, Transactions transactions) {
		this.rows = new RowScan(statements, transactions,
				new Rows("relationships r", "r.id", UUID.class, WRONG, WINDOW));
	}

	@Override
	public List<IntegrityCheck> all() {
		return List.of(IntegrityCheck.quick("relationships.pair", """
				Relationships whose pair_key does not name their people and type, so that the same relationship \
				could be stored again. Repair sets it.""", this.rows.tell("'relationship ' || CAST(r.id AS VARCHAR)"),
				this.rows.repair(
						"/* lockForRepair */ SELECT r.id FROM relationships r WHERE {rows} ORDER BY 1 FOR UPDATE",
						"/* repairRelationships */ UPDATE relationships r SET pair_key = " + OF_ROW
								+ " WHERE {rows}")));
	}

}
