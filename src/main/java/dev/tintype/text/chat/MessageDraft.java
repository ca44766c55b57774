package dev.tintype.text.chat;

import dev.tintype.web.http.Json;
import dev.tintype.web.http.JsonFields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A message that a client wants saved.
 *
 * @param threadId of the thread that it belongs to, which there may not be yet
 * @param userId the caller's own number of whoever asked, or null
 * @param question what was asked
 * @param answer what was answered
 */
record MessageDraft(String threadId, @Nullable Long userId, String question, String answer) {

	/**
	 * The longest question or answer, in characters. H2 takes a text of twice as many
	 * units, of which a character may need two.
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
