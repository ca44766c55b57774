package dev.tintype.support;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Keeps the files that the process creates from other users of the machine. On a system
 * without POSIX permissions nothing is done.
 */
public final class OwnFiles {

	private static final boolean POSIX = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

	private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rwx------");

	private static final int FOR_OWNER_ONLY = 0077;

	private OwnFiles() {
	}

	/**
	 * Gives every file that the process creates from now on the mode 600 and every folder
	 * the mode 700. The umask is the one place that also holds for the files that H2 and
	 * Lucene create. Where it cannot be set, {@link #createFolders} still protects them.
	 */
	public static void restrict() {
		if (POSIX && SystemCalls.AVAILABLE) {
			SystemCalls.umask(FOR_OWNER_ONLY);
		}
	}

	/**
	 * Creates a folder and those above it that are missing, for the owner only.
	 * @param folder that may be there already
	 * @return the folder
	 * @throws IOException if one cannot be created
	 */
	public static Path createFolders(Path folder) throws IOException {
		FileAttribute<?>[] attributes = POSIX ? new FileAttribute<?>[] { PosixFilePermissions.asFileAttribute(OWNER) }
				: new FileAttribute<?>[0];
		return Files.createDirectories(folder, attributes);
	}

	/**
	 * Creates the folder of a file, for the owner only.
	 * @param file absolute
	 * @throws IOException if it cannot be created
	 */
	public static void createFolderOf(Path file) throws IOException {
		Path folder = file.getParent();
		if (folder != null) {
			createFolders(folder);
		}
	}

	/**
	 * Tells whether other users may do anything with a file or folder.
	 * @param path of it
	 * @return false also where it is missing or the file system knows no permissions
	 */
	public static boolean isOpenToOthers(Path path) {
		try {
			return POSIX && !OWNER.containsAll(Files.getPosixFilePermissions(path));
		}
		catch (IOException | UnsupportedOperationException ex) {
			return false;
		}
	}

}
