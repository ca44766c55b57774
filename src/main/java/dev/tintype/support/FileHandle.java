package dev.tintype.support;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/**
 * Something on the disk that was found once, links followed. All that is asked of it is
 * about what was found, not about what has its name meanwhile.
 */
interface FileHandle extends Closeable {

	/**
	 * Finds a file or folder.
	 * @param path absolute
	 * @return to be closed
	 * @throws IOException if nothing is there
	 */
	static FileHandle of(Path path) throws IOException {
		return SystemCalls.HAS_OPEN_PATH ? new DescriptorHandle(path, false) : new NamedHandle(path);
	}

	/**
	 * Finds a folder.
	 * @param path absolute
	 * @return to be closed
	 * @throws IOException if none is there
	 */
	static FileHandle ofFolder(Path path) throws IOException {
		return SystemCalls.HAS_OPEN_PATH ? new DescriptorHandle(path, true) : new NamedHandle(path);
	}

	/**
	 * Where it is.
	 * @return without links
	 */
	Path real();

	/**
	 * What it is.
	 * @return as it is now
	 * @throws IOException if it is gone
	 */
	BasicFileAttributes attributes() throws IOException;

	/**
	 * Opens it for reading.
	 * @return of a regular file only
	 * @throws IOException if it is none or may not be read
	 */
	FileChannel open() throws IOException;

	/**
	 * Lists the names in a folder.
	 * @return in no order
	 * @throws IOException if it may not be read
	 */
	List<Path> names() throws IOException;

	/**
	 * What an entry of a folder is, a link not followed.
	 * @param name one of {@link #names}
	 * @return as it is now
	 * @throws IOException if it is gone
	 */
	BasicFileAttributes attributes(Path name) throws IOException;

	@Override
	void close();

}
