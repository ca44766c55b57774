package dev.tintype.library.collection;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.tintype.library.photo.PhotoFields;
import dev.tintype.library.version.Tags;
import dev.tintype.search.filter.Filter;
import dev.tintype.search.filter.Operator;
import dev.tintype.search.filter.TimeSpan;
import dev.tintype.support.Ids;

/**
 * A checked rule of a smart collection, or a group of rules.
 */
sealed interface SmartRule {

	/**
	 * Converts the rule into a filter on {@code file_versions v}.
	 * @param now the base of relative times
	 * @param smart returns the filter of the smart collections that a text names by id or
	 * by name
	 */
	Filter filter(Instant now, Function<String, Filter> smart);

	/**
	 * The conditions in the rule.
	 */
	Stream<Condition> conditions();

	/**
	 * The collections that the rule names, by id or by name.
	 */
	default Stream<String> collections() {
		return conditions().filter((condition) -> condition.field() == RuleField.COLLECTIONS)
			.flatMap((condition) -> condition.values().stream())
			.map(String.class::cast);
	}

	/**
	 * Rules of which all or any must match.
	 */
	record Group(boolean isAll, boolean isNot, List<SmartRule> rules) implements SmartRule {

		@Override
		public Filter filter(Instant now, Function<String, Filter> smart) {
			List<Filter> parts = this.rules.stream().map((rule) -> rule.filter(now, smart)).toList();
			Filter filter = this.isAll ? new Filter.And(parts) : new Filter.Or(parts);
			return this.isNot ? filter.negation() : filter;
		}

		@Override
		public Stream<Condition> conditions() {
			return this.rules.stream().flatMap(SmartRule::conditions);
		}

	}

	/**
	 * A condition on a field.
	 *
	 * @param values of the type of the field; one, but two for BETWEEN and any number for
	 * IN. Times are texts
	 */
	record Condition(RuleField field, RuleOperator operator, boolean isNot, List<Object> values) implements SmartRule {

		/** The tag itself, and the tags below it: {@code 0} follows the slash. */
		private static final String TAGGED = """
				EXISTS (SELECT 1 FROM photo_tags t WHERE t.photo_id = v.id
				  AND (t.tag_key = :tag OR (t.tag_key >= :below AND t.tag_key < :after)))""";

		private static final String TAGGED_EXACTLY = """
				EXISTS (SELECT 1 FROM photo_tags t WHERE t.photo_id = v.id AND t.tag_key = :tag)""";

		private static final String SHOWING = """
				EXISTS (SELECT 1 FROM faces f WHERE f.photo_id = v.id AND NOT f.ignored AND f.person_id = :id)""";

		private static final String COLLECTED = """
				EXISTS (SELECT 1 FROM collection_photos m WHERE m.photo_id = v.id AND m.collection_id = :id)""";

		@Override
		public Stream<Condition> conditions() {
			return Stream.of(this);
		}

		@Override
		public Filter filter(Instant now, Function<String, Filter> smart) {
			Filter filter = switch (this.field.kind()) {
				case LIST ->
					new Filter.Or(this.values.stream().map((value) -> element((String) value, smart)).toList());
				case TIME -> times(now);
				case NUMBER, TEXT, FLAG -> compared(this.values);
			};
			return this.isNot ? filter.negation() : filter;
		}

		private Filter compared(List<?> operands) {
			return PhotoFields.ALL.condition(this.field.text(), switch (this.operator) {
				case EQUALS -> Operator.EQUAL;
				case CONTAINS -> Operator.CONTAINS;
				case GREATER_THAN, IN_LAST_DAYS -> Operator.AT_LEAST;
				case LESS_THAN -> Operator.AT_MOST;
				case BETWEEN -> Operator.BETWEEN;
				case IN -> Operator.IN;
			}, operands);
		}

		private Filter times(Instant now) {
			return compared(this.values.stream()
				.map((value) -> (this.operator == RuleOperator.IN_LAST_DAYS) ? "now-" + value + "d" : (String) value)
				.map((text) -> Objects.requireNonNull(TimeSpan.of(text, now)))
				.toList());
		}

		private Filter element(String value, Function<String, Filter> smart) {
			UUID id = Ids.parse(value);
			return switch (this.field) {
				case KEYWORDS -> tag(Tags.key(value));
				case PEOPLE -> (id != null) ? Filter.Fragment.of(SHOWING, Map.of("id", id)) : named(value);
				case COLLECTIONS ->
					new Filter.Or(List.of((id != null) ? Filter.Fragment.of(COLLECTED, Map.of("id", id)) : named(value),
							smart.apply(value)));
				default -> named(value);
			};
		}

		private Filter named(String value) {
			return PhotoFields.ALL.condition(this.field.text(), Operator.CONTAINS, value);
		}

		private Filter tag(String key) {
			return (this.operator == RuleOperator.CONTAINS)
					? Filter.Fragment.of(TAGGED, Map.of("tag", key, "below", key + "/", "after", key + "0"))
					: Filter.Fragment.of(TAGGED_EXACTLY, Map.of("tag", key));
		}

	}

}
