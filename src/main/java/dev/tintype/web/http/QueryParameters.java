package dev.tintype.web.http;

import java.util.List;
import java.util.regex.Pattern;

import dev.tintype.support.Texts;
import org.jspecify.annotations.Nullable;

import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * The query string, read with one kind of fault for whatever is wrong in it: a problem of
 * type {@link ProblemType#INVALID_REQUEST} that points at the parameter. An empty
 * parameter is an absent one.
 */
public final class QueryParameters {

	private static final Pattern NUMBER = Pattern.compile("-?[0-9]+");

	private final ServerRequest request;

	private QueryParameters(ServerRequest request) {
		this.request = request;
	}

	/**
	 * The parameters of a request.
	 * @return its parameters
	 */
	public static QueryParameters of(ServerRequest request) {
		return new QueryParameters(request);
	}

	/**
	 * A text.
	 * @param name the parameter's name
	 * @param max the most characters
	 * @return null when absent or empty
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
	 * A whole number within bounds.
	 * @param name the parameter's name
	 * @param min the least
	 * @param max the greatest
	 * @return null when absent
	 */
	public @Nullable Integer optionalNumber(String name, int min, int max) {
		String value = value(name);
		if (value == null) {
			return null;
		}
		try {
			// Java alone would read digits of any script, and a plus sign.
			int number = Integer.parseInt(NUMBER.matcher(value).matches() ? value : "");
			if (number >= min && number <= max) {
				return number;
			}
		}
		catch (NumberFormatException ex) {
			// Answered like a number out of range.
		}
		throw ProblemException.invalid(name, "must be a whole number from " + min + " to " + max);
	}

	/**
	 * A whole number within bounds.
	 * @param name the parameter's name
	 * @param min the least
	 * @param max the greatest
	 * @param absent what an absent one means
	 * @return the number
	 */
	public int number(String name, int min, int max, int absent) {
		Integer number = optionalNumber(name, min, max);
		return (number != null) ? number : absent;
	}

	/**
	 * A yes or no.
	 * @param name the parameter's name
	 * @return null when absent
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
	 * One of a list of words.
	 * @param name the parameter's name
	 * @param words the words allowed
	 * @param absent what an absent one means
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

	private @Nullable String value(String name) {
		List<String> values = this.request.queryParams().get(name);
		if (values == null || values.isEmpty()) {
			return null;
		}
		String value = values.get(0);
		return (value == null || value.isEmpty()) ? null : value;
	}

}
