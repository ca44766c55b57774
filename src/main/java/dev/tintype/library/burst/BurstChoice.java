package dev.tintype.library.burst;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import dev.tintype.support.Ids;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.JsonFields;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.Requests;
import tools.jackson.databind.JsonNode;

/**
 * The body of a request that resolves a burst.
 *
 * @param keep the photos that are processed
 * @param reject the photos that are rejected
 */
record BurstChoice(List<UUID> keep, List<UUID> reject) {

	/**
	 * Reads a body. An id that is no UUID is unknown.
	 */
	static BurstChoice read(byte[] body) {
		JsonFields fields = new JsonFields(Json.read(body), "");
		List<String> keep = texts(fields, "keep");
		List<String> reject = texts(fields, "reject");
		if (keep.isEmpty() && reject.isEmpty() && fields.fault() == null) {
			fields.fault("keep", "and \"reject\" must not both be empty");
		}
		fields.check();
		return new BurstChoice(ids(keep), ids(reject));
	}

	private static List<String> texts(JsonFields fields, String name) {
		List<JsonNode> items = fields.items(name, Requests.BATCH_ITEMS);
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

	private static List<UUID> ids(List<String> texts) {
		return texts.stream().map((text) -> {
			UUID id = Ids.parse(text);
			if (id == null) {
				throw ProblemException.notFound("Nothing is known under the id " + text + ".");
			}
			return id;
		}).distinct().toList();
	}

}
