package dev.tintype.support;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/**
 * A folder that lies where {@link Roots} allow it. Its entries are those of the folder
 * that was found, whatever has its name meanwhile.
 */
public final class CheckedFolder implements Closeable {

	private final FileHandle handle;

	CheckedFolder(FileHandle handle) {
		this.handle = handle;
	}

	/**
	 * Where it is.
	 * @return without links
	 */
	public Path path() {
		return this.handle.real();
	}

	/**
	 * Lists its entries, blocking.
	 * @return their names, sorted
	 * @throws IOException if it may not be read
	 */
	public List<Path> names() throws IOException {
		List<Path> names = this.handle.names();
		names.sort(null);
		return names;
	}

	/**
	 * What an entry is, blocking.
	 * @param name of {@link #names}
	 * @return of the entry itself, where it is a link
	 * @throws IOException if it is gone
	 */
	public BasicFileAttributes attributes(Path name) throws IOException {
		return this.handle.attributes(name);
	}

	@Override
	public void close() {
		this.handle.close();
	}

}
