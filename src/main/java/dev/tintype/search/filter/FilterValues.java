package dev.tintype.search.filter;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;

import dev.tintype.search.filter.FilterReader.Token;
import dev.tintype.search.regex.Regex;
import dev.tintype.support.Ids;
import dev.tintype.web.http.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Converts the values of conditions to the types of their fields.
 *
 * @param now the base of relative times
 * @param faults creates the problems
 */
record FilterValues(Instant now, FilterFaults faults) {

	private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,40}(\\.0{1,40})?");

	private static final Pattern DECIMAL = Pattern.compile("[+-]?([0-9]{1,40}(\\.[0-9]{1,40})?|\\.[0-9]{1,40})");

	List<?> read(FilterField field, Operator operator, List<Token> tokens) {
		if (operator == Operator.MATCHES) {
			return tokens.stream().map(this::regex).toList();
		}
		if (operator.ordinal() <= Operator.IN.ordinal()) {
			tokens.forEach((token) -> check(field, token));
		}
		return tokens.stream().map((token) -> value(field.type(), token)).filter(Objects::nonNull).toList();
	}

	private void check(FilterField field, Token token) {
		if (!field.values().isEmpty() && !field.values().contains(token.text())) {
			throw this.faults.unknownValue(token, field);
		}
	}

	// Null for an id that no row can have.
	private @Nullable Object value(FieldType type, Token token) {
		return switch (type) {
			case TEXT -> token.text();
			case INTEGER -> integer(token);
			case DECIMAL -> decimal(token);
			case MOMENT, WALL_TIME -> TimeSpan.read(token, type, this.now, this.faults);
			case FLAG -> flag(token);
			case ID -> id(token.text());
		};
	}

	private Long integer(Token token) {
		if (INTEGER.matcher(token.text()).matches()) {
			try {
				return Long.valueOf(token.text().replaceFirst("\\..*", "").replaceFirst("^\\+", ""));
			}
			catch (NumberFormatException ex) {
				// Reported like a text that is not a number.
			}
		}
		throw this.faults.value("a whole number", token);
	}

	private Double decimal(Token token) {
		if (!DECIMAL.matcher(token.text()).matches()) {
			throw this.faults.value("a number", token);
		}
		// Adding zero turns minus zero into zero: some comparisons of floating-point
		// numbers distinguish them.
		return Double.parseDouble(token.text()) + 0.0;
	}

	private Boolean flag(Token token) {
		return switch (token.text().toLowerCase(Locale.ROOT)) {
			case "true" -> Boolean.TRUE;
			case "false" -> Boolean.FALSE;
			default -> throw this.faults.value("true or false", token);
		};
	}

	private static @Nullable UUID id(String text) {
		return Ids.parse(text);
	}

	private Regex regex(Token token) {
		try {
			return Regex.parse(token.text());
		}
		catch (ProblemException ex) {
			String detail = String.valueOf(ex.getBody().getDetail()).replaceFirst("^regex: ", "");
			throw this.faults.fault("Invalid regular expression at " + token.position() + ": " + detail + ".");
		}
	}

}
