package dev.tintype.operation.status;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import io.r2dbc.spi.Readable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Reads the schema from the catalogues of the database.
 */
@Repository
class SchemaRepository {

	private final Statements statements;

	private final Dialect dialect;

	SchemaRepository(Statements statements, Dialect dialect) {
		this.statements = statements;
		this.dialect = dialect;
	}

	/**
	 * Reads the schema that the service uses.
	 * @return all of it, except Flyway's table
	 */
	Mono<Schema> read() {
		return this.statements.sql(this.dialect.choose(ReadSchema.H2, ReadSchema.POSTGRESQL))
			.all(SchemaRepository::part)
			.collectList()
			.map(Schema::of);
	}

	private static SchemaPart part(Readable row) {
		return new SchemaPart(text(row, 1), PartKind.valueOf(text(row, 0)), text(row, 2), text(row, 3));
	}

	private static String text(Readable row, int index) {
		return Columns.get(row, index, String.class);
	}

}
