package dev.tintype.library.ingest;

import java.util.List;

import dev.tintype.support.Ids;
import dev.tintype.support.Texts;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.JsonFields;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.Requests;
import dev.tintype.web.ndjson.NdjsonLines;
import tools.jackson.databind.JsonNode;

/**
 * The body of a request that ingests images.
 *
 * @param items in order, also faulty ones
 * @param copy whether registered files are copied into the library
 */
record IngestRequest(List<IngestItem> items, boolean copy) {

	/**
	 * Reads a JSON body.
	 */
	static IngestRequest read(byte[] body) {
		JsonFields fields = new JsonFields(Json.read(body), "");
		List<JsonNode> ids = fields.items("image_ids", Requests.BATCH_ITEMS);
		boolean copy = fields.flag("copy", false);
		fields.check();
		return new IngestRequest(ids.stream().map(IngestRequest::item).toList(), copy);
	}

	/**
	 * Reads a line of a stream.
	 */
	static IngestItem readLine(NdjsonLines.Line line) {
		try {
			JsonFields fields = new JsonFields(line.json(), "");
			String text = fields.text("image_id", 0, Texts.NAME_LENGTH);
			String fault = fields.fault();
			return (fault != null) ? IngestItem.faulty(null, null, fault) : IngestItem.ofImage(text, Ids.parse(text));
		}
		catch (ProblemException ex) {
			return IngestItem.faulty(null, null, ex.getBody().getDetail());
		}
	}

	private static IngestItem item(JsonNode id) {
		if (!id.isString()) {
			return IngestItem.faulty(null, null, "must be a string");
		}
		String fault = Texts.fault(id.stringValue(), 0, Texts.NAME_LENGTH);
		return (fault != null) ? IngestItem.faulty(null, null, fault)
				: IngestItem.ofImage(id.stringValue(), Ids.parse(id.stringValue()));
	}

}
