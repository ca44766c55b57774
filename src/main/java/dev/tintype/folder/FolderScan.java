package dev.tintype.folder;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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

		private final Set<Path> seen = new HashSet<>();

		/**
		 * A collector for a folder.
		 * @param folder where it really is
		 */
		Collector(Path folder) {
			this.folder = folder.toString();
		}

		/**
		 * Adds a file, unless it cannot be registered or was met before, through a link.
		 * @param file that the walk met
		 */
		void add(FoundFile file) {
			if (file.reason() == null && this.seen.add(file.path()) && this.images.size() < FolderSummary.LISTED) {
				this.images.add(new File(file.filename(), file.path().toString(), file.size()));
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
