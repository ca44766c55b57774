package dev.tintype.support;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls of the operating system that Java lacks.
 */
final class SystemCalls {

	/** Whether {@link #umask} works. */
	static final boolean AVAILABLE;

	/** Whether {@link #openPath} works: Linux with {@code /proc}. */
	static final boolean HAS_OPEN_PATH;

	private static final Logger LOG = LoggerFactory.getLogger(SystemCalls.class);

	private static final int O_PATH = 0x200000;

	private static final int O_CLOEXEC = 0x80000;

	private static final int ENOENT = 2;

	private static final int EACCES = 13;

	private static final int ENOTDIR = 20;

	private static final int ELOOP = 40;

	static {
		AVAILABLE = !Platform.isWindows() && load();
		HAS_OPEN_PATH = AVAILABLE && Platform.isLinux() && tryOpenPath();
	}

	private SystemCalls() {
	}

	private static boolean load() {
		if (System.getProperty(OwnFiles.JNA_FOLDER) == null) {
			System.setProperty(OwnFiles.JNA_FOLDER, System.getProperty("java.io.tmpdir"));
		}
		try {
			Native.register(SystemCalls.class, Platform.C_LIBRARY_NAME);
			return true;
		}
		catch (LinkageError | RuntimeException ex) {
			LOG.info("Files are opened by name, and their mode follows the umask: no native access ({})",
					ex.toString());
			return false;
		}
	}

	private static boolean tryOpenPath() {
		try (FileHandle root = new DescriptorHandle(Path.of("/"), true)) {
			return root.real().equals(Path.of("/"));
		}
		catch (IOException | RuntimeException ex) {
			LOG.info("Files are opened by name: /proc cannot be read ({})", ex.toString());
			return false;
		}
	}

	/**
	 * Finds a file, following links, without opening it. A named pipe does not block, and
	 * the file need not be readable.
	 * @param path absolute
	 * @param folder whether it must be a folder; an automounted folder is then mounted
	 * @return a descriptor that stays with this file, whatever happens to its name
	 * @throws IOException if the file does not exist
	 */
	static int openPath(Path path, boolean folder) throws IOException {
		String text = FileNames.text(path);
		byte[] bytes = (folder ? text + "/" : text).getBytes(FileNames.charset());
		try {
			return open(Arrays.copyOf(bytes, bytes.length + 1), O_PATH | O_CLOEXEC);
		}
		catch (LastErrorException ex) {
			throw switch (ex.getErrorCode()) {
				case ENOENT, ENOTDIR, ELOOP -> new NoSuchFileException(text);
				case EACCES -> new AccessDeniedException(text);
				default -> new FileSystemException(text, null, ex.getMessage());
			};
		}
	}

	private static native int open(byte[] path, int flags) throws LastErrorException;

	static native int close(int descriptor);

	static native int umask(int mask);

}
