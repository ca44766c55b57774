package dev.tintype.folder;

import java.nio.file.Path;
import java.util.List;

/**
 * What a folder would register.
 *
 * @param folder where it really is
 * @param images the first {@link FolderSummary#LISTED} files, in the order of the walk
 * @param total how many there are
 */
record FolderScan(String folder, List<File> images, long total) {

	/**
	 * The answer to a scan.
	 * @param folder where it really is
	 * @param files that the walk met
	 * @return those that can be registered
	 */
	static FolderScan of(Path folder, List<FoundFile> files) {
		List<File> images = files.stream()
			.filter((file) -> file.reason() == null)
			.map((file) -> new File(file.filename(), file.path().toString(), file.size()))
			.toList();
		return new FolderScan(folder.toString(), images, images.size());
	}

	/**
	 * A file.
	 *
	 * @param filename its base name
	 * @param path absolute
	 * @param size in bytes
	 */
	record File(String filename, String path, long size) {
	}

}
