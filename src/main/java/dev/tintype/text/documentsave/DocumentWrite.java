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
 * Documents that are saved together, each code once and in the order of the codes, in
 * which all writers take their locks; and their columns, for statements over arrays.
 *
 * @param rows by code
 * @param now when all of it happens
 */
record DocumentWrite(Map<String, Row> rows, Instant now) {

	/**
	 * Puts drafts together.
	 * @param drafts in order; of two with one code the last counts
	 * @return the write
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
