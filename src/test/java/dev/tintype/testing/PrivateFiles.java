package dev.tintype.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;

/**
 * Finds files that other users of the machine may read.
 */
public final class PrivateFiles {

	private PrivateFiles() {
	}

	/**
	 * Finds files and folders whose mode is not 600 or 700.
	 * @param folder to search, itself included
	 * @return each with its mode
	 */
	public static List<String> openToOthers(Path folder) {
		Assumptions.assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
		try (Stream<Path> all = Files.walk(folder)) {
			// A symbolic link has no mode of its own.
			return all.filter((path) -> !Files.isSymbolicLink(path))
				.filter((path) -> !mode(path)
					.equals(Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) ? "rwx------" : "rw-------"))
				.map((path) -> mode(path) + " " + path)
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String mode(Path path) {
		try {
			return PosixFilePermissions.toString(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
