package dev.tintype.text.ingest;

import java.io.IOException;
import java.io.InputStream;

import dev.tintype.text.documentsave.DocumentCode;
import dev.tintype.text.documentsave.DocumentDraft;
import org.jspecify.annotations.Nullable;

/**
 * A file that is to become a document.
 *
 * @param file as the client knows it, null when it did not say
 * @param code of the document, null when it is not known
 * @param name of the document
 * @param size in bytes, 0 when it cannot be ingested
 * @param bytes of it
 * @param fault why it cannot be ingested, null when nothing is known against it
 */
record IngestFile(@Nullable String file, @Nullable String code, String name, long size, Bytes bytes,
		@Nullable String fault) {

	/** What is wrong with a file over the limit. */
	static final String TOO_LARGE = "is larger than " + DocumentDraft.CONTENT_BYTES + " bytes, the limit of a document";

	/**
	 * A file whose content can be read.
	 * @param size in bytes
	 * @return the file, which has a fault where its code or its size has one
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
	 * A file that cannot be ingested.
	 * @param file as the client knows it, or null
	 * @param code of the document, or null
	 * @return the file
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
		 * Opens it, which may block.
		 * @return its bytes, in memory
		 * @throws IOException when it cannot be read
		 */
		InputStream open() throws IOException;

	}

}
