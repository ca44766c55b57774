package dev.tintype.library.event;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.tintype.operation.seed.SeedTable;
import dev.tintype.support.Ids;
import dev.tintype.support.Texts;
import org.jspecify.annotations.Nullable;

/**
 * Completes the events of a seed file. A holiday and a birthday recur every year unless
 * the file says otherwise.
 */
class EventSeed implements SeedTable {

	private static final String RULE = "rule";

	@Override
	public String name() {
		return "events";
	}

	@Override
	public List<String> key() {
		return List.of("name", "type", "country");
	}

	@Override
	public Map<String, @Nullable Object> complete(Map<String, @Nullable Object> row) {
		check("name", Texts.fault(text(row, "name"), 1, Texts.NAME_LENGTH));
		check("type", among(EventType.WORDS, row.get("type")));
		Object recurring = row.get("recurring_type");
		check("recurring_type", (recurring != null) ? among(Event.RECURRENCES, recurring) : null);
		check(RULE, (row.get(RULE) == null || DateRule.of(text(row, RULE)) != null) ? null : DateRule.FORM);
		Map<String, @Nullable Object> complete = new LinkedHashMap<>(row);
		boolean recurs = !text(row, "type").equals(EventType.CUSTOM.word()) || recurring != null;
		complete.putIfAbsent("id", Ids.next());
		complete.putIfAbsent("is_recurring", recurs);
		complete.putIfAbsent("recurring_type", recurs ? Event.RECURRENCES.get(0) : null);
		complete.putIfAbsent("is_enabled", true);
		for (String empty : List.of("country", "region", "person_id", "description", RULE)) {
			complete.putIfAbsent(empty, null);
		}
		return complete;
	}

	private static @Nullable String among(List<String> words, @Nullable Object value) {
		return words.contains(value) ? null : "must be one of " + String.join(", ", words);
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
