package dev.tintype.text.documentsave;

import dev.tintype.support.Texts;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.JsonFields;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import dev.tintype.web.http.Requests;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * The fields of a document in the body of a request.
 *
 * @param name null if absent
 * @param content null if absent
 */
public record DocumentForm(@Nullable String name, @Nullable String content) {

	/** The largest JSON body, in bytes. */
	private static final int JSON_BYTES = 20 << 20;

	/**
	 * Reads the whole body of a request.
	 * @return the bytes; a problem of type {@code TOO_LARGE} if there are more than 20
	 * MiB
	 */
	public static Mono<byte[]> body(ServerRequest request) {
		return Requests.json(request, JSON_BYTES);
	}

	/**
	 * Reads the body of a request that creates a document.
	 * @param body JSON
	 * @return the document, without a fault
	 */
	public static DocumentDraft create(byte[] body) {
		JsonFields fields = new JsonFields(Json.read(body), "");
		String name = fields.text("name", 1, Texts.NAME_LENGTH);
		String code = fields.text("code", 1, DocumentCode.LENGTH);
		String content = content(fields);
		String fault = code.isEmpty() ? null : DocumentCode.fault(code);
		if (fault != null) {
			fields.fault("code", fault);
		}
		fields.check();
		return new DocumentDraft(code, name, content);
	}

	/**
	 * Reads the body of a request that saves a document under a code.
	 * @param code from the path
	 * @param body JSON
	 * @return the document, without a fault
	 */
	public static DocumentDraft save(String code, byte[] body) {
		JsonFields fields = new JsonFields(Json.read(body), "");
		String name = fields.text("name", 1, Texts.NAME_LENGTH);
		String content = content(fields);
		fields.check();
		return new DocumentDraft(code, name, content);
	}

	/**
	 * Reads the body of a request that changes a document.
	 * @param body JSON
	 * @return the fields to change
	 */
	public static DocumentForm change(byte[] body) {
		JsonFields fields = new JsonFields(Json.read(body), "");
		String name = fields.optionalText("name", 1, Texts.NAME_LENGTH);
		String content = fields.optionalText("content", 0, Integer.MAX_VALUE);
		fields.check();
		return new DocumentForm(name, (content != null) ? sized(content) : null);
	}

	private static String content(JsonFields fields) {
		return sized(fields.text("content", 0, Integer.MAX_VALUE));
	}

	private static String sized(String content) {
		if (DocumentDraft.isTooLarge(content)) {
			throw new ProblemException(ProblemType.TOO_LARGE,
					"The content is larger than " + DocumentDraft.CONTENT_BYTES + " bytes, the limit of a document.");
		}
		return content;
	}

}
