package dev.tintype.caption.edit;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import dev.tintype.search.regex.Regex;
import dev.tintype.search.regex.RegexReplacement;
import dev.tintype.support.Texts;
import dev.tintype.web.http.JsonFields;
import dev.tintype.web.http.ProblemException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the edits of a request. Each fault is reported with its JSON pointer.
 */
final class EditReader {

	private static final int MOST_EDITS = 50;

	private static final int MOST_TAGS = 1_000;

	/** The fields of which an edit has exactly one. */
	private static final List<String> KINDS = List.of("find", "pattern", "prefix", "suffix", "trim", "case", "truncate",
			"tags");

	private final JsonFields fields;

	/** The edit that is read, and its name in {@link #fields}. */
	private final JsonNode node;

	private String at = "";

	private EditReader(JsonFields fields, JsonNode node) {
		this.fields = fields;
		this.node = node;
	}

	/**
	 * Reads the field {@code edits}.
	 * @param fields of the body, which receive the faults
	 * @return the edits, not all of them if there is a fault
	 */
	static Edits read(JsonFields fields, JsonNode body) {
		List<JsonNode> items = fields.values("edits", MOST_EDITS);
		if (items.isEmpty() && body.path("edits").isArray()) {
			fields.fault("edits", "must not be empty");
		}
		List<Edit> edits = new ArrayList<>();
		for (int i = 0; i < items.size(); i++) {
			EditReader reader = new EditReader(fields, items.get(i));
			reader.at = "edits/" + i;
			Edit edit = reader.edit();
			if (edit != null) {
				edits.add(edit);
			}
		}
		return new Edits(edits);
	}

	private @Nullable Edit edit() {
		if (!this.node.isObject()) {
			return fault(null, "must be a JSON object");
		}
		List<String> kinds = KINDS.stream().filter((kind) -> present(kind) != null).toList();
		if (kinds.size() != 1) {
			return fault(null, "must have exactly one of " + String.join(", ", KINDS));
		}
		return switch (kinds.get(0)) {
			case "find" -> {
				String find = text("find", 1, Texts.TEXT_LENGTH);
				String replace = text("replace", 0, Texts.TEXT_LENGTH);
				yield new PlainReplacement(find, replace, flag("ignore_case", false), flag("whole_word", false));
			}
			case "pattern" -> pattern();
			case "prefix" -> new Affix(text("prefix", 1, Texts.TEXT_LENGTH), true);
			case "suffix" -> new Affix(text("suffix", 1, Texts.TEXT_LENGTH), false);
			case "trim" -> flag("trim", true) ? new WhiteSpace() : fault("trim", "must be true");
			case "case" -> {
				String word = word("case", CaseChange.WORDS, null);
				yield (word != null) ? CaseChange.of(word) : null;
			}
			case "truncate" -> truncation();
			default -> tags();
		};
	}

	private @Nullable Edit pattern() {
		String source = text("pattern", 1, Regex.LENGTH);
		String template = text("replace", 0, Texts.TEXT_LENGTH);
		if (source.isEmpty()) {
			return null;
		}
		try {
			return new PatternReplacement(RegexReplacement.of(Regex.parse(source), template));
		}
		catch (ProblemException ex) {
			String detail = Objects.requireNonNullElse(ex.getBody().getDetail(), "is not a regular expression");
			return fault("pattern", detail.substring(detail.indexOf(": ") + 1).strip());
		}
		catch (IllegalArgumentException ex) {
			return fault("replace", Objects.requireNonNullElse(ex.getMessage(), "is no template"));
		}
	}

	private @Nullable Edit truncation() {
		EditReader inner = inner("truncate");
		List<String> units = List.of("characters", "words")
			.stream()
			.filter((unit) -> inner.present(unit) != null)
			.toList();
		if (units.size() != 1) {
			return fault("truncate", "must be an object with either characters or words");
		}
		String unit = units.get(0);
		JsonNode value = inner.node.path(unit);
		if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 1
				|| value.intValue() > Texts.TEXT_LENGTH) {
			return inner.fault(unit, "must be a whole number from 1 to " + Texts.TEXT_LENGTH);
		}
		return new Truncation(value.intValue(), unit.equals("words"));
	}

	private @Nullable Edit tags() {
		EditReader inner = inner("tags");
		if (!inner.node.isObject()) {
			return fault("tags", "must be a JSON object");
		}
		boolean atStart = Objects.equals(inner.word("add_at", List.of("start", "end"), "start"), "start");
		String sort = Objects.requireNonNullElse(inner.word("sort", TagEdit.Sort.WORDS, "none"), "none");
		String separator = (inner.present("separator") != null) ? inner.text("separator", 1, 20) : ", ";
		return new TagEdit(new TagEdit.Steps(inner.tagList("add"), atStart, inner.tagList("remove"), inner.renamed(),
				TagEdit.Sort.valueOf(sort.toUpperCase(Locale.ROOT)), inner.tagList("first"),
				inner.flag("deduplicate", true), separator));
	}

	private List<String> tagList(String name) {
		JsonNode value = present(name);
		List<String> tags = new ArrayList<>();
		if (value != null && (!value.isArray() || value.size() > MOST_TAGS)) {
			fault(name, "must be an array of at most " + MOST_TAGS + " tags");
		}
		else if (value != null) {
			for (int i = 0; i < value.size(); i++) {
				tags.add(tag(name + "/" + i, value.get(i)));
			}
		}
		return tags;
	}

	private Map<String, String> renamed() {
		JsonNode value = present("rename");
		Map<String, String> renamed = new LinkedHashMap<>();
		if (value != null && (!value.isObject() || value.size() > MOST_TAGS)) {
			fault("rename", "must be an object of at most " + MOST_TAGS + " tags");
		}
		else if (value != null) {
			for (Iterator<Map.Entry<String, JsonNode>> each = value.properties().iterator(); each.hasNext();) {
				Map.Entry<String, JsonNode> entry = each.next();
				String fault = Texts.fault(entry.getKey(), 1, Texts.NAME_LENGTH);
				if (fault != null) {
					fault("rename", "has a name that " + fault);
					continue;
				}
				String name = entry.getKey().replace("~", "~0").replace("/", "~1");
				renamed.put(TagEdit.key(entry.getKey()), tag("rename/" + name, entry.getValue()));
			}
		}
		return renamed;
	}

	private String tag(String name, JsonNode value) {
		String fault = value.isString() ? Texts.fault(value.stringValue().strip(), 1, Texts.NAME_LENGTH)
				: "must be a string";
		if (fault != null) {
			fault(name, fault);
			return "";
		}
		return value.stringValue().strip();
	}

	private String text(String name, int min, int max) {
		JsonNode value = present(name);
		if (value == null || !value.isString()) {
			fault(name, (value != null) ? "must be a string" : "is required");
			return "";
		}
		String fault = Texts.fault(value.stringValue(), min, max);
		if (fault != null) {
			fault(name, fault);
			return "";
		}
		return value.stringValue();
	}

	private @Nullable String word(String name, List<String> words, @Nullable String absent) {
		JsonNode value = present(name);
		if (value == null) {
			return absent;
		}
		if (!value.isString() || !words.contains(value.stringValue())) {
			fault(name, "must be one of " + String.join(", ", words));
			return null;
		}
		return value.stringValue();
	}

	private boolean flag(String name, boolean absent) {
		JsonNode value = present(name);
		if (value != null && !value.isBoolean()) {
			fault(name, "must be true or false");
			return absent;
		}
		return (value != null) ? value.booleanValue() : absent;
	}

	private EditReader inner(String name) {
		EditReader inner = new EditReader(this.fields, this.node.path(name));
		inner.at = this.at + "/" + name;
		return inner;
	}

	private @Nullable JsonNode present(String name) {
		JsonNode value = this.node.get(name);
		return (value == null || value.isNull()) ? null : value;
	}

	private @Nullable Edit fault(@Nullable String name, String detail) {
		this.fields.fault((name != null) ? this.at + "/" + name : this.at, detail);
		return null;
	}

}
