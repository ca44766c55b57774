package dev.tintype.text.documentsave;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

import dev.tintype.support.Texts;
import dev.tintype.web.http.ProblemException;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.util.UriUtils;

/**
 * The code of a document, which the client chooses and which is part of its URL.
 */
public final class DocumentCode {

	/** The longest code, in characters (Unicode code points). */
	public static final int LENGTH = 50;

	/** Codes that have another meaning in a URL. */
	private static final Set<String> RESERVED = Set.of("search", "count", ".", "..");

	private DocumentCode() {
	}

	/**
	 * Reads the code from the path of a request. The path is not parsed, so a semicolon
	 * is part of the code.
	 * @param request whose path ends with the code
	 * @return the code, which may be invalid for a document
	 * @throws ProblemException of type {@code INVALID_REQUEST} if it is not valid text
	 */
	public static String of(ServerRequest request) {
		List<PathContainer.Element> path = request.requestPath().pathWithinApplication().elements();
		// Decodes each percent-encoded byte to one character.
		String bytes = UriUtils.decode(path.get(path.size() - 1).value(), StandardCharsets.ISO_8859_1);
		try {
			String code = StandardCharsets.UTF_8.newDecoder()
				.decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)))
				.toString();
			String fault = Texts.unstorable(code);
			if (fault != null) {
				throw ProblemException.invalid("code", fault);
			}
			return code;
		}
		catch (CharacterCodingException ex) {
			throw ProblemException.invalid("code", "must be percent-encoded as UTF-8");
		}
	}

	/**
	 * Reads the code from the path of a request that may create a document.
	 * @param request whose path ends with the code
	 * @return the code
	 * @throws ProblemException of type {@code INVALID_REQUEST} if no document can have it
	 */
	public static String ofNew(ServerRequest request) {
		String code = of(request);
		String fault = fault(code);
		if (fault != null) {
			throw ProblemException.invalid("code", fault);
		}
		return code;
	}

	/**
	 * Returns the path of a document on this service.
	 * @return the path, percent-encoded
	 */
	public static String location(String code) {
		return "/api/documents/" + UriUtils.encode(code, StandardCharsets.UTF_8);
	}

	/**
	 * Checks a code.
	 * @param code any text
	 * @return what is wrong with it, or null
	 */
	public static @Nullable String fault(String code) {
		String fault = Texts.fault(code, 1, LENGTH);
		if (fault != null) {
			return fault;
		}
		if (code.chars().anyMatch(Character::isISOControl)) {
			return "must not contain control characters";
		}
		return RESERVED.contains(code) ? "must not be \"" + code + "\", which is reserved" : null;
	}

}
