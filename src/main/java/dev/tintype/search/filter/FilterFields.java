package dev.tintype.search.filter;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.tintype.data.sql.Dialect;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a listing. Each listing with a filter declares one bean of this type.
 */
public final class FilterFields {

	private final String listing;

	private final Map<String, FilterField> fields;

	private FilterFields(String listing, Map<String, FilterField> fields) {
		this.listing = listing;
		this.fields = fields;
	}

	/**
	 * Declares the fields of a listing.
	 * @param listing its name in {@code /api/filters/{listing}}
	 * @param fields in the order in which clients see them
	 * @return the fields
	 */
	public static FilterFields of(String listing, FilterField... fields) {
		Map<String, FilterField> byName = new LinkedHashMap<>();
		Arrays.stream(fields).forEach((field) -> byName.put(field.name(), field));
		return new FilterFields(listing, Collections.unmodifiableMap(byName));
	}

	/**
	 * Creates a condition on a field.
	 * @param name of a field of this listing
	 * @param operator that the field supports
	 * @param values of the field's type: a {@link String}, {@link Long}, {@link Double},
	 * {@link Boolean}, {@link java.util.UUID} or {@link TimeSpan}; none for EXISTS, two
	 * for BETWEEN, any number for IN
	 * @return the condition
	 * @throws IllegalArgumentException if the field does not support it
	 */
	public Filter condition(String name, Operator operator, List<?> values) {
		FilterField field = this.fields.get(name);
		if (field == null || !field.operators().contains(operator)
				|| (operator != Operator.MATCHES && !values.stream().allMatch(field.type()::accepts))) {
			throw new IllegalArgumentException(name + " " + operator + " " + values);
		}
		return new Filter.Condition(field, operator, List.copyOf(values));
	}

	/**
	 * Returns the SQL of a field's value, for statements that count values.
	 * @param name of a field of this listing
	 * @return SQL over a row of the listing; of a flag, the condition
	 */
	public String sql(String name, Dialect dialect) {
		return Objects.requireNonNull(this.fields.get(name), name).value(dialect);
	}

	/**
	 * Creates a condition with one value.
	 * @param name of a field of this listing
	 * @param operator that the field supports
	 * @param value as in {@link #condition(String, Operator, List)}
	 * @return the condition
	 */
	public Filter condition(String name, Operator operator, Object value) {
		return condition(name, operator, List.of(value));
	}

	String listing() {
		return this.listing;
	}

	List<String> names() {
		return List.copyOf(this.fields.keySet());
	}

	@Nullable FilterField find(String name) {
		return this.fields.get(name);
	}

	List<Description> descriptions() {
		return this.fields.values().stream().map(Description::of).toList();
	}

	/**
	 * A field as clients see it.
	 *
	 * @param type one of text, number, moment, flag, id, list
	 * @param operators that it supports
	 * @param values all possible values, null for any value
	 */
	record Description(String name, String type, List<String> operators, @Nullable List<String> values) {

		static Description of(FilterField field) {
			List<String> known = (field.type() == FieldType.FLAG) ? List.of("true", "false") : field.values();
			return new Description(Objects.requireNonNull(field.name()), field.isList() ? "list" : field.type().label(),
					field.operators().stream().map(Operator::symbol).toList(), known.isEmpty() ? null : known);
		}

	}

}
