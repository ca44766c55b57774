package dev.tintype.text.chat;

import dev.tintype.support.Texts;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.JsonFields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A thread that a client asks to create.
 *
 * @param userId the client's number of the user who begins it, or null
 * @param title for people, or null
 */
record ThreadDraft(@Nullable Long userId, @Nullable String title) {

	/**
	 * Reads the body of a request, which may be empty.
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
