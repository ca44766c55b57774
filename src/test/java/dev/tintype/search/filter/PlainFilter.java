package dev.tintype.search.filter;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

import dev.tintype.search.regex.Regex;
import dev.tintype.support.AnyCase;

/**
 * Evaluates a filter in Java, without a database.
 */
final class PlainFilter {

	private PlainFilter() {
	}

	static boolean holds(Filter filter, FilterRows.Row row) {
		if (filter instanceof Filter.And and) {
			return and.parts().stream().allMatch((part) -> holds(part, row));
		}
		if (filter instanceof Filter.Or or) {
			return or.parts().stream().anyMatch((part) -> holds(part, row));
		}
		if (filter instanceof Filter.Not not) {
			return !holds(not.part(), row);
		}
		Filter.Condition condition = (Filter.Condition) filter;
		Object value = row.value(condition.field().name());
		if (condition.operator() == Operator.NOT_EQUAL) {
			return value == null || !one(value, Operator.EQUAL, condition.values());
		}
		if (value instanceof List<?> list) {
			return list.stream().anyMatch((each) -> element((String) each, condition));
		}
		return value != null && one(value, condition.operator(), condition.values());
	}

	private static boolean element(String element, Filter.Condition condition) {
		return switch (condition.operator()) {
			case EXISTS -> true;
			case IN -> condition.values().contains(element);
			default -> AnyCase.fold(element).equals(AnyCase.fold((String) condition.values().get(0)));
		};
	}

	private static boolean one(Object value, Operator operator, List<?> operands) {
		if (operator == Operator.EXISTS) {
			return true;
		}
		if (operands.isEmpty()) {
			return false;
		}
		Object first = operands.get(0);
		return switch (operator) {
			case EQUAL -> equal(value, first);
			case IN -> operands.stream().anyMatch((each) -> equal(value, each));
			case CONTAINS -> AnyCase.fold((String) value).contains(AnyCase.fold((String) first));
			case STARTS_WITH -> ((String) value).startsWith((String) first);
			case MATCHES -> Pattern.compile(((Regex) first).source()).matcher((String) value).find();
			case GREATER -> compare(value, first, true) > 0;
			case AT_LEAST -> compare(value, first, false) >= 0;
			case LESS -> compare(value, first, false) < 0;
			case AT_MOST -> compare(value, first, true) <= 0;
			case BETWEEN -> compare(value, first, false) >= 0 && compare(value, operands.get(1), true) <= 0;
			default -> throw new IllegalArgumentException(operator.symbol());
		};
	}

	private static boolean equal(Object value, Object operand) {
		return (operand instanceof TimeSpan span)
				? !((Instant) value).isBefore(span.start()) && ((Instant) value).isBefore(span.end())
				: Objects.equals(value, operand);
	}

	// A span equals each moment within it. Some comparisons use its end.
	private static int compare(Object value, Object operand, boolean withEnd) {
		if (operand instanceof TimeSpan span) {
			return ((Instant) value).compareTo(withEnd ? span.end().minusNanos(1) : span.start());
		}
		if (operand instanceof String text) {
			return Arrays.compare(((String) value).codePoints().toArray(), text.codePoints().toArray());
		}
		return (operand instanceof Long number) ? ((Long) value).compareTo(number)
				: ((Double) value).compareTo((Double) operand);
	}

}
