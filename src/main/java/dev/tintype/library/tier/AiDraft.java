package dev.tintype.library.tier;

import java.util.List;

import dev.tintype.library.face.FaceDraft;
import dev.tintype.support.Texts;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.JsonFields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a client sends with the results of a model.
 *
 * @param ai the metadata, null if it sends none
 * @param model the name of the model, or null
 * @param faces the faces in the picture, null if it sends none
 */
public record AiDraft(@Nullable ObjectNode ai, @Nullable String model, @Nullable List<FaceDraft> faces) {

	/** No results of a model. */
	public static final AiDraft NONE = new AiDraft(null, null, null);

	/**
	 * Reads a body.
	 * @param body may be empty
	 * @return the draft
	 */
	public static AiDraft read(byte[] body) {
		return read(body, false);
	}

	/**
	 * Reads a body that may contain faces.
	 * @param body may be empty
	 * @return the draft
	 */
	public static AiDraft readWithFaces(byte[] body) {
		return read(body, true);
	}

	private static AiDraft read(byte[] body, boolean faces) {
		if (body.length == 0) {
			return NONE;
		}
		JsonNode json = Json.read(body);
		JsonFields fields = new JsonFields(json, "");
		String model = fields.optionalText("model", 1, Texts.NAME_LENGTH);
		JsonNode ai = json.path("ai");
		boolean sent = !ai.isMissingNode() && !ai.isNull();
		if (sent) {
			AiMetadata.check(ai, fields, "ai");
		}
		List<FaceDraft> found = faces ? FaceDraft.readAll(json.path("faces"), fields) : null;
		fields.check();
		return new AiDraft((sent && ai instanceof ObjectNode object) ? object : null, model, found);
	}

}
