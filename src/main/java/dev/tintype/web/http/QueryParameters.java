package dev.tintype.web.http;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.regex.Pattern;

import dev.tintype.support.Texts;
import org.jspecify.annotations.Nullable;

import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * Reads the query string. Every fault throws a problem of type
 * {@link ProblemType#INVALID_REQUEST} that names the parameter. An empty parameter counts
 * as absent.
 */
public final class QueryParameters {

	private static final Pattern NUMBER = Pattern.compile("-?[0-9]+");

	private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,40}(\\.[0-9]{1,40})?");

	/** The most values of a repeated parameter. */
	private static final int MOST_VALUES = 100;

	private final ServerRequest request;

	private QueryParameters(ServerRequest request) {
		this.request = request;
	}

	/**
	 * Reads the parameters of a request.
	 * @return its parameters
	 */
	public static QueryParameters of(ServerRequest request) {
		return new QueryParameters(request);
	}

	/**
	 * Reads a text.
	 * @param max the most characters
	 * @return null if it is absent or empty
	 */
	public @Nullable String text(String name, int max) {
		String value = value(name);
		if (value == null) {
			return null;
		}
		String fault = Texts.fault(value, 0, max);
		if (fault != null) {
			throw ProblemException.invalid(name, fault);
		}
		return value;
	}

	/**
	 * Reads the texts of a parameter that may be repeated.
	 * @param max the most characters of each
	 * @return the texts that are not empty, in order
	 */
	public List<String> texts(String name, int max) {
		List<String> values = this.request.queryParams().getOrDefault(name, List.of());
		if (values.size() > MOST_VALUES) {
			throw ProblemException.invalid(name, "must not be given more than " + MOST_VALUES + " times");
		}
		for (String value : values) {
			String fault = Texts.fault(value, 0, max);
			if (fault != null) {
				throw ProblemException.invalid(name, fault);
			}
		}
		return values.stream().filter((value) -> !value.isEmpty()).toList();
	}

	/**
	 * Reads a whole number.
	 * @param min the smallest allowed value
	 * @param max the greatest allowed value
	 * @return null if it is absent
	 */
	public @Nullable Integer optionalNumber(String name, int min, int max) {
		String value = value(name);
		if (value == null) {
			return null;
		}
		try {
			// Integer.parseInt alone would accept digits of any script, and a plus sign.
			int number = Integer.parseInt(NUMBER.matcher(value).matches() ? value : "");
			if (number >= min && number <= max) {
				return number;
			}
		}
		catch (NumberFormatException ex) {
			// The response is that of a number out of range.
		}
		throw ProblemException.invalid(name, "must be a whole number from " + min + " to " + max);
	}

	/**
	 * Reads a whole number.
	 * @param min the smallest allowed value
	 * @param max the greatest allowed value
	 * @param absent the value of an absent parameter
	 * @return the number
	 */
	public int number(String name, int min, int max, int absent) {
		Integer number = optionalNumber(name, min, max);
		return (number != null) ? number : absent;
	}

	/**
	 * Reads a number, which may have a fraction.
	 * @param min the smallest allowed value
	 * @param max the greatest allowed value
	 * @return null if it is absent
	 */
	public @Nullable Double optionalDecimal(String name, long min, long max) {
		String value = value(name);
		if (value == null) {
			return null;
		}
		double number = DECIMAL.matcher(value).matches() ? Double.parseDouble(value) : Double.NaN;
		if (number >= min && number <= max) {
			return number;
		}
		throw ProblemException.invalid(name, "must be a number from " + min + " to " + max);
	}

	/**
	 * Reads a boolean.
	 * @return null if it is absent
	 */
	public @Nullable Boolean flag(String name) {
		String value = value(name);
		if (value == null) {
			return null;
		}
		return switch (value) {
			case "true" -> true;
			case "false" -> false;
			default -> throw ProblemException.invalid(name, "must be true or false");
		};
	}

	/**
	 * Reads a time.
	 * @return null if it is absent
	 */
	public @Nullable Instant moment(String name) {
		String value = value(name);
		if (value == null) {
			return null;
		}
		try {
			return OffsetDateTime.parse(value).toInstant();
		}
		catch (DateTimeParseException ex) {
			throw ProblemException.invalid(name, "must be an RFC 3339 timestamp, such as 2026-11-30T12:00:00Z");
		}
	}

	/**
	 * Reads one of a list of words.
	 * @param words the allowed words
	 * @param absent the value of an absent parameter
	 * @return the word
	 */
	public String word(String name, List<String> words, String absent) {
		String value = value(name);
		if (value == null) {
			return absent;
		}
		if (!words.contains(value)) {
			throw ProblemException.invalid(name, "must be one of " + String.join(", ", words));
		}
		return value;
	}

	/**
	 * Whether a parameter is there, also without a value.
	 * @return whether the query string names it
	 */
	public boolean has(String name) {
		return this.request.queryParams().containsKey(name);
	}

	private @Nullable String value(String name) {
		List<String> values = this.request.queryParams().get(name);
		if (values == null || values.isEmpty()) {
			return null;
		}
		String value = values.get(0);
		return (value == null || value.isEmpty()) ? null : value;
	}

}
