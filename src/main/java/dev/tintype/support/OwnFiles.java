package dev.tintype.support;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Protects the files that the process creates from other users of the machine. It does
 * nothing on a system without POSIX permissions.
 */
public final class OwnFiles {

	private static final Logger LOG = LoggerFactory.getLogger(OwnFiles.class);

	private static final boolean POSIX = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

	private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rwx------");

	/** The system property with the folder into which JNA unpacks its library. */
	static final String JNA_FOLDER = "jna.tmpdir";

	private static final int FOR_OWNER_ONLY = 0077;

	private OwnFiles() {
	}

	/**
	 * Gives every file that the process creates from now on the mode 600, and every
	 * folder the mode 700. Only the umask also applies to the files that H2 and Lucene
	 * create. If it cannot be set, {@link #createFolders} still protects them.
	 * @param nativeFolder from which native code is loaded if programs cannot run from
	 * the temporary folder; it may not exist yet
	 */
	public static void restrict(Path nativeFolder) {
		// JNA tries to load its library only once.
		if (System.getProperty(JNA_FOLDER) == null && !canRunFrom(Path.of(System.getProperty("java.io.tmpdir")))
				&& canRunFrom(nativeFolder)) {
			System.setProperty(JNA_FOLDER, nativeFolder.toString());
		}
		if (POSIX && SystemCalls.AVAILABLE) {
			SystemCalls.umask(FOR_OWNER_ONLY);
		}
	}

	/**
	 * Creates a folder and its missing parents, for the owner only.
	 * @param folder may exist already
	 * @return the folder
	 * @throws IOException if one cannot be created
	 */
	public static Path createFolders(Path folder) throws IOException {
		return Files.createDirectories(folder, forOwner());
	}

	private static FileAttribute<?>[] forOwner() {
		return POSIX ? new FileAttribute<?>[] { PosixFilePermissions.asFileAttribute(OWNER) } : new FileAttribute<?>[0];
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
	 * Forces the entries of a folder to the disk, where the system can do that.
	 * @param folder in which a file was created, moved or deleted
	 * @throws IOException if the disk fails
	 */
	public static void force(Path folder) throws IOException {
		if (!POSIX) {
			return;
		}
		try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
			channel.force(true);
		}
		catch (IOException ex) {
			// Some network file systems do not know this for a folder.
			if (!String.valueOf(ex.getMessage()).contains("Invalid argument")) {
				throw ex;
			}
		}
	}

	/**
	 * Tells whether programs can run from a folder, and creates the folder if it is
	 * missing.
	 * @param folder absolute
	 * @return false also if nothing can be written
	 */
	public static boolean canRunFrom(Path folder) {
		try {
			// The system decides: where a folder is mounted noexec, no file may run,
			// whatever its permissions.
			Path trial = Files.createTempFile(createFolders(folder), ".trial", ".tmp", forOwner());
			try {
				return Files.isExecutable(trial);
			}
			finally {
				Files.deleteIfExists(trial);
			}
		}
		catch (IOException | SecurityException ex) {
			LOG.debug("Native code cannot be unpacked into {}", folder, ex);
			return false;
		}
	}

	/**
	 * Tells whether other users have any access to a file or folder.
	 * @return false also if it is missing or the file system has no permissions
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
