package dev.tintype.search.filter;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.LikePattern;
import dev.tintype.search.filter.Filter.Condition;
import dev.tintype.search.regex.Regex;
import dev.tintype.support.AnyCase;

/**
 * Compiles a tree into SQL. It pushes negations down to the conditions, where it can
 * distinguish an absent value from another value. Every value is bound.
 */
final class FilterCompiler {

	private static final String TRUE = "TRUE";

	private static final String FALSE = "FALSE";

	private static final String AND = " AND ";

	private static final String OR = " OR ";

	/** A parameter of a fragment, but not a cast of PostgreSQL. */
	private static final Pattern PARAMETER = Pattern.compile("(?<!:):([a-z][a-z0-9_]*)");

	private final Dialect dialect;

	private final String prefix;

	/** The time limit of regular expressions on H2. */
	private final Duration limit;

	private final Map<String, Object> values = new HashMap<>();

	FilterCompiler(Dialect dialect, String prefix, Duration limit) {
		this.dialect = dialect;
		this.prefix = prefix;
		this.limit = limit;
	}

	FilterSql compile(Filter filter) {
		return new FilterSql(compile(filter, false), Map.copyOf(this.values));
	}

	private String compile(Filter filter, boolean negated) {
		if (filter instanceof Filter.And and) {
			return join(and.parts(), negated, negated ? OR : AND);
		}
		if (filter instanceof Filter.Or or) {
			return join(or.parts(), negated, negated ? AND : OR);
		}
		if (filter instanceof Filter.Not not) {
			return compile(not.part(), !negated);
		}
		if (filter instanceof Filter.Fragment fragment) {
			String sql = fragment(fragment);
			return negated ? "(NOT (" + sql + "))" : "(" + sql + ")";
		}
		Condition condition = (Condition) filter;
		return switch (condition.operator()) {
			case NOT_EQUAL -> condition(new Condition(condition.field(), Operator.EQUAL, condition.values()), !negated);
			default -> condition(condition, negated);
		};
	}

	private String join(List<Filter> parts, boolean negated, String with) {
		if (parts.isEmpty()) {
			return with.equals(AND) ? TRUE : FALSE;
		}
		return parts.stream().map((part) -> compile(part, negated)).collect(Collectors.joining(with, "(", ")"));
	}

	private String fragment(Filter.Fragment fragment) {
		Map<String, String> names = new HashMap<>();
		return PARAMETER.matcher(this.dialect.choose(fragment.h2(), fragment.postgresql()))
			.replaceAll((found) -> names.computeIfAbsent(found.group(1),
					(name) -> bind(Objects.requireNonNull(fragment.values().get(name), name))));
	}

	private String condition(Condition condition, boolean negated) {
		FilterField field = condition.field();
		if (field.type() == FieldType.FLAG && condition.operator() == Operator.EQUAL) {
			boolean wanted = condition.values().get(0).equals(Boolean.TRUE) != negated;
			return "(" + (wanted ? field.value(this.dialect) : field.folded(this.dialect)) + ")";
		}
		if (condition.operator() == Operator.EXISTS && !field.isElsewhere() && !field.isNullable()) {
			return negated ? FALSE : TRUE;
		}
		if (condition.operator() != Operator.EXISTS && condition.values().isEmpty()) {
			return negated ? TRUE : FALSE;
		}
		String positive = field.place(this.dialect, positive(condition));
		if (!negated) {
			return narrowed(condition, positive);
		}
		boolean unknown = field.isNullable() && !field.isElsewhere() && condition.operator() != Operator.EXISTS;
		return unknown ? "(NOT (" + positive + ") OR " + field.value(this.dialect) + " IS NULL)"
				: "(NOT (" + positive + "))";
	}

	private String positive(Condition condition) {
		FilterField field = condition.field();
		String value = field.value(this.dialect);
		return switch (condition.operator()) {
			case EXISTS -> value + " IS NOT NULL";
			case IN -> in(condition);
			case CONTAINS -> contains(condition);
			case STARTS_WITH -> value + " LIKE " + bind(LikePattern.startingWith((String) condition.values().get(0)));
			case MATCHES -> matches(field, (Regex) condition.values().get(0));
			default -> field.type().isTime() ? moment(condition) : comparison(condition);
		};
	}

	// Not for a negation: it holds for the rows that are no candidates.
	private String narrowed(Condition condition, String positive) {
		Candidates candidates = condition.field().candidates();
		if (candidates == null) {
			return positive;
		}
		Object value = condition.values().isEmpty() ? "" : condition.values().get(0);
		String required = candidates.required(switch (condition.operator()) {
			// H2 must call the function of the expression for each row, because it checks
			// the time limit.
			case MATCHES -> this.dialect.choose("", ((Regex) value).required());
			case CONTAINS -> candidates.normalized() ? AnyCase.fold((String) value) : "";
			default -> "";
		});
		if (required.isEmpty()) {
			return positive;
		}
		String parameter = bind(this.dialect.choose(required, LikePattern.containing(required)));
		return this.dialect.choose("(LOCATE(%2$s, %1$s) > 0 AND %3$s)", "(%1$s LIKE %2$s AND %3$s)")
			.formatted(candidates.column(), parameter, positive);
	}

	private String comparison(Condition condition) {
		FilterField field = condition.field();
		boolean text = field.type() == FieldType.TEXT;
		if (condition.operator() == Operator.EQUAL) {
			return field.value(this.dialect) + " = " + bind(condition.values().get(0));
		}
		String value = field.ordered(this.dialect);
		Function<Object, String> bound = (other) -> text
				? this.dialect.choose("STRINGTOUTF8(%s)", "%s").formatted(bind(other)) : bind(other);
		if (condition.operator() == Operator.BETWEEN) {
			return "(" + value + " >= " + bound.apply(condition.values().get(0)) + " AND " + value + " <= "
					+ bound.apply(condition.values().get(1)) + ")";
		}
		return value + " " + condition.operator().symbol() + " " + bound.apply(condition.values().get(0));
	}

	private String moment(Condition condition) {
		FieldType type = condition.field().type();
		String value = condition.field().value(this.dialect);
		TimeSpan first = (TimeSpan) condition.values().get(0);
		Object start = type.time(first.start());
		Object end = type.time(first.end());
		return switch (condition.operator()) {
			case GREATER -> value + " >= " + bind(end);
			case AT_LEAST -> value + " >= " + bind(start);
			case LESS -> value + " < " + bind(start);
			case AT_MOST -> value + " < " + bind(end);
			case BETWEEN -> between(value, start, type.time(((TimeSpan) condition.values().get(1)).end()));
			default -> between(value, start, end);
		};
	}

	private String between(String value, Object start, Object end) {
		return "(" + value + " >= " + bind(start) + " AND " + value + " < " + bind(end) + ")";
	}

	// Binds one array for any number of values: one parameter per value would create a
	// different statement for each number.
	private String in(Condition condition) {
		FilterField field = condition.field();
		List<?> all = condition.values();
		String value = field.value(this.dialect);
		if (field.type().isTime()) {
			String[] starts = times(field, all, TimeSpan::start);
			String[] ends = times(field, all, TimeSpan::end);
			return """
					EXISTS (SELECT 1 FROM unnest(CAST(%1$s AS VARCHAR ARRAY), CAST(%2$s AS VARCHAR ARRAY)) AS s(b, e)
					  WHERE %3$s >= CAST(s.b AS %4$s) AND %3$s < CAST(s.e AS %4$s))"""
				.formatted(bind(starts), bind(ends), value, field.type().sql());
		}
		Object[] array = all.stream().distinct().toArray((size) -> switch (field.type()) {
			case INTEGER -> new Long[size];
			case DECIMAL -> new Double[size];
			case ID -> new java.util.UUID[size];
			default -> new String[size];
		});
		return this.dialect.choose("%s IN (SELECT s.v FROM unnest(CAST(%s AS %s ARRAY)) AS s(v))", "%s = ANY(%s)")
			.formatted(value, bind(array), field.type().sql());
	}

	private static String[] times(FilterField field, List<?> spans, Function<TimeSpan, Instant> edge) {
		return spans.stream().map((span) -> field.type().text(edge.apply((TimeSpan) span))).toArray(String[]::new);
	}

	private String contains(Condition condition) {
		FilterField field = condition.field();
		if (field.type() != FieldType.TEXT) {
			return field.value(this.dialect) + " = " + bind(condition.values().get(0));
		}
		String part = AnyCase.fold((String) condition.values().get(0));
		String folded = field.folded(this.dialect);
		if (field.isList()) {
			return folded + " = " + bind(part);
		}
		String h2 = field.isLarge() ? "contains_folded(" + field.value(this.dialect) + ", %s)"
				: "LOCATE(%s, " + folded.replace("%", "%%") + ") > 0";
		return this.dialect.choose(h2, folded.replace("%", "%%") + " LIKE %s")
			.formatted(bind(this.dialect.choose(part, LikePattern.containing(part))));
	}

	private String matches(FilterField field, Regex regex) {
		String name = name();
		this.values.putAll(regex.parameters(this.dialect, name, this.limit));
		String value = field.value(this.dialect);
		return field.isLarge() ? Regex.largeCondition(this.dialect, value, name)
				: Regex.condition(this.dialect, value, name);
	}

	private String bind(Object value) {
		String name = name();
		this.values.put(name, value);
		return ":" + name;
	}

	private String name() {
		return this.prefix + "_" + this.values.size();
	}

}
