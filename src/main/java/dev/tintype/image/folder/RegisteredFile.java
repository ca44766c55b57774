package dev.tintype.image.folder;

import java.util.UUID;

import dev.tintype.imaging.probe.PictureHeader;
import dev.tintype.support.Ids;

/**
 * A file whose header has been read and whose row is not written yet.
 *
 * @param imageId its id if it is new
 * @param header read from its bytes
 */
record RegisteredFile(UUID imageId, FoundFile file, PictureHeader header) {

	/**
	 * Creates a file with a new id.
	 */
	static RegisteredFile of(FoundFile file, PictureHeader header) {
		return new RegisteredFile(Ids.next(), file, header);
	}

}
