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
 * The body that asks for files to be ingested one by one named.
 *
 * @param files in order
 * @param encoding of the files
 */
record IngestBatchRequest(List<Item> files, IngestEncoding encoding) {

	/**
	 * Reads it.
	 * @return what it asks for
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
	 * @param path absolute, empty when it is a fault
	 * @param code of the document, empty when it is a fault
	 * @param fault what is wrong with the item, null when nothing is
	 */
	record Item(String path, String code, @Nullable String fault) {

		private static Item read(JsonNode node) {
			JsonFields fields = new JsonFields(node, "");
			return new Item(fields.text("path", 1, Roots.PATH_BYTES), fields.text("code", 1, Texts.TEXT_LENGTH),
					fields.fault());
		}

		/**
		 * Looks for the file, on the disk.
		 * @return the file, with its fault where it has one
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
