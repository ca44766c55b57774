package dev.tintype.text.chat;

import java.util.regex.Pattern;

import dev.tintype.support.Texts;
import dev.tintype.web.http.JsonFields;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.QueryParameters;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the callers' own numbers of their users, which mean nothing here.
 */
final class UserIds {

	private static final String NAME = "user_id";

	private static final String FAULT = "must be a whole number of 64 bits";

	/** {@link Long#parseLong} would take a plus sign, and digits of any script. */
	private static final Pattern NUMBER = Pattern.compile("-?[0-9]+");

	private UserIds() {
	}

	/**
	 * Reads the one of a query string.
	 * @return null when absent
	 * @throws ProblemException of type {@code INVALID_REQUEST} when it is no such number
	 */
	static @Nullable Long of(QueryParameters parameters) {
		String text = parameters.text(NAME, Texts.NAME_LENGTH);
		if (text == null) {
			return null;
		}
		try {
			if (NUMBER.matcher(text).matches()) {
				return Long.valueOf(text);
			}
		}
		catch (NumberFormatException ex) {
			// Answered like a text that is no number.
		}
		throw ProblemException.invalid(NAME, FAULT);
	}

	/**
	 * Reads the one of a JSON object.
	 * @return null when absent, null or a fault
	 */
	static @Nullable Long of(JsonNode body, JsonFields fields) {
		JsonNode value = body.get(NAME);
		if (value == null || value.isNull()) {
			return null;
		}
		if (!value.isIntegralNumber() || !value.canConvertToLong()) {
			fields.fault(NAME, FAULT);
			return null;
		}
		return value.longValue();
	}

}
