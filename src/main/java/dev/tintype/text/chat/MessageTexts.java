package dev.tintype.text.chat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

import dev.tintype.data.batch.Chunks;
import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Statements;
import dev.tintype.search.fulltext.TextEntry;
import dev.tintype.search.fulltext.TextSource;
import io.r2dbc.spi.Readable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Reads the questions and answers of messages for the text index.
 */
@Repository
class MessageTexts implements TextSource {

	/** The name of the index. */
	static final String KIND = "message";

	/** The most messages that are read at once, because each may be long. */
	private static final int READ = 100;

	private static final int PAGE = 1_000;

	private final Statements statements;

	MessageTexts(Statements statements) {
		this.statements = statements;
	}

	@Override
	public String kind() {
		return KIND;
	}

	private static final String LOAD = """
			/* loadMessageTexts */
			SELECT id, question, answer, user_id, created_at FROM message WHERE id = ANY(:ids)
			""";

	@Override
	public Flux<TextEntry> load(Collection<UUID> ids) {
		return Flux.fromIterable(Chunks.cut(new ArrayList<>(ids), READ))
			.concatMap((
					some) -> this.statements.sql(LOAD).bind("ids", some.toArray(UUID[]::new)).all(MessageTexts::entry));
	}

	private static final String IDS = "/* listMessageIds */ SELECT id FROM message ORDER BY id LIMIT :limit";

	private static final String IDS_BEHIND = """
			/* listMessageIds */ SELECT id FROM message WHERE id > :after ORDER BY id LIMIT :limit
			""";

	@Override
	public Flux<List<UUID>> ids() {
		return page(this.statements.sql(IDS))
			.expand((ids) -> (ids.size() < PAGE) ? Mono.empty()
					: page(this.statements.sql(IDS_BEHIND).bind("after", ids.get(ids.size() - 1))))
			.filter((ids) -> !ids.isEmpty());
	}

	@Override
	public Mono<Long> count() {
		return this.statements.sql("/* countMessages */ SELECT count(*) FROM message").value(Long.class);
	}

	private static Mono<List<UUID>> page(Statements.Call statement) {
		return statement.bind("limit", PAGE).<UUID>all((row) -> Columns.get(row, 0, UUID.class)).collectList();
	}

	private static TextEntry entry(Readable row) {
		return new TextEntry(Columns.get(row, 0, UUID.class), null,
				row.get(1, String.class) + " " + row.get(2, String.class), row.get(3, Long.class),
				Columns.get(row, 4, Instant.class));
	}

}
