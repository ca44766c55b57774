package dev.tintype.image.folder;

import java.time.LocalDateTime;
import java.util.UUID;

import dev.tintype.imaging.metadata.MetadataReader;
import dev.tintype.imaging.probe.PictureHeader;
import dev.tintype.support.CheckedFile;
import dev.tintype.support.Ids;
import org.jspecify.annotations.Nullable;

/**
 * A file whose header has been read and whose row is not written yet.
 *
 * @param imageId its id if it is new
 * @param header read from its bytes
 * @param takenAt the date of EXIF, null without one
 */
record RegisteredFile(UUID imageId, FoundFile file, PictureHeader header, @Nullable LocalDateTime takenAt) {

	/**
	 * Creates a file with a new id.
	 */
	static RegisteredFile of(Read read) {
		return new RegisteredFile(Ids.next(), read.file(), read.header(), read.takenAt());
	}

	/**
	 * What is read from a file.
	 */
	record Read(FoundFile file, PictureHeader header, @Nullable LocalDateTime takenAt) {

		/**
		 * Reads the metadata of an open file. It blocks.
		 */
		static Read of(FoundFile file, CheckedFile opened, PictureHeader header) {
			return new Read(file, header, MetadataReader.takenAt(opened.channel(), header.format()));
		}

	}

}
