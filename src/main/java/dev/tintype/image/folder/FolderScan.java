package dev.tintype.image.folder;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.tintype.support.FileNames;

/**
 * The files that a registration of a folder would register.
 *
 * @param folder its real path
 * @param images the first {@link FolderSummary#LISTED} files, in the order of the walk
 * @param total the number of files
 */
record FolderScan(String folder, List<File> images, long total) {

	/**
	 * A file that would be registered.
	 *
	 * @param filename its base name
	 * @param path absolute
	 * @param size in bytes
	 */
	record File(String filename, String path, long size) {
	}

	/**
	 * Collects the files of a walk.
	 */
	static final class Collector {

		private final String folder;

		private final List<File> images = new ArrayList<>();

		/**
		 * The position of each file in the list; files that are not listed have positions
		 * after its end.
		 */
		private final Map<String, Integer> seen = new HashMap<>();

		Collector(Path folder) {
			this.folder = FileNames.text(folder);
		}

		/**
		 * Adds a file, unless it cannot be registered or a link led to it before.
		 */
		void add(FoundFile file) {
			if (file.reason() != null) {
				return;
			}
			File listed = new File(file.filename(), file.path(), file.size());
			Integer place = this.seen.putIfAbsent(file.path(), this.seen.size());
			if (place == null) {
				if (this.images.size() < FolderSummary.LISTED) {
					this.images.add(listed);
				}
			}
			// As in a registration, the name of a link replaces the file's own name.
			else if (place < this.images.size() && this.images.get(place).filename().equals(file.ownName())) {
				this.images.set(place, listed);
			}
		}

		FolderScan scan() {
			return new FolderScan(this.folder, this.images, this.seen.size());
		}

	}

}
