package dev.tintype.caption.operation;

import java.util.List;
import java.util.UUID;

import dev.tintype.support.Ids;
import dev.tintype.support.Texts;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.JsonFields;
import dev.tintype.web.http.Requests;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A caption of the history that a client chooses for an image.
 *
 * @param imageText the image's id as the client wrote it, null when it is not a valid
 * text
 * @param imageId the image's id, null when the text is not an id
 * @param captionId the caption's id, null when the text is not an id
 * @param fault what is wrong with the item, null when it is valid
 */
record ChoiceDraft(@Nullable String imageText, @Nullable UUID imageId, @Nullable UUID captionId,
		@Nullable String fault) {

	/**
	 * Reads the body of a request.
	 * @return its items, in order, also those with a fault
	 */
	static Batch readAll(byte[] body) {
		JsonFields fields = new JsonFields(Json.read(body), "");
		List<JsonNode> items = fields.items("choices", Requests.BATCH_ITEMS);
		String label = fields.optionalText("label", 1, Texts.NAME_LENGTH);
		fields.check();
		return new Batch(items.stream().map(ChoiceDraft::read).toList(), label);
	}

	private static ChoiceDraft read(JsonNode item) {
		JsonFields fields = new JsonFields(item, "");
		String image = fields.text("image_id", 0, Texts.NAME_LENGTH);
		String caption = fields.text("caption_id", 0, Texts.NAME_LENGTH);
		String fault = fields.fault();
		return new ChoiceDraft((fault != null) ? null : image, Ids.parse(image), Ids.parse(caption), fault);
	}

	/**
	 * The body of a request.
	 *
	 * @param label the name of the operation, or null
	 */
	record Batch(List<ChoiceDraft> choices, @Nullable String label) {
	}

}
