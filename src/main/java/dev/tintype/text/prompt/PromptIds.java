package dev.tintype.text.prompt;

import java.util.regex.Pattern;

import dev.tintype.web.http.Requests;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * Reads the numbers of prompts.
 */
final class PromptIds {

	/** As the service writes them. */
	private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,18}");

	private PromptIds() {
	}

	/**
	 * The number in the path. A text that is none is an unknown one.
	 * @return the number, or a problem of type {@code NOT_FOUND}
	 */
	static Mono<Long> of(ServerRequest request) {
		String text = request.pathVariable("id");
		return Mono.justOrEmpty(parse(text)).switchIfEmpty(Requests.missing(text));
	}

	/**
	 * Reads a number.
	 * @return null when it is none that a prompt could have
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
