package dev.tintype.search.filter;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A filter as a tree. Its logic is two-valued: a condition on an absent value is false,
 * and its negation is true.
 */
sealed interface Filter {

	/**
	 * Whether any condition in the tree has an operator.
	 */
	default boolean has(Operator operator) {
		if (this instanceof And and) {
			return and.parts().stream().anyMatch((part) -> part.has(operator));
		}
		if (this instanceof Or or) {
			return or.parts().stream().anyMatch((part) -> part.has(operator));
		}
		if (this instanceof Not not) {
			return not.part().has(operator);
		}
		return this instanceof Condition condition && condition.operator() == operator;
	}

	/**
	 * Returns the leading column of an index that every matching row has the same value
	 * in.
	 * @param negated whether the rows match the negation
	 * @return null if there is none
	 */
	default @Nullable String leading(boolean negated) {
		if (this instanceof And and) {
			return negated ? null : leading(and.parts(), false);
		}
		if (this instanceof Or or) {
			return negated ? leading(or.parts(), true) : null;
		}
		return (this instanceof Not not) ? not.part().leading(!negated) : ((Condition) this).leadingOne(negated);
	}

	private static @Nullable String leading(List<Filter> parts, boolean negated) {
		return parts.stream().map((part) -> part.leading(negated)).filter(Objects::nonNull).findFirst().orElse(null);
	}

	/**
	 * A conjunction: all its parts are true.
	 *
	 * @param parts two or more
	 */
	record And(List<Filter> parts) implements Filter {
	}

	/**
	 * A disjunction: at least one of its parts is true.
	 *
	 * @param parts two or more
	 */
	record Or(List<Filter> parts) implements Filter {
	}

	/**
	 * A negation: its part is false.
	 */
	record Not(Filter part) implements Filter {
	}

	/**
	 * A condition on a field.
	 *
	 * @param operator that the field supports
	 * @param values of the field's type: none for EXISTS, two for TO; an invalid id is
	 * left out, since no row has it
	 */
	record Condition(FilterField field, Operator operator, List<?> values) implements Filter {

		private @Nullable String leadingOne(boolean negated) {
			boolean equal = (this.operator == Operator.EQUAL && !negated)
					|| (this.operator == Operator.NOT_EQUAL && negated);
			boolean opposite = (this.operator == Operator.NOT_EQUAL && !negated)
					|| (this.operator == Operator.EQUAL && negated);
			boolean isOne = (this.field.type() != FieldType.FLAG) ? equal
					: (equal && this.values.contains(false)) || (opposite && this.values.contains(true));
			return isOne ? this.field.leading() : null;
		}

	}

}
