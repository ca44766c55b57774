package dev.tintype.text.promptsave;

import java.nio.charset.StandardCharsets;
import java.util.List;

import dev.tintype.image.root.ImageRoots;
import dev.tintype.support.Texts;
import dev.tintype.text.prompt.NormalPrompt;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.JsonFields;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.Requests;
import dev.tintype.web.ndjson.NdjsonLines;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A prompt that a client used and asks to save.
 *
 * @param text the prompt
 * @param normal its identity, null if the draft has a fault
 * @param model the model that it was used with, or null
 * @param imageId the id of an image that it made, as the client wrote it, or null
 * @param imagePath the path of a picture, as the client wrote it, or null
 * @param fault what is wrong with the draft, or null
 */
record PromptDraft(String text, @Nullable NormalPrompt normal, @Nullable String model, @Nullable String imageId,
		@Nullable String imagePath, @Nullable String fault) {

	private static final String TEXT = "prompt_text";

	private static final String PATH = "image_path";

	/**
	 * Reads the body of a batch.
	 * @return its items, in order
	 */
	static List<PromptDraft> readAll(byte[] body) {
		JsonFields fields = new JsonFields(Json.read(body), "");
		List<JsonNode> items = fields.items("prompts", Requests.BATCH_ITEMS);
		fields.check();
		return items.stream().map((item) -> read(new JsonFields(item, ""))).toList();
	}

	/**
	 * Reads the body of a save of one prompt.
	 * @return the prompt, without a fault
	 */
	static PromptDraft readOne(JsonNode body) {
		JsonFields fields = new JsonFields(body, "");
		PromptDraft draft = read(fields);
		fields.check();
		return draft;
	}

	/**
	 * Reads a line of a stream.
	 * @return the prompt, with a fault if the line is not valid
	 */
	static PromptDraft readLine(NdjsonLines.Line line) {
		try {
			return read(new JsonFields(line.json(), ""));
		}
		catch (ProblemException ex) {
			return new PromptDraft("", null, null, null, null, ex.getBody().getDetail());
		}
	}

	/**
	 * Returns the hash that identifies the prompt.
	 * @return null if the draft has a fault
	 */
	@Nullable String hash() {
		return (this.normal != null) ? this.normal.hash() : null;
	}

	private static PromptDraft read(JsonFields fields) {
		String text = fields.text(TEXT, 1, Texts.TEXT_LENGTH);
		NormalPrompt normal = NormalPrompt.of(text);
		if (!text.isEmpty() && normal.text().isEmpty()) {
			fields.fault(TEXT, "must not be blank");
		}
		String model = fields.optionalText("model", 1, Texts.NAME_LENGTH);
		String imageId = fields.optionalText("image_id", 0, Texts.NAME_LENGTH);
		String path = fields.optionalText(PATH, 0, ImageRoots.PATH_BYTES);
		if (path != null && path.getBytes(StandardCharsets.UTF_8).length > ImageRoots.PATH_BYTES) {
			fields.fault(PATH, "must have at most " + ImageRoots.PATH_BYTES + " bytes");
		}
		String fault = fields.fault();
		return new PromptDraft(text, (fault != null) ? null : normal, model, imageId, path, fault);
	}

}
