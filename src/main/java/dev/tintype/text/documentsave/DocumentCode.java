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
 * The code of a document: its name in addresses, which the client chooses.
 */
public final class DocumentCode {

	/** The longest code, in characters (Unicode code points). */
	public static final int LENGTH = 50;

	/** What an address would mean otherwise. */
	private static final Set<String> RESERVED = Set.of("search", "count", ".", "..");

	private DocumentCode() {
	}

	/**
	 * The code in the address of a request. It is read from the path as it was sent: what
	 * follows a semicolon belongs to it.
	 * @param request whose path ends with the code
	 * @return the code, which may be one that no document can have
	 * @throws ProblemException of type {@code INVALID_REQUEST} when it is no text at all
	 */
	public static String of(ServerRequest request) {
		List<PathContainer.Element> path = request.requestPath().pathWithinApplication().elements();
		// Percent-encoded bytes as characters, one each.
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
	 * The code in the address of a request that may make a document.
	 * @param request whose path ends with the code
	 * @return the code
	 * @throws ProblemException of type {@code INVALID_REQUEST} when no document can have
	 * it
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
	 * The address of a document.
	 * @param code of the document
	 * @return on this service
	 */
	public static String location(String code) {
		return "/api/documents/" + UriUtils.encode(code, StandardCharsets.UTF_8);
	}

	/**
	 * Finds what is wrong with a code.
	 * @param code any text
	 * @return null when nothing is wrong, else a short sentence for people
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
