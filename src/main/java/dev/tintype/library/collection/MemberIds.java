package dev.tintype.library.collection;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import dev.tintype.support.Ids;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.JsonFields;
import dev.tintype.web.http.Requests;
import tools.jackson.databind.JsonNode;

/**
 * The photos that a client adds to a collection or removes from it.
 *
 * @param texts the ids as the client wrote them
 * @param areImages whether they are ids of images
 */
record MemberIds(List<String> texts, boolean areImages) {

	private static final String PHOTOS = "photo_ids";

	private static final String IMAGES = "image_ids";

	/**
	 * Reads the body {@code {"photo_ids"}} or {@code {"image_ids"}}.
	 */
	static MemberIds read(byte[] bytes) {
		JsonNode body = Json.read(bytes);
		JsonFields fields = new JsonFields(body, "");
		boolean areImages = body.hasNonNull(IMAGES);
		if (areImages && body.hasNonNull(PHOTOS)) {
			fields.fault(IMAGES, "must not be sent together with photo_ids");
		}
		String name = areImages ? IMAGES : PHOTOS;
		List<String> texts = new ArrayList<>();
		List<JsonNode> items = fields.items(name, Requests.BATCH_ITEMS);
		for (int i = 0; i < items.size(); i++) {
			if (!items.get(i).isString()) {
				fields.fault(name + "/" + i, "must be a string");
			}
			texts.add(items.get(i).asString(""));
		}
		fields.check();
		return new MemberIds(List.copyOf(texts), areImages);
	}

	/**
	 * The ids. A text that is no id counts as an unknown one.
	 */
	List<UUID> ids() {
		return this.texts.stream().map(Ids::parse).filter(Objects::nonNull).distinct().toList();
	}

}
