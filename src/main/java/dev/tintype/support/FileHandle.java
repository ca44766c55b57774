package dev.tintype.support;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/**
 * A file or folder that was found once, with links followed. All answers are about this
 * file or folder, whatever happens to its name (ADR 23).
 */
interface FileHandle extends Closeable {

	/**
	 * Finds a file or folder.
	 * @param path absolute
	 * @return must be closed
	 * @throws IOException if nothing is there
	 */
	static FileHandle of(Path path) throws IOException {
		return SystemCalls.HAS_OPEN_PATH ? new DescriptorHandle(path, false) : new NamedHandle(path);
	}

	/**
	 * Finds a folder.
	 * @param path absolute
	 * @return must be closed
	 * @throws IOException if no folder is there
	 */
	static FileHandle ofFolder(Path path) throws IOException {
		return SystemCalls.HAS_OPEN_PATH ? new DescriptorHandle(path, true) : new NamedHandle(path);
	}

	/**
	 * Returns where it is.
	 * @return without links
	 */
	Path real();

	/**
	 * Reads its attributes.
	 * @return as they are now
	 * @throws IOException if it is missing
	 */
	BasicFileAttributes attributes() throws IOException;

	/**
	 * Opens it for reading.
	 * @return for a regular file only
	 * @throws IOException if it is not a regular file or may not be read
	 */
	FileChannel open() throws IOException;

	/**
	 * Lists the names in a folder.
	 * @return in no order
	 * @throws IOException if the folder may not be read
	 */
	default List<Path> names() throws IOException {
		return names(Integer.MAX_VALUE);
	}

	/**
	 * Lists some names in a folder.
	 * @param most the maximum number of names
	 * @return in no order
	 * @throws IOException if the folder may not be read
	 */
	List<Path> names(int most) throws IOException;

	/**
	 * Reads the attributes of an entry without following a link.
	 * @param name one of {@link #names}
	 * @return as they are now
	 * @throws IOException if the entry is missing
	 */
	BasicFileAttributes attributes(Path name) throws IOException;

	/**
	 * Returns a path to an entry of the folder.
	 * @param name without separators
	 * @return a path that is valid while this is open
	 * @throws IOException if the folder was replaced
	 */
	Path entry(Path name) throws IOException;

	@Override
	void close();

}
