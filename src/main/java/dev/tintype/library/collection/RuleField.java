package dev.tintype.library.collection;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The fields of smart rules. Each is a field of the listing of photos.
 */
enum RuleField {

	RATING(Kind.NUMBER), FILE_SIZE(Kind.NUMBER), FACE_COUNT(Kind.NUMBER), TAKEN_AT(Kind.TIME), CREATED_AT(Kind.TIME),
	KEYWORDS(Kind.LIST), AI_TAGS(Kind.LIST), PEOPLE(Kind.LIST), COLLECTIONS(Kind.LIST), EVENT_TYPE(Kind.TEXT),
	EVENT_NAME(Kind.TEXT), TIER(Kind.TEXT), LOCATION(Kind.TEXT), MIME_TYPE(Kind.TEXT), CAMERA(Kind.TEXT),
	LENS(Kind.TEXT), ORIGINAL_FILENAME(Kind.TEXT), IS_REVIEWED(Kind.FLAG), HAS_GPS(Kind.FLAG);

	private static final Pattern CAPITAL = Pattern.compile("(?<=[a-z])(?=[A-Z])");

	private final Kind kind;

	RuleField(Kind kind) {
		this.kind = kind;
	}

	Kind kind() {
		return this.kind;
	}

	String text() {
		return name().toLowerCase(Locale.ROOT);
	}

	static List<String> names() {
		return Arrays.stream(values()).map(RuleField::text).toList();
	}

	/**
	 * Finds a field.
	 * @param name also in the spelling of other applications, such as {@code eventType}
	 */
	static @Nullable RuleField of(String name) {
		String[] words = CAPITAL.split(name);
		for (int i = 1; i < words.length; i++) {
			words[i] = words[i].substring(0, 1).toLowerCase(Locale.ROOT) + words[i].substring(1);
		}
		String snake = String.join("_", words);
		return Arrays.stream(values()).filter((field) -> field.text().equals(snake)).findFirst().orElse(null);
	}

	/**
	 * What the values of a field are.
	 */
	enum Kind {

		NUMBER(List.of(RuleOperator.EQUALS, RuleOperator.GREATER_THAN, RuleOperator.LESS_THAN, RuleOperator.BETWEEN,
				RuleOperator.IN)),

		TIME(List.of(RuleOperator.EQUALS, RuleOperator.GREATER_THAN, RuleOperator.LESS_THAN, RuleOperator.BETWEEN,
				RuleOperator.IN, RuleOperator.IN_LAST_DAYS)),

		LIST(List.of(RuleOperator.EQUALS, RuleOperator.CONTAINS, RuleOperator.IN)),

		TEXT(List.of(RuleOperator.EQUALS, RuleOperator.CONTAINS, RuleOperator.IN)),

		FLAG(List.of(RuleOperator.EQUALS));

		private final List<RuleOperator> operators;

		Kind(List<RuleOperator> operators) {
			this.operators = operators;
		}

		List<RuleOperator> operators() {
			return this.operators;
		}

	}

}
