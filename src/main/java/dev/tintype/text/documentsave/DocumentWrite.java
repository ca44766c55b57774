package dev.tintype.text.documentsave;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

import dev.tintype.support.AnyCase;
import dev.tintype.support.Ids;

/**
 * The documents that one statement saves, as arrays of columns. Each code occurs once.
 * The rows are sorted by code, because all writers lock documents in this order.
 *
 * @param rows by code
 * @param now the time of the save
 */
record DocumentWrite(Map<String, Row> rows, Instant now) {

	/**
	 * Combines drafts.
	 * @param drafts in order; of several with one code, the last is saved
	 */
	static DocumentWrite of(List<DocumentDraft> drafts) {
		SortedMap<String, Row> rows = new TreeMap<>();
		drafts.forEach((draft) -> rows.put(draft.code(), new Row(Ids.next(), draft)));
		return new DocumentWrite(rows, Instant.now().truncatedTo(ChronoUnit.MICROS));
	}

	UUID[] ids() {
		return this.rows.values().stream().map(Row::id).toArray(UUID[]::new);
	}

	String[] codes() {
		return column(DocumentDraft::code);
	}

	String[] names() {
		return column(DocumentDraft::name);
	}

	String[] foldedNames() {
		return AnyCase.fold(names());
	}

	String[] contents() {
		return column(DocumentDraft::content);
	}

	private String[] column(Function<DocumentDraft, String> value) {
		return this.rows.values().stream().map((row) -> value.apply(row.draft())).toArray(String[]::new);
	}

	/**
	 * A document and the id that it gets if its code is new.
	 *
	 * @param id of version 7
	 * @param draft the document
	 */
	record Row(UUID id, DocumentDraft draft) {
	}

}
