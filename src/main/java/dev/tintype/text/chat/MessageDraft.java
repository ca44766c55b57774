package dev.tintype.text.chat;

import dev.tintype.web.http.Json;
import dev.tintype.web.http.JsonFields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A message that a client asks to save.
 *
 * @param threadId of its thread, which may not exist yet
 * @param userId the client's number of the user who asks, or null
 */
record MessageDraft(String threadId, @Nullable Long userId, String question, String answer) {

	/**
	 * The longest question or answer, in characters. The column of H2 allows twice as
	 * many UTF-16 code units, because a character may need two.
	 */
	static final int TEXT_LENGTH = 500_000;

	/**
	 * Reads the body of a request.
	 * @return the draft, without a fault
	 */
	static MessageDraft of(String threadId, byte[] body) {
		JsonNode json = Json.read(body);
		JsonFields fields = new JsonFields(json, "");
		MessageDraft draft = new MessageDraft(threadId, UserIds.of(json, fields),
				fields.text("question", 1, TEXT_LENGTH), fields.text("answer", 1, TEXT_LENGTH));
		fields.check();
		return draft;
	}

}
