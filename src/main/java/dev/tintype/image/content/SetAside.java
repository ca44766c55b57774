package dev.tintype.image.content;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import dev.tintype.support.CheckedFile;
import dev.tintype.support.Ids;
import dev.tintype.support.OwnFiles;

import org.springframework.stereotype.Component;

/**
 * Restores former content that an upload has set aside. An upload sets it aside until the
 * new content is committed. If the upload is interrupted before that, only this file
 * still has the bytes that the row describes. All methods access the disk.
 */
@Component
class SetAside {

	private final Uploads uploads;

	SetAside(Uploads uploads) {
		this.uploads = uploads;
	}

	/**
	 * Moves a file back into place if its bytes were set aside. A file in its place is
	 * moved to the interrupted uploads, which the service deletes after a day.
	 * @param file whose row is locked, and which is missing or has the wrong size
	 * @return whether the bytes were found
	 * @throws IOException when the disk fails
	 */
	boolean putBack(ImageFile file) throws IOException {
		Path place = Path.of(file.path());
		Path incoming = this.uploads.incoming();
		if (!this.uploads.owns(place) || !Files.isDirectory(incoming)) {
			return false;
		}
		try (DirectoryStream<Path> former = Files.newDirectoryStream(incoming,
				place.getFileName() + ".*" + Uploads.FORMER)) {
			for (Path candidate : former) {
				if (isContent(candidate, file)) {
					if (Files.exists(place)) {
						Files.move(place, incoming.resolve(Ids.next() + Uploads.PART), StandardCopyOption.ATOMIC_MOVE);
					}
					OwnFiles.createFolderOf(place);
					Files.move(candidate, place, StandardCopyOption.ATOMIC_MOVE);
					return true;
				}
			}
		}
		return false;
	}

	private boolean isContent(Path candidate, ImageFile file) throws IOException {
		try (CheckedFile open = this.uploads.open(candidate)) {
			return open.size() == file.size() && open.sha256().equals(file.hash());
		}
	}

}
