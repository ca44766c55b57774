package dev.tintype.text.documentsave;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
import dev.tintype.text.documentsave.SavedDocument.Effect;
import io.r2dbc.spi.Readable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Saves documents by their codes, many with one statement. It does not write unchanged
 * documents, because indexing their words again is expensive.
 */
@Repository
public class DocumentWriter {

	/** More characters than this may take longer to save than a request usually waits. */
	public static final int LARGE = 1 << 20;

	/**
	 * Leaves out unchanged documents before PostgreSQL computes their search vectors. The
	 * last condition handles a row that another transaction adds meanwhile.
	 */
	private static final String SAVE_POSTGRESQL = """
			/* saveDocuments */
			INSERT INTO document AS d (id, code, name, name_folded, content, created_at, updated_at)
			SELECT t.id, t.code, t.name, t.folded, t.content, :now, :now
			FROM unnest(CAST(:ids AS UUID ARRAY), CAST(:codes AS TEXT ARRAY), CAST(:names AS TEXT ARRAY),
			  CAST(:folded_names AS TEXT ARRAY), CAST(:contents AS TEXT ARRAY)) AS t(id, code, name, folded, content)
			WHERE NOT EXISTS (SELECT 1 FROM document s
			  WHERE s.code = t.code COLLATE "C" AND s.name = t.name AND s.content = t.content)
			ORDER BY t.code COLLATE "C"
			ON CONFLICT (code) DO UPDATE SET name = excluded.name, name_folded = excluded.name_folded,
			  content = excluded.content, updated_at = excluded.updated_at
			WHERE (d.name, d.content) IS DISTINCT FROM (excluded.name, excluded.content)
			RETURNING d.id, d.code, d.name, d.created_at, d.updated_at, d.xmax = 0
			""";

	private static final String SAVE_H2 = """
			/* saveDocuments */
			MERGE INTO document d USING (
			  SELECT * FROM unnest(CAST(:ids AS UUID ARRAY), CAST(:codes AS VARCHAR ARRAY),
			    CAST(:names AS VARCHAR ARRAY), CAST(:folded_names AS VARCHAR ARRAY),
			    CAST(:contents AS CHARACTER LARGE OBJECT ARRAY)) AS t(id, code, name, folded, content)) t
			ON d.code = t.code
			WHEN MATCHED AND (d.name <> t.name OR d.content <> t.content) THEN UPDATE SET name = t.name,
			  name_folded = t.folded, content = t.content, updated_at = :now
			WHEN NOT MATCHED THEN INSERT (id, code, name, name_folded, content, created_at, updated_at)
			  VALUES (t.id, t.code, t.name, t.folded, t.content, :now, :now)
			""";

	private static final String SAVED = """
			/* savedDocuments */
			SELECT id, code, name, created_at, updated_at FROM document %s
			""";

	private final Statements statements;

	private final Dialect dialect;

	private final Transactions transactions;

	private final TextIndexes indexes;

	private final String findSaved;

	private final ChangeLog changes;

	DocumentWriter(Statements statements, Dialect dialect, Transactions transactions, TextIndexes indexes,
			ChangeLog changes) {
		this.changes = changes;
		this.statements = statements;
		this.dialect = dialect;
		this.transactions = transactions;
		this.indexes = indexes;
		this.findSaved = SAVED.formatted(dialect.among("code", "VARCHAR", "codes"));
	}

	/**
	 * Saves documents in one transaction.
	 * @param drafts without faults; of several with one code, the last is saved
	 * @return one result per draft, in the same order; already committed, unless the
	 * caller has a transaction
	 */
	public Mono<List<SavedDocument>> save(List<DocumentDraft> drafts) {
		if (drafts.isEmpty()) {
			return Mono.just(List.of());
		}
		Mono<Map<String, SavedDocument>> saving = this.transactions
			.run(Mono.defer(() -> write(drafts)).flatMap((saved) -> changed(saved.values()).thenReturn(saved)));
		return (isLarge(drafts) ? LongWork.of(saving) : saving)
			.map((saved) -> drafts.stream().map((draft) -> Objects.requireNonNull(saved.get(draft.code()))).toList());
	}

	private Mono<Void> changed(Collection<SavedDocument> saved) {
		return this.changes
			.record(List.of(Change.of(ChangeTopic.DOCUMENTS, ChangeKind.CREATED, ids(saved, Effect.CREATED)),
					Change.of(ChangeTopic.DOCUMENTS, ChangeKind.UPDATED, ids(saved, Effect.UPDATED))));
	}

	private static List<UUID> ids(Collection<SavedDocument> saved, Effect effect) {
		return saved.stream().filter((document) -> document.outcome() == effect).map(SavedDocument::id).toList();
	}

	// One statement parses the words of all drafts.
	private static boolean isLarge(List<DocumentDraft> drafts) {
		return drafts.stream().mapToLong((draft) -> draft.content().length()).sum() > LARGE;
	}

	private Mono<Map<String, SavedDocument>> write(List<DocumentDraft> drafts) {
		DocumentWrite write = DocumentWrite.of(drafts);
		return switch (this.dialect) {
			case POSTGRESQL -> writePostgresql(write);
			case H2 -> writeH2(write);
		};
	}

	private Mono<Map<String, SavedDocument>> writePostgresql(DocumentWrite write) {
		return bind(SAVE_POSTGRESQL, write)
			.all((row) -> read(row, Columns.get(row, 5, Boolean.class) ? Effect.CREATED : Effect.UPDATED))
			.collectMap(SavedDocument::code, (saved) -> saved, HashMap::new)
			.flatMap((written) -> {
				List<DocumentDraft> others = write.rows()
					.values()
					.stream()
					.map(DocumentWrite.Row::draft)
					.filter((draft) -> !written.containsKey(draft.code()))
					.toList();
				return others.isEmpty() ? Mono.just(written) : addUnchanged(written, others);
			});
	}

	private Mono<Map<String, SavedDocument>> addUnchanged(Map<String, SavedDocument> written,
			List<DocumentDraft> others) {
		return saved(others.stream().map(DocumentDraft::code).toArray(String[]::new))
			.doOnNext((row) -> written.put(row.code(), row))
			.then(Mono.defer(() -> {
				// Another transaction deleted these in between, so they are saved again.
				List<DocumentDraft> gone = others.stream()
					.filter((draft) -> !written.containsKey(draft.code()))
					.toList();
				return gone.isEmpty() ? Mono.just(written) : write(gone).map((more) -> {
					written.putAll(more);
					return written;
				});
			}));
	}

	private Mono<Map<String, SavedDocument>> writeH2(DocumentWrite write) {
		return bind(SAVE_H2, write).then()
			.then(Mono.defer(
					() -> saved(write.codes()).map((row) -> withOutcome(row, write)).collectMap(SavedDocument::code)))
			.flatMap((saved) -> this.indexes.changed(DocumentTexts.KIND, written(saved.values())).thenReturn(saved));
	}

	private Statements.Call bind(String sql, DocumentWrite write) {
		return this.statements.sql(sql)
			.bind("ids", write.ids())
			.bind("codes", write.codes())
			.bind("names", write.names())
			.bind("folded_names", write.foldedNames())
			.bind("contents", write.contents())
			.bind("now", write.now());
	}

	private Flux<SavedDocument> saved(String[] codes) {
		return this.statements.sql(this.findSaved).bind("codes", codes).all((row) -> read(row, Effect.UNCHANGED));
	}

	// The written rows are locked, so no other transaction has changed them.
	private static SavedDocument withOutcome(SavedDocument saved, DocumentWrite write) {
		UUID made = Objects.requireNonNull(write.rows().get(saved.code())).id();
		Effect outcome = saved.id().equals(made) ? Effect.CREATED
				: saved.updatedAt().equals(write.now()) ? Effect.UPDATED : Effect.UNCHANGED;
		return new SavedDocument(saved.id(), saved.code(), saved.name(), saved.createdAt(), saved.updatedAt(), outcome);
	}

	private static List<UUID> written(Collection<SavedDocument> saved) {
		return saved.stream()
			.filter((document) -> document.outcome() != Effect.UNCHANGED)
			.map(SavedDocument::id)
			.toList();
	}

	private static SavedDocument read(Readable row, Effect outcome) {
		return new SavedDocument(Columns.get(row, 0, UUID.class), Columns.get(row, 1, String.class),
				Columns.get(row, 2, String.class), Columns.get(row, 3, Instant.class),
				Columns.get(row, 4, Instant.class), outcome);
	}

}
