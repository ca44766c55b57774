package dev.tintype.text.prompt;

import java.util.regex.Pattern;

import dev.tintype.web.http.Requests;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * Reads the ids of prompts, which are numbers.
 */
final class PromptIds {

	/** The form in which the service writes them. */
	private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,18}");

	private PromptIds() {
	}

	/**
	 * Reads the id in the path.
	 * @return the id, or a problem of type {@code NOT_FOUND} if it is not a valid number
	 */
	static Mono<Long> of(ServerRequest request) {
		String text = request.pathVariable("id");
		return Mono.justOrEmpty(parse(text)).switchIfEmpty(Requests.missing(text));
	}

	/**
	 * Reads an id.
	 * @return null if no prompt can have it
	 */
	static @Nullable Long parse(String text) {
		try {
			return NUMBER.matcher(text).matches() ? Long.valueOf(text) : null;
		}
		catch (NumberFormatException ex) {
			return null;
		}
	}

}
