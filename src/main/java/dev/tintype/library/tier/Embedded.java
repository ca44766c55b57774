package dev.tintype.library.tier;

import dev.tintype.imaging.xmp.EmbeddedFields;
import dev.tintype.library.face.PicturedPeople.Pictured;
import dev.tintype.library.file.LibraryFile;
import dev.tintype.library.version.Version;
import org.jspecify.annotations.Nullable;

/**
 * What was embedded in a file.
 *
 * @param caption the caption that was current, null for none
 */
record Embedded(EmbeddedFields fields, @Nullable CaptionText caption) {

	/**
	 * Describes the file in a version. If the version was changed since the file was
	 * written, it says so.
	 * @param location of the file
	 * @param pictured who is in the picture now
	 * @return the changed version
	 */
	Version in(Version version, String location, LibraryFile file, Pictured pictured) {
		EmbeddedFields now = EmbeddedColumns.of(version, (this.caption != null) ? this.caption.text() : null, pictured);
		return version.toBuilder()
			.filePath(location)
			.fileHash(file.hash())
			.fileSize(file.size())
			.embedded(now.equals(this.fields))
			.embeddedCaptionId((this.caption != null) ? this.caption.id() : null)
			.build();
	}

}
