package dev.tintype.caption.save;

import java.util.List;
import java.util.Objects;
import java.util.UUID;

import dev.tintype.support.Ids;
import dev.tintype.support.Texts;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.JsonFields;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.Requests;
import dev.tintype.web.ndjson.NdjsonLines;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A caption that a client wants to save.
 *
 * @param imageText the image's id as the client wrote it, null when it is not a valid
 * text
 * @param imageId the image's id, null when the text is not an id
 * @param text the caption; an empty text clears the current caption
 * @param source who wrote it
 * @param model the model that wrote it, or null
 * @param fault what is wrong with the item, null when it is valid
 */
public record CaptionDraft(@Nullable String imageText, @Nullable UUID imageId, String text, CaptionSource source,
		@Nullable String model, @Nullable String fault) {

	/** The longest name of a model, in characters. */
	public static final int MODEL_LENGTH = 100;

	/**
	 * Creates a caption that is valid.
	 * @param text the caption, or null to clear the current caption
	 * @param model the model that wrote it, or null
	 * @return a draft that can be saved
	 */
	public static CaptionDraft of(UUID imageId, @Nullable String text, CaptionSource source, @Nullable String model) {
		return (text != null) ? new CaptionDraft(imageId.toString(), imageId, text, source, model, null)
				: new CaptionDraft(imageId.toString(), imageId, "", CaptionSource.HUMAN, null, null);
	}

	/**
	 * Reads the body of a batch.
	 * @return its items, in order, also those with a fault
	 */
	static Batch readAll(byte[] body) {
		JsonFields fields = new JsonFields(Json.read(body), "");
		List<JsonNode> items = fields.items("captions", Requests.BATCH_ITEMS);
		String label = fields.optionalText("label", 1, Texts.NAME_LENGTH);
		fields.check();
		return new Batch(items.stream().map(CaptionDraft::readItem).toList(), label);
	}

	/**
	 * Reads the body of a request that saves the caption of one image.
	 */
	static Single readOne(UUID imageId, byte[] body) {
		JsonFields fields = new JsonFields(Json.read(body), "");
		CaptionDraft draft = read(fields, imageId.toString(), imageId);
		String expected = fields.optionalText("expected", 0, Texts.TEXT_LENGTH);
		String label = fields.optionalText("label", 1, Texts.NAME_LENGTH);
		fields.check();
		return new Single(draft, expected, label);
	}

	/**
	 * Reads a line of a stream.
	 * @return the caption, with a fault when the line is invalid
	 */
	static CaptionDraft readLine(NdjsonLines.Line line) {
		try {
			return readItem(line.json());
		}
		catch (ProblemException ex) {
			return new CaptionDraft(null, null, "", CaptionSource.MODEL, null, ex.getBody().getDetail());
		}
	}

	private static CaptionDraft readItem(JsonNode item) {
		JsonFields fields = new JsonFields(item, "");
		String image = fields.text("image_id", 0, Texts.NAME_LENGTH);
		return read(fields, (fields.fault() == null) ? image : null, Ids.parse(image));
	}

	private static CaptionDraft read(JsonFields fields, @Nullable String image, @Nullable UUID imageId) {
		String text = fields.text("caption", 1, Texts.TEXT_LENGTH);
		String source = fields.optionalWord("source", CaptionSource.WORDS);
		String model = fields.optionalText("model", 1, MODEL_LENGTH);
		return new CaptionDraft(image, imageId, text, CaptionSource.of(Objects.requireNonNullElse(source, "model")),
				model, fields.fault());
	}

	/**
	 * The rank that the image has while this caption is current.
	 */
	int rank() {
		return this.text.isEmpty() ? 0 : this.source.rank();
	}

	/**
	 * Whether the item can be saved: it has no fault and a valid image id.
	 */
	boolean isSaveable() {
		return this.fault == null && this.imageId != null;
	}

	/**
	 * The body of a batch.
	 *
	 * @param label the name of the operation, or null
	 */
	record Batch(List<CaptionDraft> drafts, @Nullable String label) {
	}

	/**
	 * The body of a request that saves one caption.
	 *
	 * @param expected the text that must be current, empty for none; null for any
	 * @param label the name of the operation, or null
	 */
	record Single(CaptionDraft draft, @Nullable String expected, @Nullable String label) {
	}

}
