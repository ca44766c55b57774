package dev.tintype.imaging.decode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.stream.Stream;

import dev.tintype.support.OwnFiles;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.util.FileSystemUtils;

/**
 * A folder into which native libraries are unpacked and from which they are loaded. Only
 * the user of the service may enter it.
 *
 * @param path the folder; null if each library chooses its own
 * @param isUsable false when no folder allows programs to run
 */
record NativeFolder(@Nullable Path path, boolean isUsable) {

	private static final Logger LOG = LoggerFactory.getLogger(NativeFolder.class);

	private static final Set<PosixFilePermission> PROGRAM = PosixFilePermissions.fromString("rwx------");

	private static final Set<PosixFilePermission> LIBRARY = PosixFilePermissions.fromString("rw-------");

	/**
	 * The folders that the libraries choose themselves.
	 * @return usable, as far as is known
	 */
	static NativeFolder unprepared() {
		return new NativeFolder(null, true);
	}

	/**
	 * Chooses a folder from which programs can run.
	 * @param preferred a folder that may not exist yet
	 * @return the preferred folder, or else a new one in the temporary folder; not usable
	 * when programs can run from neither
	 */
	static NativeFolder choose(Path preferred, Path temporaryFolder) {
		if (OwnFiles.canRunFrom(preferred)) {
			deleteLeftovers(preferred);
			return new NativeFolder(preferred, true);
		}
		try {
			Path temporary = Files.createTempDirectory(temporaryFolder, "tintype-native");
			if (OwnFiles.canRunFrom(temporary)) {
				Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(temporary)));
				return new NativeFolder(temporary, true);
			}
			delete(temporary);
		}
		catch (IOException | SecurityException ex) {
			LOG.debug("There is no temporary folder for native code", ex);
		}
		return new NativeFolder(null, false);
	}

	// The codec deletes its files when the process ends, but not when the process is
	// killed.
	private static void deleteLeftovers(Path folder) {
		Instant old = Instant.now().minus(1, ChronoUnit.MINUTES);
		try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "webp-imageio-*")) {
			for (Path file : files) {
				if (Files.getLastModifiedTime(file).toInstant().isBefore(old)) {
					Files.deleteIfExists(file);
				}
			}
		}
		catch (IOException | DirectoryIteratorException ex) {
			LOG.debug("Could not delete old native code in {}", folder, ex);
		}
	}

	private static void delete(Path folder) {
		try {
			FileSystemUtils.deleteRecursively(folder);
		}
		catch (IOException ex) {
			LOG.debug("Could not delete {}", folder, ex);
		}
	}

	private static boolean isPosix(Path folder) {
		return folder.getFileSystem().supportedFileAttributeViews().contains("posix");
	}

	/**
	 * Makes a library unpack itself here, unless the user has chosen a folder for it.
	 * @param property the library's system property
	 */
	void announce(String property) {
		Path chosen = this.path;
		if (chosen != null && System.getProperty(property) == null) {
			System.setProperty(property, chosen.toString());
		}
	}

	/**
	 * Removes the permissions of other users from the unpacked files. The WebP codec
	 * makes its file readable for everyone, whatever the umask.
	 */
	void protect() {
		Path folder = this.path;
		if (folder == null || !isPosix(folder)) {
			return;
		}
		try (Stream<Path> entries = Files.walk(folder)) {
			for (Path entry : (Iterable<Path>) entries::iterator) {
				Files.setPosixFilePermissions(entry, Files.isDirectory(entry) ? PROGRAM : LIBRARY);
			}
		}
		catch (IOException | UncheckedIOException ex) {
			LOG.debug("Could not change the permissions in {}", folder, ex);
		}
	}

}
