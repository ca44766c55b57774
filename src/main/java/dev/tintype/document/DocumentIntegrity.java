package dev.tintype.document;

import java.util.List;
import java.util.UUID;

import dev.tintype.sql.Statements;
import dev.tintype.sql.Transactions;
import dev.tintype.support.FoldedColumn;
import dev.tintype.support.IntegrityCheck;
import dev.tintype.support.IntegrityChecks;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Repository;

/**
 * What must hold of documents.
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
		return List.of(new FoldedColumn("document", "id", UUID.class, "name", "name_folded")
			.check("documents.name-folded", "Documents", this.statements, this.transactions));
	}

}
