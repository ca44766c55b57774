package dev.tintype.search.filter;

import java.util.List;

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
	}

}
