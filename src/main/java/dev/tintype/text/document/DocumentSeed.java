package dev.tintype.text.document;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.tintype.data.sql.Dialect;
import dev.tintype.operation.seed.SeedTable;
import dev.tintype.search.fulltext.TextIndexes;
import dev.tintype.support.AnyCase;
import dev.tintype.support.Ids;
import dev.tintype.support.Texts;
import dev.tintype.text.documentsave.DocumentCode;
import dev.tintype.text.documentsave.DocumentDraft;
import dev.tintype.text.documentsave.DocumentTexts;
import org.jspecify.annotations.Nullable;

/**
 * Completes the documents of a seed file.
 */
class DocumentSeed implements SeedTable {

	@Override
	public String name() {
		return "document";
	}

	@Override
	public List<String> key() {
		return List.of("code");
	}

	@Override
	public Map<String, @Nullable Object> complete(Map<String, @Nullable Object> row) {
		check("code", DocumentCode.fault(text(row, "code")));
		check("name", Texts.fault(text(row, "name"), 1, Texts.NAME_LENGTH));
		check("content", (row.get("content") instanceof String) ? DocumentDraft.contentFault(text(row, "content"))
				: "must be given");
		Map<String, @Nullable Object> complete = new LinkedHashMap<>(row);
		complete.put("name_folded", AnyCase.fold(text(row, "name")));
		complete.putIfAbsent("id", Ids.next());
		complete.putIfAbsent("created_at", OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS));
		complete.putIfAbsent("updated_at", complete.get("created_at"));
		return complete;
	}

	@Override
	public @Nullable String note(Dialect dialect) {
		return TextIndexes.note(dialect, DocumentTexts.KIND);
	}

	private static String text(Map<String, @Nullable Object> row, String column) {
		return (row.get(column) instanceof String text) ? text : "";
	}

	private static void check(String column, @Nullable String fault) {
		if (fault != null) {
			throw new SeedFault(column, fault);
		}
	}

}
