package dev.tintype.document;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import dev.tintype.batch.BatchSettings;
import dev.tintype.fulltext.TextEntry;
import dev.tintype.fulltext.TextSource;
import dev.tintype.support.Statements;
import io.r2dbc.spi.Readable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * The documents as the text index reads them.
 */
@Repository
class DocumentTexts implements TextSource {

	/** The name of the index. */
	static final String KIND = "document";

	private final Statements statements;

	private final BatchSettings batches;

	DocumentTexts(Statements statements, BatchSettings batches) {
		this.statements = statements;
		this.batches = batches;
	}

	@Override
	public String kind() {
		return KIND;
	}

	private static final String LOAD = """
			/* loadDocumentTexts */
			SELECT id, name, created_at, content FROM document WHERE id = ANY(:ids)
			""";

	@Override
	public Flux<TextEntry> load(Collection<UUID> ids) {
		return this.statements.sql(LOAD)
			.bind("ids", ids.toArray(UUID[]::new))
			.all((row) -> new TextEntry(get(row, 0, UUID.class), get(row, 1, String.class), get(row, 3, String.class),
					null, get(row, 2, Instant.class)));
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
			.<UUID>all((row) -> get(row, 0, UUID.class))
			.collectList();
	}

	private static final String COUNT = "/* countDocuments */ SELECT count(*) FROM document";

	@Override
	public Mono<Long> count() {
		return this.statements.sql(COUNT).value(Long.class);
	}

	private static <T> T get(Readable row, int index, Class<T> type) {
		return Objects.requireNonNull(row.get(index, type));
	}

}
