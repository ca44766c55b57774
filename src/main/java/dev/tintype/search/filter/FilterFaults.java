package dev.tintype.search.filter;

import java.util.List;
import java.util.stream.Collectors;

import dev.tintype.search.filter.FilterReader.Token;
import dev.tintype.search.filter.FilterReader.Token.Kind;
import dev.tintype.support.ClosestName;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;

/**
 * Creates the problems of a filter, which name the position and what was expected there.
 *
 * @param pointer the parameter or the JSON pointer of the filter
 */
record FilterFaults(String pointer) {

	ProblemException fault(String detail) {
		return new ProblemException(ProblemType.INVALID_REQUEST, detail).with("errors",
				List.of(new ProblemException.Fault(this.pointer, detail)));
	}

	ProblemException expected(String what, Token found) {
		String but = switch (found.kind()) {
			case END -> ", but the filter ends there.";
			case KEYWORD -> ", but found the keyword " + found.text() + ". A keyword as a value needs quotes.";
			default -> ", but found " + found.shown() + ".";
		};
		return fault("Expected " + what + " at " + found.position() + but);
	}

	ProblemException unknownField(Token field, FilterFields fields) {
		String question = ClosestName.question(field.text(), fields.names());
		return fault("Unknown field " + field.shown() + " at " + field.position() + "."
				+ (question.isEmpty() ? " The fields are " + String.join(", ", fields.names()) + "." : question));
	}

	ProblemException unknownValue(Token value, FilterField field) {
		return fault("Unknown value " + value.shown() + " of '" + field.name() + "' at " + value.position() + "."
				+ ClosestName.question(value.text(), field.values()) + " The values are "
				+ String.join(", ", field.values()) + ".");
	}

	ProblemException operator(FilterField field, Operator operator, Token at) {
		return fault("The field '" + field.name() + "' does not take " + operator.symbol() + " at " + at.position()
				+ ". It takes " + field.operators().stream().map(Operator::symbol).collect(Collectors.joining(" "))
				+ ".");
	}

	ProblemException limit(String what, Token at) {
		return fault("A filter has at most " + what + "; there are more at " + at.position() + ".");
	}

	/**
	 * The problem for a value that its field cannot have.
	 */
	ProblemException value(String what, Token value) {
		return (value.kind() == Kind.END) ? expected(what, value)
				: fault("Expected " + what + " at " + value.position() + ", but found " + value.shown() + ".");
	}

}
