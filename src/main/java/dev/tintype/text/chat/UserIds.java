package dev.tintype.text.chat;

import java.util.regex.Pattern;

import dev.tintype.support.Texts;
import dev.tintype.web.http.JsonFields;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.QueryParameters;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the numbers by which clients know their users. They mean nothing to the service.
 */
final class UserIds {

	private static final String NAME = "user_id";

	private static final String FAULT = "must be a whole number of 64 bits";

	/** {@link Long#parseLong} would accept a plus sign and digits of any script. */
	private static final Pattern NUMBER = Pattern.compile("-?[0-9]+");

	private UserIds() {
	}

	/**
	 * Reads the number in a query string.
	 * @return null if absent
	 * @throws ProblemException of type {@code INVALID_REQUEST} if it is not a valid
	 * number
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
			// Handled below, like a text that is not a number.
		}
		throw ProblemException.invalid(NAME, FAULT);
	}

	/**
	 * Reads the number in a JSON object.
	 * @return null if it is absent, null or invalid
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
