package dev.tintype.search.filter;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;

import dev.tintype.data.sql.Dialect;
import dev.tintype.search.regex.Regex;
import org.jspecify.annotations.Nullable;

/**
 * A filter as a tree. Its logic is two-valued: a condition on an absent value is false,
 * and its negation is true.
 */
public sealed interface Filter {

	/** Matches every row. */
	Filter EVERY = new And(List.of());

	/** Matches no row. */
	Filter NONE = new Or(List.of());

	/**
	 * Returns the filter that matches the rows which both filters match.
	 * @return the conjunction
	 */
	default Filter and(Filter other) {
		return new And(List.of(this, other));
	}

	/**
	 * Returns the filter that matches the other rows.
	 * @return the negation
	 */
	default Filter negation() {
		return new Not(this);
	}

	/**
	 * Compiles the filter for one statement.
	 * @param dialect of the database
	 * @param limit the time limit of regular expressions on H2, which begins with this
	 * call
	 * @return a condition on a row and the values to bind
	 */
	default FilterSql sql(Dialect dialect, Duration limit) {
		return new FilterCompiler(dialect, RowFilter.PARAMETER, limit).compile(this);
	}

	/**
	 * Compiles the filter for a statement with several filters.
	 * @param dialect of the database
	 * @param number of the filter in the statement
	 * @return a condition on a row and the values to bind
	 */
	default FilterSql sql(Dialect dialect, int number) {
		return new FilterCompiler(dialect, RowFilter.PARAMETER + "_" + number, Regex.LIMIT).compile(this);
	}

	/**
	 * Whether any condition in the tree has an operator.
	 * @return false for a tree without such a condition
	 */
	default boolean has(Operator operator) {
		return any((condition) -> condition.operator() == operator);
	}

	/**
	 * Whether any condition in the tree is on a field.
	 * @param field its name
	 * @return false for a tree without such a condition
	 */
	default boolean has(String field) {
		return any((condition) -> condition.field().name().equals(field));
	}

	private boolean any(Predicate<Condition> wanted) {
		if (this instanceof And and) {
			return and.parts().stream().anyMatch((part) -> part.any(wanted));
		}
		if (this instanceof Or or) {
			return or.parts().stream().anyMatch((part) -> part.any(wanted));
		}
		if (this instanceof Not not) {
			return not.part().any(wanted);
		}
		return this instanceof Condition condition && wanted.test(condition);
	}

	/**
	 * Replaces the conditions on a field.
	 * @param field its name
	 * @param change returns what stands for a condition
	 * @return the changed tree
	 */
	default Filter replace(String field, Function<Condition, Filter> change) {
		if (this instanceof And and) {
			return new And(and.parts().stream().map((part) -> part.replace(field, change)).toList());
		}
		if (this instanceof Or or) {
			return new Or(or.parts().stream().map((part) -> part.replace(field, change)).toList());
		}
		if (this instanceof Not not) {
			return new Not(not.part().replace(field, change));
		}
		return (this instanceof Condition condition && condition.field().name().equals(field)) ? change.apply(condition)
				: this;
	}

	/**
	 * Leaves out the parts of the outermost conjunction that have conditions on a field,
	 * and on no other field. So a facet counts the values that a client could choose
	 * instead of those that it has chosen.
	 * @param field its name
	 * @return the other parts; the same filter if no part is only on the field
	 */
	default Filter without(String field) {
		if (this instanceof And and) {
			return new And(and.parts().stream().map((part) -> part.without(field)).toList());
		}
		return isOnly(field) ? EVERY : this;
	}

	private boolean isOnly(String field) {
		if (this instanceof And and) {
			return and.parts().stream().allMatch((part) -> part.isOnly(field));
		}
		if (this instanceof Or or) {
			return or.parts().stream().allMatch((part) -> part.isOnly(field));
		}
		if (this instanceof Not not) {
			return not.part().isOnly(field);
		}
		return this instanceof Condition condition && condition.field().name().equals(field);
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
		if (this instanceof Not not) {
			return not.part().leading(!negated);
		}
		return (this instanceof Condition condition) ? condition.leadingOne(negated) : null;
	}

	private static @Nullable String leading(List<Filter> parts, boolean negated) {
		return parts.stream().map((part) -> part.leading(negated)).filter(Objects::nonNull).findFirst().orElse(null);
	}

	/**
	 * A conjunction: all its parts are true.
	 *
	 * @param parts any number; without a part, it is true
	 */
	record And(List<Filter> parts) implements Filter {
	}

	/**
	 * A disjunction: at least one of its parts is true.
	 *
	 * @param parts any number; without a part, it is false
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

	/**
	 * A condition that is no comparison of a field, written by the feature in SQL.
	 *
	 * @param h2 the condition on H2, never unknown, and from constants only
	 * @param postgresql the same for PostgreSQL
	 * @param values the values to bind by parameter name. The compiler renames the
	 * parameters, so two fragments may use the same names
	 */
	record Fragment(String h2, String postgresql, Map<String, ?> values) implements Filter {

		/**
		 * Creates a condition for both databases.
		 * @param sql the condition, never unknown
		 * @param values the values to bind by parameter name
		 * @return the condition
		 */
		public static Fragment of(String sql, Map<String, ?> values) {
			return new Fragment(sql, sql, values);
		}

	}

}
