package dev.tintype.text.documentsave;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.data.batch.BatchSettings;
import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.search.fulltext.TextEntry;
import dev.tintype.search.fulltext.TextSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Reads the texts of documents for the text index.
 */
@Repository
public class DocumentTexts implements TextSource {

	/** The name of the index. */
	public static final String KIND = "document";

	private final Statements statements;

	private final Dialect dialect;

	private final Transactions transactions;

	private final BatchSettings batches;

	DocumentTexts(Statements statements, Dialect dialect, Transactions transactions, BatchSettings batches) {
		this.statements = statements;
		this.dialect = dialect;
		this.transactions = transactions;
		this.batches = batches;
	}

	@Override
	public String kind() {
		return KIND;
	}

	private static final String LOAD = "/* loadDocumentTexts */ SELECT d.id, d.name, d.created_at, %s FROM document d %s";

	private static final String LOAD_H2 = LOAD.formatted(ContentColumn.H2, Dialect.H2.among("d.id", "UUID", "ids"));

	private static final String LOAD_POSTGRESQL = LOAD.formatted(ContentColumn.POSTGRESQL,
			Dialect.POSTGRESQL.among("d.id", "UUID", "ids"));

	/** In UTF-16 code units; a character has at most two. */
	private static final int MOST = 2 * TextEntry.SEARCHED_CHARACTERS;

	private static final String SIZES = """
			/* findDocumentSizes */
			SELECT id, CAST(%s AS BIGINT) FROM document %s ORDER BY id
			""";

	private static final String SIZES_H2 = SIZES.formatted("char_length(content)",
			Dialect.H2.among("id", "UUID", "ids"));

	private static final String SIZES_POSTGRESQL = SIZES.formatted("octet_length(content)",
			Dialect.POSTGRESQL.among("id", "UUID", "ids"));

	@Override
	public Flux<TextEntry> load(Collection<UUID> ids) {
		return this.statements.sql(this.dialect.choose(SIZES_H2, SIZES_POSTGRESQL))
			.bind("ids", ids.toArray(UUID[]::new))
			.<SizedId>all((row) -> new SizedId(Columns.get(row, 0, UUID.class), Columns.get(row, 1, Long.class)))
			.collectList()
			.flatMapIterable(SizedId::groups)
			.concatMap(this::read, 0);
	}

	private Flux<TextEntry> read(List<UUID> ids) {
		return this.transactions
			.run(this.statements.sql(this.dialect.choose(LOAD_H2, LOAD_POSTGRESQL))
				.bind("ids", ids.toArray(UUID[]::new))
				.all((row) -> Map.entry(new TextEntry(Columns.get(row, 0, UUID.class),
						Columns.get(row, 1, String.class), "", null, Columns.get(row, 2, Instant.class)),
						ContentColumn.of(row, 3)))
				.concatMap((row) -> row.getValue().read(MOST).map((body) -> withBody(row.getKey(), body)))
				.collectList())
			.flatMapIterable((entries) -> entries);
	}

	private static TextEntry withBody(TextEntry entry, String body) {
		return new TextEntry(entry.id(), entry.name(), body, entry.userId(), entry.createdAt());
	}

	private static final String IDS = """
			/* listDocumentIds */ SELECT id FROM document WHERE id > :after ORDER BY id LIMIT :limit
			""";

	@Override
	public Flux<List<UUID>> ids() {
		return ids(new UUID(0, 0))
			.expand((page) -> (page.size() < this.batches.pageSize()) ? Mono.empty() : ids(page.get(page.size() - 1)))
			.filter((page) -> !page.isEmpty());
	}

	private Mono<List<UUID>> ids(UUID after) {
		return this.statements.sql(IDS)
			.bind("after", after)
			.bind("limit", this.batches.pageSize())
			.<UUID>all((row) -> Columns.get(row, 0, UUID.class))
			.collectList();
	}

	private static final String COUNT = "/* countDocuments */ SELECT count(*) FROM document";

	@Override
	public Mono<Long> count() {
		return this.statements.sql(COUNT).value(Long.class);
	}

}
