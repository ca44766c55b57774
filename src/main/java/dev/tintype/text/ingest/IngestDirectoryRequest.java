package dev.tintype.text.ingest;

import java.util.Map;
import java.util.Objects;

import dev.tintype.support.Roots;
import dev.tintype.support.Texts;
import dev.tintype.text.documentsave.DocumentCode;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.JsonFields;

/**
 * The body of a request to ingest the files of a directory.
 *
 * @param directoryPath absolute
 * @param codePrefix of all codes, empty for none
 * @param fileExtension of the files, with its dot; upper and lower case are equal
 * @param encoding of the files
 */
record IngestDirectoryRequest(String directoryPath, String codePrefix, String fileExtension, IngestEncoding encoding) {

	/**
	 * Reads a body.
	 */
	static IngestDirectoryRequest read(byte[] body) {
		JsonFields fields = new JsonFields(Json.read(body), "");
		String extension = Objects.requireNonNullElse(fields.optionalText("file_extension", 2, Texts.NAME_LENGTH),
				".md");
		if (!extension.startsWith(".") || extension.contains("/")) {
			fields.fault("file_extension", "must begin with a dot and have no slash");
		}
		IngestDirectoryRequest request = new IngestDirectoryRequest(fields.text("directory_path", 1, Roots.PATH_BYTES),
				Objects.requireNonNullElse(fields.optionalText("code_prefix", 0, DocumentCode.LENGTH), ""), extension,
				IngestEncoding.read(fields));
		fields.check();
		return request;
	}

	/**
	 * Returns the request of a job, which {@link #read} reads again.
	 */
	Map<String, String> json() {
		return Map.of("directory_path", this.directoryPath, "code_prefix", this.codePrefix, "file_extension",
				this.fileExtension, "encoding", this.encoding.charset().name());
	}

	/**
	 * Returns the code of a file, with the prefix.
	 */
	String code(String stem) {
		return IngestCode.of(this.codePrefix, stem);
	}

}
