package dev.tintype.operation.status;

import java.util.Set;
import java.util.stream.Collectors;

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
		return generated()
			.flatMap((hidden) -> this.statements.sql(this.dialect.choose(ReadSchema.H2, ReadSchema.POSTGRESQL))
				.all(SchemaRepository::part)
				.filter((part) -> part.kind() != PartKind.INDEX || !hidden.contains(part.name()))
				.collectList())
			.map(Schema::of);
	}

	private Mono<Set<String>> generated() {
		return this.dialect.choose(
				this.statements.sql(ReadSchema.H2_GENERATED).all((row) -> text(row, 0)).collect(Collectors.toSet()),
				Mono.just(Set.of()));
	}

	private static SchemaPart part(Readable row) {
		return new SchemaPart(text(row, 1), PartKind.valueOf(text(row, 0)), text(row, 2), text(row, 3));
	}

	private static String text(Readable row, int index) {
		return Columns.get(row, index, String.class);
	}

}
