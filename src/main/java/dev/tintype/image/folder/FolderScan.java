package dev.tintype.image.folder;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.tintype.support.FileNames;

/**
 * What a folder would register.
 *
 * @param folder where it really is
 * @param images the first {@link FolderSummary#LISTED} files, in the order of the walk
 * @param total how many there are
 */
record FolderScan(String folder, List<File> images, long total) {

	/**
	 * A file.
	 *
	 * @param filename its base name
	 * @param path absolute
	 * @param size in bytes
	 */
	record File(String filename, String path, long size) {
	}

	/**
	 * Collects what a walk meets.
	 */
	static final class Collector {

		private final String folder;

		private final List<File> images = new ArrayList<>();

		/** The place of each file in the list, beyond its end where it is not listed. */
		private final Map<String, Integer> seen = new HashMap<>();

		/**
		 * A collector for a folder.
		 */
		Collector(Path folder) {
			this.folder = FileNames.text(folder);
		}

		/**
		 * Adds a file, unless it cannot be registered or was met before, through a link.
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
			// The name of a link counts more than the file's own, as in registration.
			else if (place < this.images.size() && this.images.get(place).filename().equals(file.ownName())) {
				this.images.set(place, listed);
			}
		}

		/**
		 * The answer.
		 * @return for JSON
		 */
		FolderScan scan() {
			return new FolderScan(this.folder, this.images, this.seen.size());
		}

	}

}
