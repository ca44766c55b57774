package dev.tintype.library.duplicate;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import dev.tintype.support.Ids;
import dev.tintype.support.Texts;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.JsonFields;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.Requests;
import tools.jackson.databind.JsonNode;

/**
 * The body of a request that merges photos.
 *
 * @param keep the photo that is kept
 * @param drop the photos that are merged into it, in order
 */
record MergeRequest(UUID keep, List<UUID> drop) {

	/**
	 * Reads a body. An id that is no UUID is unknown.
	 */
	static MergeRequest read(byte[] body) {
		JsonFields fields = new JsonFields(Json.read(body), "");
		String keep = fields.text("keep", 1, Texts.NAME_LENGTH);
		List<String> drop = texts(fields, "drop", 1);
		fields.check();
		return new MergeRequest(id(keep), drop.stream().map(MergeRequest::id).distinct().toList());
	}

	/**
	 * Reads a list of photos. An id that is no UUID is unknown.
	 * @param fewest how many ids the list needs
	 */
	static List<UUID> readIds(byte[] body, String name, int fewest) {
		JsonFields fields = new JsonFields(Json.read(body), "");
		List<String> ids = texts(fields, name, fewest);
		fields.check();
		return ids.stream().map(MergeRequest::id).distinct().toList();
	}

	private static List<String> texts(JsonFields fields, String name, int fewest) {
		List<JsonNode> items = fields.items(name, Requests.BATCH_ITEMS);
		if (items.size() < fewest && fields.fault() == null) {
			fields.fault(name, "must contain at least " + ((fewest == 1) ? "one id" : fewest + " ids"));
		}
		List<String> texts = new ArrayList<>();
		for (int i = 0; i < items.size(); i++) {
			if (items.get(i).isString()) {
				texts.add(items.get(i).stringValue());
			}
			else {
				fields.fault(name + "/" + i, "must be a string");
			}
		}
		return texts;
	}

	private static UUID id(String text) {
		UUID id = Ids.parse(text);
		if (id == null) {
			throw ProblemException.notFound("Nothing is known under the id " + text + ".");
		}
		return id;
	}

}
