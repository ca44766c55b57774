package dev.tintype.text.ingest;

import java.util.List;

import dev.tintype.support.Roots;
import dev.tintype.support.Texts;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.JsonFields;
import dev.tintype.web.http.Requests;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The body of a request to ingest a list of files.
 *
 * @param files in order
 * @param encoding of all files
 */
record IngestBatchRequest(List<Item> files, IngestEncoding encoding) {

	/**
	 * Reads a body.
	 */
	static IngestBatchRequest read(byte[] body) {
		JsonFields fields = new JsonFields(Json.read(body), "");
		List<Item> files = fields.items("files", Requests.BATCH_ITEMS).stream().map(Item::read).toList();
		IngestBatchRequest request = new IngestBatchRequest(files, IngestEncoding.read(fields));
		fields.check();
		return request;
	}

	/**
	 * A file.
	 *
	 * @param path absolute, empty if it is invalid
	 * @param code of the document, empty if it is invalid
	 * @param fault what is wrong with the item, or null
	 */
	record Item(String path, String code, @Nullable String fault) {

		private static Item read(JsonNode node) {
			JsonFields fields = new JsonFields(node, "");
			return new Item(fields.text("path", 1, Roots.PATH_BYTES), fields.text("code", 1, Texts.TEXT_LENGTH),
					fields.fault());
		}

		/**
		 * Finds the file on the disk.
		 * @return the file, or a failed one with its fault
		 */
		IngestFile find(IngestPaths paths) {
			return (this.fault != null) ? IngestFile.failed(orNull(this.path), orNull(this.code), this.fault)
					: paths.named(this.path, this.code);
		}

		private static @Nullable String orNull(String text) {
			return text.isEmpty() ? null : text;
		}

	}

}
