package dev.tintype.support;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/**
 * A folder that lies where {@link Roots} allow it. Its entries are those of the folder
 * that was found, whatever happens to its name (ADR 23).
 */
public final class CheckedFolder implements Closeable {

	private final FileHandle handle;

	CheckedFolder(FileHandle handle) {
		this.handle = handle;
	}

	/**
	 * Returns where the folder is.
	 * @return without links
	 */
	public Path path() {
		return this.handle.real();
	}

	/**
	 * Lists the entries, blocking.
	 * @return their names, sorted
	 * @throws IOException if the folder may not be read
	 */
	public List<Path> names() throws IOException {
		List<Path> names = this.handle.names();
		names.sort(null);
		return names;
	}

	/**
	 * Lists some entries, blocking.
	 * @param most the maximum number of entries
	 * @return their names, in no order
	 * @throws IOException if the folder may not be read
	 */
	public List<Path> names(int most) throws IOException {
		return this.handle.names(most);
	}

	/**
	 * Reads the attributes of an entry, blocking.
	 * @param name one of {@link #names}
	 * @return of the link itself, if the entry is a link
	 * @throws IOException if the entry is missing
	 */
	public BasicFileAttributes attributes(Path name) throws IOException {
		return this.handle.attributes(name);
	}

	/**
	 * Returns a path that leads to an entry of this folder, whatever happens to the name
	 * of the folder, while the folder is open. It does not say whether the entry exists.
	 * @param name without separators
	 * @return for operations that do not follow links
	 * @throws IOException if the folder was replaced
	 */
	public Path entry(Path name) throws IOException {
		return this.handle.entry(name);
	}

	@Override
	public void close() {
		this.handle.close();
	}

}
