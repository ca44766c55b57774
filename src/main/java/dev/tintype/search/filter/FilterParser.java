package dev.tintype.search.filter;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.tintype.search.filter.FilterReader.Token;
import dev.tintype.search.filter.FilterReader.Token.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Parses one filter. {@code AND} binds tighter than {@code OR}.
 */
final class FilterParser {

	private static final int MOST_CONDITIONS = 100;

	private static final int DEEPEST = 20;

	private static final int MOST_VALUES = 1_000;

	private static final Map<String, Operator> SIGNS = Map.of("=", Operator.EQUAL, "!=", Operator.NOT_EQUAL, ">",
			Operator.GREATER, ">=", Operator.AT_LEAST, "<", Operator.LESS, "<=", Operator.AT_MOST);

	private final FilterReader reader;

	private final FilterFields fields;

	private final FilterFaults faults;

	private final FilterValues values;

	private int conditions;

	private int depth;

	FilterParser(String text, FilterFields fields, Instant now, FilterFaults faults) {
		this.reader = new FilterReader(text, faults);
		this.fields = fields;
		this.faults = faults;
		this.values = new FilterValues(now, faults);
	}

	/**
	 * Parses the whole text.
	 */
	Filter parse() {
		Filter filter = or();
		if (this.reader.peek().kind() != Kind.END) {
			throw this.faults.expected("AND, OR or the end", this.reader.peek());
		}
		return filter;
	}

	private Filter or() {
		List<Filter> parts = new ArrayList<>(List.of(and()));
		while (this.reader.takeWord("OR")) {
			parts.add(and());
		}
		return (parts.size() == 1) ? parts.get(0) : new Filter.Or(List.copyOf(parts));
	}

	private Filter and() {
		List<Filter> parts = new ArrayList<>(List.of(not()));
		while (this.reader.takeWord("AND")) {
			parts.add(not());
		}
		return (parts.size() == 1) ? parts.get(0) : new Filter.And(List.copyOf(parts));
	}

	private Filter not() {
		boolean negated = this.reader.takeWord("NOT");
		Token begin = this.reader.peek();
		Filter part = this.reader.takeSign("(") ? group(begin) : condition(negated);
		return negated ? new Filter.Not(part) : part;
	}

	private Filter group(Token begin) {
		if (++this.depth > DEEPEST) {
			throw this.faults.limit(DEEPEST + " levels of parentheses", begin);
		}
		Filter filter = or();
		if (!this.reader.takeSign(")")) {
			throw this.faults.expected("AND, OR or ')'", this.reader.peek());
		}
		this.depth--;
		return filter;
	}

	private Filter condition(boolean negated) {
		Token name = this.reader.peek();
		if (name.kind() != Kind.WORD) {
			throw this.faults.expected(negated ? "a field or '('" : "a field, NOT or '('", name);
		}
		this.reader.take();
		if (++this.conditions > MOST_CONDITIONS) {
			throw this.faults.limit(MOST_CONDITIONS + " conditions", name);
		}
		FilterField field = this.fields.find(name.text());
		if (field == null) {
			throw this.faults.unknownField(name, this.fields);
		}
		Token at = this.reader.peek();
		Operator sign = (at.kind() == Kind.SIGN) ? SIGNS.get(at.text()) : null;
		if (sign != null) {
			this.reader.take();
			return condition(field, sign, at, List.of(value()));
		}
		return words(field, at);
	}

	private Filter words(FilterField field, Token at) {
		if (this.reader.takeWord("NOT")) {
			Operator operator = word();
			if (operator == null) {
				throw this.faults.expected("IN, CONTAINS, STARTS WITH, MATCHES or EXISTS", this.reader.peek());
			}
			return new Filter.Not(condition(field, operator, at, operands(operator)));
		}
		Operator operator = word();
		if (operator != null) {
			return condition(field, operator, at, operands(operator));
		}
		if (!at.isValue()) {
			throw this.faults.expected("an operator", at);
		}
		this.reader.take();
		if (!this.reader.takeWord("TO")) {
			throw (at.kind() == Kind.WORD) ? this.faults.expected("an operator", at)
					: this.faults.expected("TO", this.reader.peek());
		}
		return condition(field, Operator.BETWEEN, at, List.of(at, value()));
	}

	private @Nullable Operator word() {
		for (Operator operator : List.of(Operator.IN, Operator.CONTAINS, Operator.MATCHES, Operator.EXISTS)) {
			if (this.reader.takeWord(operator.symbol())) {
				return operator;
			}
		}
		if (!this.reader.takeWord("STARTS")) {
			return null;
		}
		if (!this.reader.takeWord("WITH")) {
			throw this.faults.expected("WITH", this.reader.peek());
		}
		return Operator.STARTS_WITH;
	}

	private List<Token> operands(Operator operator) {
		return switch (operator) {
			case EXISTS -> List.of();
			case IN -> several();
			default -> List.of(value());
		};
	}

	private List<Token> several() {
		if (!this.reader.takeSign("[")) {
			throw this.faults.expected("'['", this.reader.peek());
		}
		List<Token> several = new ArrayList<>();
		do {
			if (several.size() == MOST_VALUES) {
				throw this.faults.limit(MOST_VALUES + " values in one IN", this.reader.peek());
			}
			several.add(value());
		}
		while (this.reader.takeSign(","));
		if (!this.reader.takeSign("]")) {
			throw this.faults.expected("',' or ']'", this.reader.peek());
		}
		return several;
	}

	private Token value() {
		if (!this.reader.peek().isValue()) {
			throw this.faults.expected("a value", this.reader.peek());
		}
		return this.reader.take();
	}

	private Filter condition(FilterField field, Operator operator, Token at, List<Token> operands) {
		if (!field.operators().contains(operator)) {
			throw this.faults.operator(field, operator, at);
		}
		return new Filter.Condition(field, operator, this.values.read(field, operator, operands));
	}

}
