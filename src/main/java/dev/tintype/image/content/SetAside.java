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
 * The former contents that an upload sets aside until it is recorded. Of one that broke
 * off between both, it is all that is left of what the row tells of. All methods touch
 * the disk.
 */
@Component
class SetAside {

	private final Uploads uploads;

	SetAside(Uploads uploads) {
		this.uploads = uploads;
	}

	/**
	 * Puts a file back in place, if its bytes were set aside. What lies there is left
	 * among the broken uploads, which the service deletes after a day.
	 * @param file that is missing or another one; its row is locked
	 * @return whether it was
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
