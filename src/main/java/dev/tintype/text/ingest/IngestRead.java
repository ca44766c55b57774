package dev.tintype.text.ingest;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;

import dev.tintype.text.documentsave.DocumentDraft;
import dev.tintype.text.documentsave.SavedDocument;
import org.jspecify.annotations.Nullable;

/**
 * A file that has been read, and what came of it.
 *
 * @param file as the client knows it, or null
 * @param code of the document, or null
 * @param draft the document, null where there is a fault
 * @param fault why there is none
 */
record IngestRead(@Nullable String file, @Nullable String code, @Nullable DocumentDraft draft, @Nullable String fault) {

	/**
	 * Reads a file, which may block.
	 * @param encoding of its bytes
	 * @return with a draft or a fault
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
			return new IngestRead(file.file(), file.code(), null, "cannot be read, or changed while it was read");
		}
	}

	/**
	 * The result of a file that was saved.
	 * @return a success
	 */
	IngestResult saved(SavedDocument saved) {
		return new IngestResult(this.file, this.code, saved.id(), saved.outcome(), null);
	}

	/**
	 * The result of a file that was not saved.
	 * @param error why, where the file itself has no fault
	 * @return a failure
	 */
	IngestResult failed(String error) {
		return new IngestResult(this.file, this.code, null, null, (this.fault != null) ? this.fault : error);
	}

}
