package dev.tintype.text.document;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.data.change.Change;
import dev.tintype.data.change.ChangeKind;
import dev.tintype.data.change.ChangeLog;
import dev.tintype.data.change.ChangeTopic;
import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.LongWork;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.search.fulltext.TextIndexes;
import dev.tintype.search.regex.RegexLimit;
import dev.tintype.support.AnyCase;
import dev.tintype.support.Ids;
import dev.tintype.text.document.DocumentRows.DocumentSize;
import dev.tintype.text.documentsave.ContentColumn;
import dev.tintype.text.documentsave.DocumentDraft;
import dev.tintype.text.documentsave.DocumentTexts;
import dev.tintype.text.documentsave.DocumentWriter;
import dev.tintype.text.documentsave.SavedDocument;
import dev.tintype.text.documentsave.SavedDocument.Effect;
import dev.tintype.web.listing.Rows;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Reads, adds, changes and deletes single documents, and lists them.
 */
@Repository
class DocumentRepository {

	private final Statements statements;

	private final Dialect dialect;

	private final Transactions transactions;

	private final TextIndexes indexes;

	private final RegexLimit regexes;

	private final ChangeLog changes;

	DocumentRepository(Statements statements, Dialect dialect, Transactions transactions, TextIndexes indexes,
			RegexLimit regexes, ChangeLog changes) {
		this.changes = changes;
		this.statements = statements;
		this.dialect = dialect;
		this.transactions = transactions;
		this.indexes = indexes;
		this.regexes = regexes;
	}

	private static final String INSERT = """
			/* insertDocument */
			INSERT INTO document (id, code, name, name_folded, content, created_at, updated_at)
			VALUES (:id, :code, :name, :folded_name, :content, :now, :now)
			ON CONFLICT DO NOTHING
			""";

	/**
	 * Adds a document.
	 * @return empty if its code exists already
	 */
	Mono<SavedDocument> insert(DocumentDraft draft) {
		return this.transactions.run(Mono.defer(() -> {
			UUID id = Ids.next();
			Instant now = now();
			return this.statements.sql(INSERT)
				.bind("id", id)
				.bind("code", draft.code())
				.bind("name", draft.name())
				.bind("folded_name", AnyCase.fold(draft.name()))
				.bind("content", draft.content())
				.bind("now", now)
				.update()
				.filter((inserted) -> inserted > 0)
				.flatMap((inserted) -> changed(id, ChangeKind.CREATED))
				.map((same) -> new SavedDocument(id, draft.code(), draft.name(), now, now, Effect.CREATED));
		}));
	}

	private static final String FIND_HEAD = "/* findDocumentHead */ SELECT " + DocumentHead.COLUMNS
			+ " FROM document d WHERE d.code = :code";

	/**
	 * Finds a document without its content.
	 * @return empty if there is none
	 */
	Mono<DocumentHead> findHead(String code) {
		return this.statements.sql(FIND_HEAD).bind("code", code).one(DocumentHead::of);
	}

	private static final String SET = "/* updateDocument */ UPDATE document d SET updated_at = :now, ";

	private static final String SET_NAME = SET + """
			name = :name, name_folded = :folded_name WHERE d.code = :code AND d.name <> :name
			""";

	private static final String SET_CONTENT = SET + "content = :content WHERE d.code = :code AND d.content <> :content";

	private static final String SET_BOTH = SET + """
			name = :name, name_folded = :folded_name, content = :content
			WHERE d.code = :code AND (d.name <> :name OR d.content <> :content)
			""";

	/**
	 * Changes a document. It writes nothing if the name and the content are the same.
	 * @param name the new name, or null to keep the current one
	 * @param content the new content, or null to keep the current one
	 * @return the document after the change, empty if there is none
	 */
	Mono<DocumentHead> update(String code, @Nullable String name, @Nullable String content) {
		Mono<DocumentHead> head = findHead(code);
		if (name == null && content == null) {
			return head;
		}
		Mono<DocumentHead> update = this.transactions
			.run(set(code, name, content).flatMap((changed) -> head.flatMap((found) -> (changed > 0)
					? changed(found.id(), ChangeKind.UPDATED).thenReturn(found) : Mono.just(found))));
		return (content != null && content.length() > DocumentWriter.LARGE) ? LongWork.of(update) : update;
	}

	private Mono<Long> set(String code, @Nullable String name, @Nullable String content) {
		return Mono.defer(() -> {
			String sql = (name != null) ? ((content != null) ? SET_BOTH : SET_NAME) : SET_CONTENT;
			Statements.Call call = this.statements.sql(sql).bind("code", code).bind("now", now());
			if (name != null) {
				call.bind("name", name).bind("folded_name", AnyCase.fold(name));
			}
			return ((content != null) ? call.bind("content", content) : call).update();
		});
	}

	private static final String FIND = "/* findDocument */ SELECT " + DocumentHead.COLUMNS
			+ ", %s FROM document d WHERE d.code = :code";

	private static final String FIND_H2 = FIND.formatted(ContentColumn.H2);

	private static final String FIND_POSTGRESQL = FIND.formatted(ContentColumn.POSTGRESQL);

	/**
	 * Finds a whole document.
	 * @return empty if there is none
	 */
	Mono<Document> find(String code) {
		return documents(this.statements.sql(this.dialect.choose(FIND_H2, FIND_POSTGRESQL)).bind("code", code))
			.flatMap((found) -> Mono.justOrEmpty(found.stream().findFirst()));
	}

	/** The largest content that many requests may read at the same time. */
	private static final int SMALL = 1 << 16;

	private static final String FIND_SMALL_H2 = FIND_H2 + " AND char_length(d.content) <= " + SMALL;

	private static final String FIND_SMALL_POSTGRESQL = FIND_POSTGRESQL + " AND octet_length(d.content) <= " + SMALL;

	/**
	 * Finds a whole document with a small content.
	 * @return empty if there is none or its content is larger
	 */
	Mono<Document> findSmall(String code) {
		return documents(
				this.statements.sql(this.dialect.choose(FIND_SMALL_H2, FIND_SMALL_POSTGRESQL)).bind("code", code))
			.flatMap((found) -> Mono.justOrEmpty(found.stream().findFirst()));
	}

	private static final String FIND_ALL = "/* findDocuments */ SELECT " + DocumentHead.COLUMNS
			+ ", %s FROM document d %s";

	private static final String FIND_ALL_H2 = FIND_ALL.formatted(ContentColumn.H2,
			Dialect.H2.among("d.id", "UUID", "ids"));

	private static final String FIND_ALL_POSTGRESQL = FIND_ALL.formatted(ContentColumn.POSTGRESQL,
			Dialect.POSTGRESQL.among("d.id", "UUID", "ids"));

	/**
	 * Finds whole documents.
	 * @return the documents that exist, by id
	 */
	Mono<Map<UUID, Document>> findAll(List<UUID> ids) {
		return documents(this.statements.sql(this.dialect.choose(FIND_ALL_H2, FIND_ALL_POSTGRESQL))
			.bind("ids", ids.toArray(UUID[]::new))).flatMapIterable((found) -> found).collectMap(Document::id);
	}

	// On H2 a long content can be read only within the transaction that selected it.
	private Mono<List<Document>> documents(Statements.Call call) {
		Mono<List<Document>> documents = call
			.all((row) -> Map.entry(DocumentHead.of(row), ContentColumn.of(row, DocumentHead.COLUMN_COUNT)))
			.concatMap((row) -> row.getValue().read().map((content) -> row.getKey().with(content)))
			.collectList();
		return switch (this.dialect) {
			case POSTGRESQL -> documents;
			case H2 -> this.transactions.runReading(documents);
		};
	}

	/**
	 * Returns the documents that a filter selects.
	 */
	Rows<DocumentSize> rows(DocumentFilter filter) {
		return new DocumentRows(this.statements, this.dialect, this.regexes, filter);
	}

	private static final String LOCK = "/* lockDocument */ SELECT id FROM document WHERE code = :code FOR UPDATE";

	private static final String DELETE = "/* deleteDocument */ DELETE FROM document WHERE id = :id";

	/**
	 * Deletes a document.
	 * @return whether it existed
	 */
	Mono<Boolean> delete(String code) {
		return this.transactions.run(this.statements.sql(LOCK)
			.bind("code", code)
			.one((row) -> Columns.get(row, 0, UUID.class))
			.flatMap((id) -> this.statements.sql(DELETE)
				.bind("id", id)
				.then()
				.then(changed(id, ChangeKind.DELETED))
				.thenReturn(true))
			.defaultIfEmpty(false));
	}

	private Mono<Boolean> changed(UUID id, ChangeKind kind) {
		return this.indexes.changed(DocumentTexts.KIND, List.of(id))
			.then(this.changes.record(Change.of(ChangeTopic.DOCUMENTS, kind, id)))
			.thenReturn(true);
	}

	private static Instant now() {
		return Instant.now().truncatedTo(ChronoUnit.MICROS);
	}

}
