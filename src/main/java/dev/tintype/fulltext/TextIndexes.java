package dev.tintype.fulltext;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

import dev.tintype.support.Dialect;
import dev.tintype.support.Statements;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * The text indexes that stand beside an H2 database. A write notes in its own transaction
 * which rows it changed; the index takes the notes up, and a search waits for those that
 * were committed before it.
 */
@Component
public class TextIndexes {

	private static final String NOTE = """
			/* noteTextChanges */
			INSERT INTO text_changes (kind, row_id)
			SELECT CAST(:kind AS VARCHAR), t.row_id FROM unnest(CAST(:ids AS UUID ARRAY)) AS t(row_id)
			""";

	private final Statements statements;

	private final Dialect dialect;

	TextIndexes(Statements statements, Dialect dialect) {
		this.statements = statements;
		this.dialect = dialect;
	}

	/**
	 * Notes that rows were written or deleted; to be called in the transaction that does
	 * it.
	 * @param kind of the {@link TextSource}
	 * @param ids of the rows
	 * @return when it is noted; at once on PostgreSQL
	 */
	public Mono<Void> changed(String kind, Collection<UUID> ids) {
		return switch (this.dialect) {
			case POSTGRESQL -> Mono.empty();
			case H2 -> ids.isEmpty() ? Mono.empty()
					: this.statements.sql(NOTE).bind("kind", kind).bind("ids", ids.toArray(UUID[]::new)).then();
		};
	}

	/**
	 * Searches on H2; PostgreSQL searches by SQL.
	 * @param kind of the {@link TextSource}
	 * @param search what for
	 * @return the hits, the best first, then the newest; every row that was committed
	 * before counts, and rows deleted meanwhile may be among them
	 */
	public Mono<List<TextHit>> search(String kind, TextSearch search) {
		return Mono.error(new UnsupportedOperationException(kind + search));
	}

}
