package dev.tintype.text.chat;

import dev.tintype.support.Texts;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.JsonFields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A thread that a client wants begun.
 *
 * @param userId the caller's own number of whoever begins it, or null
 * @param title for people, or null
 */
record ThreadDraft(@Nullable Long userId, @Nullable String title) {

	/**
	 * Reads the body of a request.
	 * @return the draft, without a fault
	 */
	static ThreadDraft of(byte[] body) {
		if (body.length == 0) {
			return new ThreadDraft(null, null);
		}
		JsonNode json = Json.read(body);
		JsonFields fields = new JsonFields(json, "");
		ThreadDraft draft = new ThreadDraft(UserIds.of(json, fields),
				fields.optionalText("title", 1, Texts.TEXT_LENGTH));
		fields.check();
		return draft;
	}

}
