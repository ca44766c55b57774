package dev.tintype.text.ingest;

import dev.tintype.support.Roots;
import dev.tintype.support.Texts;
import dev.tintype.text.documentsave.DocumentCode;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.JsonFields;

/**
 * The body of a request to ingest one file.
 *
 * @param path absolute
 * @param code of the document
 * @param encoding of the file
 */
record IngestFileRequest(String path, String code, IngestEncoding encoding) {

	/**
	 * Reads a body.
	 */
	static IngestFileRequest read(byte[] body) {
		JsonFields fields = new JsonFields(Json.read(body), "");
		String path = fields.text("path", 1, Roots.PATH_BYTES);
		String code = fields.text("code", 1, Texts.TEXT_LENGTH);
		String fault = code.isEmpty() ? null : DocumentCode.fault(code);
		if (fault != null) {
			fields.fault("code", fault);
		}
		IngestFileRequest request = new IngestFileRequest(path, code, IngestEncoding.read(fields));
		fields.check();
		return request;
	}

}
