package dev.tintype.search.filter;

import java.util.List;

/**
 * A filter as a tree. It is two-valued: a condition on an absent value is false, and its
 * negation is true.
 */
sealed interface Filter {

	/**
	 * Tells whether a condition is somewhere in the tree.
	 * @return true for at least one
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
	 * All of its parts hold.
	 *
	 * @param parts two or more
	 */
	record And(List<Filter> parts) implements Filter {
	}

	/**
	 * At least one of its parts holds.
	 *
	 * @param parts two or more
	 */
	record Or(List<Filter> parts) implements Filter {
	}

	/**
	 * Its part does not hold.
	 *
	 * @param part that is negated
	 */
	record Not(Filter part) implements Filter {
	}

	/**
	 * A field compared with values.
	 *
	 * @param field of the listing
	 * @param operator that the field takes
	 * @param values as their field's type reads them: none for EXISTS, two for TO. An id
	 * that is no id at all is left out, since no row has it
	 */
	record Condition(FilterField field, Operator operator, List<?> values) implements Filter {
	}

}
