package dev.tintype.image.registry;

import java.util.ArrayList;
import java.util.List;

import dev.tintype.support.Texts;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.JsonFields;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.Requests;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A file that a client registers before it uploads the bytes.
 *
 * @param filename its base name
 * @param size in bytes, null when unknown
 */
record FileDraft(String filename, @Nullable Long size) {

	/**
	 * Reads the body of {@code register-files}.
	 * @return the files, in order, at least one
	 */
	static List<FileDraft> readAll(byte[] body) {
		JsonFields fields = new JsonFields(Json.read(body), "");
		List<JsonNode> nodes = fields.items("files", Requests.BATCH_ITEMS);
		List<FileDraft> drafts = new ArrayList<>(nodes.size());
		for (int i = 0; i < nodes.size(); i++) {
			JsonFields file = new JsonFields(nodes.get(i), "/files/" + i);
			String name = file.text("filename", 1, Texts.NAME_LENGTH);
			if (name.contains("/") || name.equals(".") || name.equals("..")) {
				file.fault("filename", "must be a base name, without a folder");
			}
			drafts.add(new FileDraft(name, file.optionalCount("size")));
			fields.addFaultsOf(file);
		}
		fields.check();
		if (drafts.isEmpty()) {
			throw ProblemException.invalid("/files", "must contain at least one file");
		}
		return drafts;
	}

}
