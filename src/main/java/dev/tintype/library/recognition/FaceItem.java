package dev.tintype.library.recognition;

import java.util.List;
import java.util.UUID;

import dev.tintype.library.face.FaceDraft;
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
 * A face that is to be stored.
 *
 * @param photo the id of a photo as the client wrote it; a lower version stands for the
 * best one
 * @param person the id of a person as the client wrote it, null for nobody
 * @param fault what is wrong with it, or null
 */
record FaceItem(FaceDraft draft, String photo, @Nullable String person, @Nullable String fault) {

	private static final FaceItem NONE = read(new JsonFields(Json.MAPPER.createObjectNode(), ""),
			Json.MAPPER.createObjectNode());

	/**
	 * Reads a single face.
	 * @throws ProblemException if a field is wrong
	 */
	static FaceItem readSingle(JsonNode body) {
		JsonFields fields = new JsonFields(body, "");
		FaceItem item = read(fields, body);
		fields.check();
		return item;
	}

	/**
	 * Reads the faces of a list.
	 */
	static List<FaceItem> readList(JsonNode body) {
		JsonFields fields = new JsonFields(body, "");
		List<JsonNode> faces = fields.items("faces", Requests.BATCH_ITEMS);
		fields.check();
		return faces.stream().map(FaceItem::readItem).toList();
	}

	/**
	 * Reads a line of a stream.
	 */
	static FaceItem readLine(NdjsonLines.Line line) {
		try {
			return readItem(line.json());
		}
		catch (ProblemException ex) {
			return NONE.with(ex.getBody().getDetail());
		}
	}

	private static FaceItem readItem(JsonNode face) {
		JsonFields fields = new JsonFields(face, "");
		return read(fields, face).with(fields.fault());
	}

	private static FaceItem read(JsonFields fields, JsonNode face) {
		String photo = fields.text("photo_id", 0, Texts.NAME_LENGTH);
		FaceDraft draft = FaceDraft.read(face, fields);
		return new FaceItem(draft, photo, fields.optionalText("person_id", 0, Texts.NAME_LENGTH), null);
	}

	private FaceItem with(@Nullable String found) {
		return new FaceItem(this.draft, this.photo, this.person, found);
	}

	@Nullable UUID photoId() {
		return (this.fault == null) ? Ids.parse(this.photo) : null;
	}

	@Nullable UUID personId() {
		return (this.fault == null && this.person != null) ? Ids.parse(this.person) : null;
	}

}
