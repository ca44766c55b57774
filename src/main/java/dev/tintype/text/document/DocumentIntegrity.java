package dev.tintype.text.document;

import java.util.List;
import java.util.UUID;

import dev.tintype.data.sql.FoldedColumn;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.operation.integrity.IntegrityCheck;
import dev.tintype.operation.integrity.IntegrityChecks;
import dev.tintype.support.AnyCase;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Repository;

/**
 * Checks documents.
 */
@Repository
@Order(55)
class DocumentIntegrity implements IntegrityChecks {

	private final Statements statements;

	private final Transactions transactions;

	DocumentIntegrity(Statements statements, Transactions transactions) {
		this.statements = statements;
		this.transactions = transactions;
	}

	@Override
	public List<IntegrityCheck> all() {
		FoldedColumn names = new FoldedColumn(this.statements, this.transactions,
				new FoldedColumn.Columns("document", "id", UUID.class, "name", "name_folded"), AnyCase::fold);
		return List.of(IntegrityCheck.quick("documents.name-folded", """
				Documents whose folded name, which searches compare, does not follow from their name. Repair folds \
				the name again.""", names.tell(), names.repair()));
	}

}
