package dev.tintype.operation.integrity;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;

/**
 * Causes damage without the service, and without the constraints of the database.
 */
final class Planting {

	private final Statements statements;

	private final Transactions transactions;

	private final DatabaseClient database;

	private final Dialect dialect;

	Planting(Statements statements, Transactions transactions, DatabaseClient database, Dialect dialect) {
		this.statements = statements;
		this.transactions = transactions;
		this.database = database;
		this.dialect = dialect;
	}

	Dialect dialect() {
		return this.dialect;
	}

	/** Executes statements separated by semicolons, without foreign keys. */
	void run(String sql) {
		Mono<Void> damage = Flux.fromArray(sql.split(";"))
			.concatMap((statement) -> this.statements.sql(statement.strip()).then())
			.then();
		switch (this.dialect) {
			case POSTGRESQL -> this.transactions
				.run(this.statements.sql("SET LOCAL session_replication_role = replica").then().then(damage))
				.block();
			case H2 -> this.statements.sql("SET REFERENTIAL_INTEGRITY FALSE")
				.then()
				.then(damage)
				.then(Mono.defer(() -> this.statements.sql("SET REFERENTIAL_INTEGRITY TRUE").then()))
				.block();
		}
	}

	/** Executes a statement with foreign keys. */
	void execute(String sql) {
		this.statements.sql(sql).then().block();
	}

	String one(String sql) {
		return Objects.requireNonNull(this.statements.sql(sql).value(String.class).block());
	}

	/**
	 * Returns all rows of all tables, except those that the service itself deletes
	 * meanwhile.
	 */
	Map<String, String> rows() {
		Map<String, String> rows = new TreeMap<>();
		for (String table : new String[] { "images", "captions", "caption_operations", "thumbnails", "prompts",
				"prompt_images", "document", "chat_threads", "message", "media_assets", "file_versions", "photo_tags",
				"global_tag_library", "people", "faces", "collections", "collection_photos" }) {
			rows.put(table,
					Objects.requireNonNull(this.database.sql("SELECT * FROM " + table)
						.fetch()
						.all()
						.map((row) -> row.entrySet()
							.stream()
							.map((column) -> column.getKey() + "=" + text(column.getValue()))
							.sorted()
							.collect(Collectors.joining(",")))
						.sort()
						.collect(Collectors.joining("\n"))
						.block()));
		}
		return rows;
	}

	private static String text(@Nullable Object value) {
		if (value instanceof byte[] bytes) {
			return String.valueOf(Arrays.hashCode(bytes));
		}
		if (value instanceof Object[] elements) {
			return Arrays.toString(elements);
		}
		return (value instanceof ByteBuffer buffer) ? String.valueOf(buffer.hashCode())
				: (value instanceof io.r2dbc.spi.Blob || value instanceof io.r2dbc.spi.Clob) ? "large"
						: String.valueOf(value);
	}

}
