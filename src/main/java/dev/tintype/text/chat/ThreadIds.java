package dev.tintype.text.chat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import dev.tintype.support.Texts;
import dev.tintype.web.http.ProblemException;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * Reads the ids of threads, which clients choose: 1 to 255 characters, without control
 * characters.
 */
final class ThreadIds {

	private static final String NAME = "thread_id";

	/** The index of the id in the path, where each slash is an element. */
	private static final int ELEMENT = 7;

	private ThreadIds() {
	}

	/**
	 * Reads the id in the path.
	 * @param request for {@code /api/chat/threads/{thread_id}} or below it
	 * @return the id
	 * @throws ProblemException of type {@code INVALID_REQUEST} if no thread can have the
	 * id
	 */
	static String of(ServerRequest request) {
		// Spring's path variable ends at a semicolon and replaces bytes that are not
		// UTF-8, so two ids could mean the same thread.
		String segment = request.requestPath().pathWithinApplication().elements().get(ELEMENT).value();
		String id = decode(segment);
		String fault = (id != null) ? fault(id) : "must be percent-encoded UTF-8";
		if (id == null || fault != null) {
			throw ProblemException.invalid(NAME, String.valueOf(fault));
		}
		return id;
	}

	private static @Nullable String fault(String id) {
		String fault = Texts.fault(id, 1, Texts.NAME_LENGTH);
		return (fault == null && id.chars().anyMatch(Character::isISOControl)) ? "must not contain a control character"
				: fault;
	}

	private static @Nullable String decode(String segment) {
		byte[] bytes = StringUtils.uriDecode(segment, StandardCharsets.ISO_8859_1)
			.getBytes(StandardCharsets.ISO_8859_1);
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
		}
		catch (CharacterCodingException ex) {
			return null;
		}
	}

}
