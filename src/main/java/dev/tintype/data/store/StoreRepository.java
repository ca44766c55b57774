package dev.tintype.data.store;

import java.time.Instant;
import java.util.UUID;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.data.storage.Store;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Reads and writes the only row of the table {@code storage}.
 */
@Repository
class StoreRepository {

	private final Statements statements;

	private final Transactions transactions;

	StoreRepository(Statements statements, Transactions transactions) {
		this.statements = statements;
		this.transactions = transactions;
	}

	private static final String FIND = """
			/* findStorage */ SELECT storage_id, kind, location, created_at FROM storage
			""";

	/**
	 * Finds the storage of the database.
	 * @return empty before the first upload
	 */
	Mono<StoreRow> find() {
		return this.statements.sql(FIND)
			.one((row) -> new StoreRow(Columns.get(row, 0, UUID.class), Columns.get(row, 1, String.class),
					Columns.get(row, 2, String.class), Columns.get(row, 3, Instant.class)));
	}

	private static final String INSERT = """
			/* insertStorage */
			INSERT INTO storage (storage_id, kind, location, created_at)
			VALUES (:id, :kind, :location, CURRENT_TIMESTAMP) ON CONFLICT DO NOTHING
			""";

	/**
	 * Makes a storage that of the database, unless it has one.
	 * @return the storage of the database
	 */
	Mono<StoreRow> claim(UUID id, Store store) {
		return this.transactions.run(insert(id, store).then(find()));
	}

	private static final String DELETE = """
			/* deleteStorage */ DELETE FROM storage
			""";

	/**
	 * Makes a storage that of the database, in place of any other one.
	 * @return the storage of the database
	 */
	Mono<StoreRow> replace(UUID id, Store store) {
		return this.transactions.run(this.statements.sql(DELETE).then().then(insert(id, store)).then(find()));
	}

	private Mono<Void> insert(UUID id, Store store) {
		return this.statements.sql(INSERT)
			.bind("id", id)
			.bind("kind", store.kind().word())
			.bind("location", store.place())
			.then();
	}

}
