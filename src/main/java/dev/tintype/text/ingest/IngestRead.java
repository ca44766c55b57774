package dev.tintype.text.ingest;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;

import dev.tintype.text.documentsave.DocumentDraft;
import dev.tintype.text.documentsave.SavedDocument;
import org.jspecify.annotations.Nullable;

/**
 * A file after it has been read.
 *
 * @param file the path or name that the client knows, or null
 * @param code of the document, or null
 * @param draft the document, null if there is a fault
 * @param fault why there is no draft, or null
 */
record IngestRead(@Nullable String file, @Nullable String code, @Nullable DocumentDraft draft, @Nullable String fault) {

	/**
	 * Reads a file, which may block.
	 * @return the file with a draft or a fault
	 */
	static IngestRead of(IngestFile file, IngestEncoding encoding) {
		if (file.fault() != null || file.code() == null) {
			return new IngestRead(file.file(), file.code(), null, file.fault());
		}
		try {
			DocumentDraft draft = new DocumentDraft(file.code(), file.name(),
					encoding.decode(file.bytes().open(), file.size()));
			String fault = draft.fault();
			return new IngestRead(file.file(), file.code(), (fault != null) ? null : draft, fault);
		}
		catch (CharacterCodingException ex) {
			return new IngestRead(file.file(), file.code(), null, "is not valid " + encoding.charset().name());
		}
		catch (IOException ex) {
			return new IngestRead(file.file(), file.code(), null,
					"cannot be read, or changed while the service read it");
		}
	}

	/**
	 * Returns the result of a saved file.
	 */
	IngestResult saved(SavedDocument saved) {
		return new IngestResult(this.file, this.code, saved.id(), saved.outcome(), null);
	}

	/**
	 * Returns the result of a file that was not saved.
	 * @param error the reason, if the file itself has no fault
	 */
	IngestResult failed(String error) {
		return new IngestResult(this.file, this.code, null, null, (this.fault != null) ? this.fault : error);
	}

}
