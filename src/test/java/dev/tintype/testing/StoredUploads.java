package dev.tintype.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Finds the files of uploads, each of which has its own name.
 */
public final class StoredUploads {

	private StoredUploads() {
	}

	/**
	 * Finds the file of an image.
	 * @param uploads the folder of uploads
	 * @param id of the image
	 * @param suffix of the file
	 * @return the only file of the image with this suffix; if there is none, the path of
	 * an older release, where no file is
	 */
	public static Path find(Path uploads, String id, String suffix) {
		Path folder = uploads.resolve(id.substring(id.length() - 2));
		Path found = folder.resolve(id + suffix);
		if (Files.isDirectory(folder)) {
			try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, id + "*" + suffix)) {
				int count = 0;
				for (Path file : files) {
					found = file;
					count++;
				}
				assertThat(count).isLessThan(2);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
		return found;
	}

}
