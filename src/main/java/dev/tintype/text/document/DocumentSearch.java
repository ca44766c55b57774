package dev.tintype.text.document;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.search.fulltext.Snippets;
import dev.tintype.search.fulltext.TextHit;
import dev.tintype.search.fulltext.TextIndexes;
import dev.tintype.search.fulltext.TextSearch;
import dev.tintype.text.documentsave.ContentColumn;
import dev.tintype.text.documentsave.DocumentTexts;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Finds documents by the words of their contents and by their names.
 */
@Repository
class DocumentSearch {

	/**
	 * The most hits that are ranked. Of more hits only the newest are ranked, because
	 * ranking one reads all its words.
	 */
	private static final int RANKED = 500;

	/** The most characters that are read for the snippets of all hits together. */
	private static final int SNIPPET_CHARACTERS = 1_000_000;

	private static final int MOST_SNIPPET_CHARACTERS = 100_000;

	/**
	 * The number of newest documents that are searched first. A word that a tenth of all
	 * documents have has {@link #RANKED} hits among them, so older documents are not
	 * searched.
	 */
	private static final int NEWEST = 5_000;

	/**
	 * The planner does not know the cost of reading the words of a row, which are stored
	 * apart from it. Without {@code OFFSET 0} it would walk the newest rows and read the
	 * words of each. The subquery hides the words from it, because for a common word it
	 * would read the whole table. It assumes that {@code BETWEEN} selects few rows, and
	 * therefore combines the two indexes before it reads a row.
	 */
	private static final String SEARCH_POSTGRESQL = """
			/* searchDocuments */
			WITH query AS MATERIALIZED (
			  SELECT plainto_tsquery('english', :text) || plainto_tsquery('english', :words) AS words,
			    coalesce((SELECT d.created_at FROM document d ORDER BY d.created_at DESC, d.id DESC
			      LIMIT 1 OFFSET :newest), '-infinity') AS since
			), newest AS MATERIALIZED (
			  SELECT f.id FROM (
			    SELECT d.id, d.created_at FROM document d
			    WHERE d.search_vector @@ (SELECT words FROM query)
			      AND d.created_at BETWEEN (SELECT since FROM query) AND 'infinity' OFFSET 0) f
			  ORDER BY f.created_at DESC, f.id DESC LIMIT :ranked
			), wanted AS MATERIALIZED (
			  SELECT :ranked - count(*) AS older FROM newest
			), hits AS (
			  SELECT id, TRUE AS by_words FROM newest
			  UNION ALL
			  (SELECT f.id, TRUE FROM (
			     SELECT d.id, d.created_at FROM document d
			     WHERE d.search_vector @@ (SELECT words FROM query)
			       AND d.created_at < (SELECT since FROM query) AND (SELECT older FROM wanted) > 0 OFFSET 0) f
			   ORDER BY f.created_at DESC, f.id DESC LIMIT (SELECT older FROM wanted))
			  UNION ALL
			  (SELECT f.id, FALSE FROM (
			     SELECT d.id, d.created_at FROM document d WHERE d.name_folded LIKE :name OFFSET 0) f
			   ORDER BY f.created_at DESC, f.id DESC LIMIT :ranked)
			), ranks AS (
			  SELECT d.id, d.created_at, CASE WHEN bool_or(h.by_words)
			    THEN CAST(ts_rank(d.search_vector, (SELECT words FROM query)) AS FLOAT8) ELSE 0 END AS rank
			  FROM hits h JOIN document d ON d.id = h.id
			  GROUP BY d.id
			  ORDER BY 3 DESC, d.created_at DESC, d.id LIMIT :limit
			)
			SELECT %s, r.rank, left(d.content, :characters) FROM ranks r JOIN document d ON d.id = r.id
			ORDER BY r.rank DESC, d.created_at DESC, d.id
			""".formatted(DocumentHead.COLUMNS);

	private static final String FIND_HITS_H2 = "/* findDocumentHits */ SELECT " + DocumentHead.COLUMNS + ", "
			+ ContentColumn.H2 + " FROM document d " + Dialect.H2.among("d.id", "UUID", "ids");

	private final Statements statements;

	private final Dialect dialect;

	private final Transactions transactions;

	private final TextIndexes indexes;

	DocumentSearch(Statements statements, Dialect dialect, Transactions transactions, TextIndexes indexes) {
		this.statements = statements;
		this.dialect = dialect;
		this.transactions = transactions;
		this.indexes = indexes;
	}

	/**
	 * Searches documents.
	 * @return the best first; of equal rank, the newest first; empty for a query without
	 * words
	 */
	Mono<List<DocumentHit>> search(DocumentQuery query) {
		if (query.words().isBlank()) {
			return Mono.just(List.of());
		}
		return switch (this.dialect) {
			case POSTGRESQL -> searchPostgresql(query);
			case H2 -> this.indexes.search(DocumentTexts.KIND, new TextSearch(query.text(), true, null, query.limit()))
				.flatMap((hits) -> read(query, hits));
		};
	}

	private Mono<List<DocumentHit>> searchPostgresql(DocumentQuery query) {
		return this.statements.sql(SEARCH_POSTGRESQL)
			.bind("text", query.folded())
			.bind("words", query.words())
			.bind("name", query.pattern())
			.bind("newest", NEWEST)
			.bind("ranked", RANKED)
			.bind("limit", query.limit())
			.bind("characters", characters(query))
			.<Found>all(
					(row) -> new Found(DocumentHead.of(row), Columns.get(row, DocumentHead.COLUMN_COUNT, Double.class),
							Objects.requireNonNull(row.get(DocumentHead.COLUMN_COUNT + 1, String.class))))
			.collectList()
			.flatMap((found) -> withSnippets(query, found));
	}

	private Mono<List<DocumentHit>> read(DocumentQuery query, List<TextHit> hits) {
		if (hits.isEmpty()) {
			return Mono.just(List.of());
		}
		int characters = characters(query);
		Map<UUID, Double> ranks = hits.stream().collect(Collectors.toMap(TextHit::id, TextHit::rank));
		return this.transactions
			.run(this.statements.sql(FIND_HITS_H2)
				.bind("ids", ranks.keySet().toArray(UUID[]::new))
				.all((row) -> Map.entry(DocumentHead.of(row), ContentColumn.of(row, DocumentHead.COLUMN_COUNT)))
				.concatMap((row) -> row.getValue()
					.read(characters)
					.map((content) -> new Found(row.getKey(), Objects.requireNonNull(ranks.get(row.getKey().id())),
							content.substring(0, Math.min(characters, content.length())))))
				.collectMap((found) -> found.head().id()))
			.map((found) -> hits.stream().map(TextHit::id).map(found::get).flatMap(Stream::ofNullable).toList())
			.flatMap((found) -> withSnippets(query, found));
	}

	private static Mono<List<DocumentHit>> withSnippets(DocumentQuery query, List<Found> found) {
		return Snippets.show(query.text(), found,
				(hit, snippets) -> new DocumentHit(hit.head(), hit.rank(), snippets.of(hit.beginning())));
	}

	private static int characters(DocumentQuery query) {
		return Math.min(MOST_SNIPPET_CHARACTERS, SNIPPET_CHARACTERS / query.limit());
	}

	/**
	 * A hit without its snippet.
	 *
	 * @param head the document
	 * @param rank of the hit
	 * @param beginning of the content, in which the snippet is searched
	 */
	private record Found(DocumentHead head, double rank, String beginning) {
	}

}
