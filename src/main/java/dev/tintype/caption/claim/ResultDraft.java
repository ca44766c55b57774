package dev.tintype.caption.claim;

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
 * A result that a worker returns.
 *
 * @param imageText the image's id as the client wrote it, null when it is not a valid
 * text
 * @param imageId the image's id, null when the text is not an id
 * @param caption null if the model has failed
 * @param error why the model has failed, null if it has not
 * @param fault what is wrong with the item, null when it is valid
 */
record ResultDraft(@Nullable String imageText, @Nullable UUID imageId, @Nullable String caption, @Nullable String error,
		@Nullable String fault) {

	/** The longest stored error, in characters. */
	private static final int ERROR_LENGTH = 1_000;

	/**
	 * Reads the body of a request.
	 */
	static Batch readAll(byte[] body) {
		JsonFields fields = new JsonFields(Json.read(body), "");
		String worker = fields.text("worker", 1, Texts.NAME_LENGTH);
		List<JsonNode> items = fields.items("results", Requests.BATCH_ITEMS);
		fields.check();
		return new Batch(worker, items.stream().map(ResultDraft::readItem).toList());
	}

	/**
	 * Reads a line of a stream.
	 */
	static ResultDraft readLine(NdjsonLines.Line line) {
		try {
			return readItem(line.json());
		}
		catch (ProblemException ex) {
			return new ResultDraft(null, null, null, null, ex.getBody().getDetail());
		}
	}

	private static ResultDraft readItem(JsonNode item) {
		JsonFields fields = new JsonFields(item, "");
		String image = fields.text("image_id", 0, Texts.NAME_LENGTH);
		boolean isKnown = fields.fault() == null;
		String caption = fields.optionalText("caption", 1, Texts.TEXT_LENGTH);
		String error = fields.optionalText("error", 0, Texts.TEXT_LENGTH);
		if (isKnown && fields.fault() == null && (caption == null) == (error == null)) {
			fields.fault(null, "must have either a caption or an error");
		}
		return new ResultDraft(isKnown ? image : null, isKnown ? Ids.parse(image) : null, caption, error,
				fields.fault());
	}

	/**
	 * Why the attempt has failed.
	 */
	String reason() {
		String reason = (this.fault != null) ? this.fault : Objects.requireNonNullElse(this.error, "");
		return (reason.codePointCount(0, reason.length()) <= ERROR_LENGTH) ? reason
				: reason.substring(0, reason.offsetByCodePoints(0, ERROR_LENGTH));
	}

	/**
	 * The body of a request.
	 */
	record Batch(String worker, List<ResultDraft> results) {
	}

}
