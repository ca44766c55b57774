package dev.tintype.text.ingest;

import java.io.IOException;
import java.io.InputStream;

import dev.tintype.text.documentsave.DocumentCode;
import dev.tintype.text.documentsave.DocumentDraft;
import org.jspecify.annotations.Nullable;

/**
 * A file to ingest as a document.
 *
 * @param file the path or name that the client knows, or null
 * @param code of the document, null if it is unknown
 * @param name of the document
 * @param size in bytes, 0 if the file cannot be ingested
 * @param bytes opens the content
 * @param fault why the file cannot be ingested, or null
 */
record IngestFile(@Nullable String file, @Nullable String code, String name, long size, Bytes bytes,
		@Nullable String fault) {

	/** The fault of a file above the limit. */
	static final String TOO_LARGE = "is larger than " + DocumentDraft.CONTENT_BYTES + " bytes, the limit of a document";

	/**
	 * Creates a file whose content can be read.
	 * @param size in bytes
	 * @return the file, with a fault if its code is invalid or its size above the limit
	 */
	static IngestFile of(String file, String code, String name, long size, Bytes bytes) {
		String fault = DocumentCode.fault(code);
		if (fault != null) {
			return failed(file, code, "code " + fault);
		}
		return (size > DocumentDraft.CONTENT_BYTES) ? failed(file, code, TOO_LARGE)
				: new IngestFile(file, code, name, size, bytes, null);
	}

	/**
	 * Creates a file that cannot be ingested.
	 */
	static IngestFile failed(@Nullable String file, @Nullable String code, String fault) {
		return new IngestFile(file, code, "", 0, InputStream::nullInputStream, fault);
	}

	/**
	 * The content of a file.
	 */
	@FunctionalInterface
	interface Bytes {

		/**
		 * Opens the content, which may block.
		 * @return its bytes, in memory
		 * @throws IOException if it cannot be read
		 */
		InputStream open() throws IOException;

	}

}
