package dev.tintype.image.folder;

import java.util.UUID;

import dev.tintype.imaging.probe.PictureHeader;
import dev.tintype.support.Ids;

/**
 * A file whose header has been read, on its way into the table.
 *
 * @param imageId the id that it gets when it is new
 * @param file where it is
 * @param header what its bytes say
 */
record RegisteredFile(UUID imageId, FoundFile file, PictureHeader header) {

	/**
	 * A file with an id of its own.
	 * @param header what its bytes say
	 * @return the file
	 */
	static RegisteredFile of(FoundFile file, PictureHeader header) {
		return new RegisteredFile(Ids.next(), file, header);
	}

}
