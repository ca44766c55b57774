package dev.tintype.library.collection;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.tintype.library.version.Tags;
import dev.tintype.library.version.Tier;
import dev.tintype.search.filter.TimeSpan;
import dev.tintype.support.ClosestName;
import dev.tintype.support.Texts;
import dev.tintype.web.http.JsonFields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the rules of a smart collection, and collects their faults with JSON paths.
 */
final class RuleReader {

	private static final int MOST_RULES = 50;

	private static final int DEEPEST = 3;

	private static final int MOST_VALUES = 100;

	private static final int MOST_DAYS = 100_000;

	/** A time without a zone, as photos have it. */
	private static final String FIELD = "field";

	private static final String OPERATOR = "operator";

	private static final String VALUE = "value";

	private static final String RULES = "rules";

	private final JsonFields outer;

	private int conditions;

	private RuleReader(JsonFields outer) {
		this.outer = outer;
	}

	/**
	 * Reads rules.
	 * @param json the group with all rules
	 * @param pointer its JSON pointer
	 * @param outer receives the faults
	 * @return null if there is a fault
	 */
	static @Nullable SmartRule read(JsonNode json, String pointer, JsonFields outer) {
		RuleReader reader = new RuleReader(outer);
		SmartRule rule = reader.group(json, pointer, 1);
		if (reader.conditions > MOST_RULES) {
			outer.fault(pointer.substring(1), "must have 1 to " + MOST_RULES + " rules in all");
			return null;
		}
		return rule;
	}

	private @Nullable SmartRule group(JsonNode json, String pointer, int depth) {
		JsonFields fields = new JsonFields(json, pointer);
		String operator = fields.optionalWord(OPERATOR, List.of("AND", "OR"));
		JsonNode rules = json.path(RULES);
		if (json.isObject() && isAbsent(json.path(OPERATOR))) {
			fields.fault(OPERATOR, "must be AND or OR");
		}
		if (json.isObject() && (!rules.isArray() || rules.isEmpty() || rules.size() > MOST_RULES)) {
			fields.fault(RULES, "must be an array of 1 to " + MOST_RULES + " rules");
		}
		if (depth > DEEPEST) {
			fields.fault(null, "must not be inside more than " + (DEEPEST - 1) + " groups");
		}
		boolean isNot = fields.flag("not", false);
		boolean isFaulty = fields.fault() != null;
		this.outer.addFaultsOf(fields);
		if (depth > DEEPEST || !rules.isArray() || rules.size() > MOST_RULES) {
			return null;
		}
		List<SmartRule> read = new ArrayList<>();
		for (int i = 0; i < rules.size(); i++) {
			JsonNode rule = rules.get(i);
			String at = pointer + "/" + RULES + "/" + i;
			SmartRule one = rule.has(RULES) ? group(rule, at, depth + 1) : condition(rule, at);
			if (one != null) {
				read.add(one);
			}
		}
		return (isFaulty || read.size() < rules.size()) ? null
				: new SmartRule.Group("AND".equals(operator), isNot, read);
	}

	private @Nullable SmartRule condition(JsonNode json, String pointer) {
		this.conditions++;
		JsonFields fields = new JsonFields(json, pointer);
		String name = json.isObject() ? fields.text(FIELD, 1, Texts.NAME_LENGTH) : "";
		RuleField field = RuleField.of(name);
		if (field == null && fields.fault() == null) {
			fields.fault(FIELD, "is unknown." + ClosestName.question(name, RuleField.names()) + " The fields are "
					+ String.join(", ", RuleField.names()));
		}
		RuleOperator operator = operator(json, field, fields);
		boolean isNot = fields.flag("not", false);
		List<Object> values = new ArrayList<>();
		if (field != null && operator != null) {
			values(json.path(VALUE), field, operator, fields, values);
		}
		this.outer.addFaultsOf(fields);
		return (fields.fault() != null || field == null || operator == null) ? null
				: new SmartRule.Condition(field, operator, isNot, List.copyOf(values));
	}

	private static @Nullable RuleOperator operator(JsonNode json, @Nullable RuleField field, JsonFields fields) {
		JsonNode value = json.path(OPERATOR);
		RuleOperator operator = RuleOperator.of(value.asString(""));
		List<String> known = (field != null) ? field.kind().operators().stream().map(RuleOperator::text).toList()
				: RuleOperator.names();
		if (json.isObject() && (operator == null || !known.contains(operator.text()))) {
			fields.fault(OPERATOR, "must be one of " + String.join(", ", known));
			return null;
		}
		return operator;
	}

	private static void values(JsonNode value, RuleField field, RuleOperator operator, JsonFields fields,
			List<Object> values) {
		if (operator != RuleOperator.IN && operator != RuleOperator.BETWEEN) {
			add(value, field, operator, VALUE, fields, values);
			return;
		}
		boolean isPair = operator == RuleOperator.BETWEEN;
		if (!value.isArray() || value.isEmpty() || value.size() > MOST_VALUES || (isPair && value.size() != 2)) {
			fields.fault(VALUE,
					isPair ? "must be an array of 2 values" : "must be an array of 1 to " + MOST_VALUES + " values");
			return;
		}
		for (int i = 0; i < value.size(); i++) {
			add(value.get(i), field, operator, VALUE + "/" + i, fields, values);
		}
		if (isPair && values.size() == 2 && isReversed(values)) {
			fields.fault(VALUE, "must have the lower bound first");
		}
	}

	private static boolean isReversed(List<Object> bounds) {
		if (bounds.get(0) instanceof Long lower && bounds.get(1) instanceof Long upper) {
			return lower > upper;
		}
		Instant now = Instant.now();
		TimeSpan first = TimeSpan.of((String) bounds.get(0), now);
		TimeSpan last = TimeSpan.of((String) bounds.get(1), now);
		return first != null && last != null && first.start().isAfter(last.start());
	}

	private static void add(JsonNode value, RuleField field, RuleOperator operator, String name, JsonFields fields,
			List<Object> values) {
		Object read = (operator == RuleOperator.IN_LAST_DAYS) ? days(value) : value(value, field);
		if (read == null) {
			fields.fault(name, "must be " + expected(field, operator));
			return;
		}
		if (read instanceof String text) {
			String fault = Texts.fault(text, 1, Texts.SEARCH_LENGTH);
			if (fault != null) {
				fields.fault(name, fault);
				return;
			}
		}
		values.add(read);
	}

	private static @Nullable Long days(JsonNode value) {
		boolean isDays = value.isIntegralNumber() && value.asInt(0) >= 1 && value.asInt(0) <= MOST_DAYS;
		return isDays ? value.longValue() : null;
	}

	private static @Nullable Object value(JsonNode value, RuleField field) {
		return switch (field.kind()) {
			case NUMBER -> (value.isIntegralNumber() && value.canConvertToLong()) ? value.longValue() : null;
			case FLAG -> value.isBoolean() ? value.booleanValue() : null;
			case TIME -> value.isString() ? time(value.stringValue(), field) : null;
			case LIST -> !value.isString() ? null
					: (field == RuleField.KEYWORDS) ? Tags.clean(value.stringValue()) : value.stringValue();
			case TEXT -> (value.isString() && (field != RuleField.TIER || isTier(value.stringValue())))
					? value.stringValue() : null;
		};
	}

	// The databases compare the wall-clock time of photos as if it were UTC.
	private static @Nullable String time(String text, RuleField field) {
		String zoned = (field == RuleField.TAKEN_AT) ? TimeSpan.wallTime(text) : text;
		return (TimeSpan.of(zoned, Instant.now()) != null) ? zoned : null;
	}

	private static boolean isTier(String text) {
		return List.of(Tier.values()).stream().anyMatch((tier) -> tier.text().equals(text));
	}

	private static String expected(RuleField field, RuleOperator operator) {
		if (operator == RuleOperator.IN_LAST_DAYS) {
			return "a whole number from 1 to " + MOST_DAYS;
		}
		return switch (field.kind()) {
			case NUMBER -> "a whole number";
			case FLAG -> "true or false";
			case TIME -> "a time such as 2026-11-30T12:00:00Z or 2026-11-30";
			case LIST -> "a string";
			case TEXT -> (field == RuleField.TIER) ? "bronze, silver or gold" : "a string";
		};
	}

	private static boolean isAbsent(JsonNode node) {
		return node.isMissingNode() || node.isNull();
	}

}
