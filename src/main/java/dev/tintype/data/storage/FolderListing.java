package dev.tintype.data.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

import dev.tintype.support.CheckedFolder;
import dev.tintype.support.FileNames;
import dev.tintype.support.OutsideRootsException;
import dev.tintype.support.Roots;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.SynchronousSink;

/**
 * Walks through the stored files below a prefix. It has the names of one folder per level
 * in memory. It leaves out links and everything else that is no regular file, and names
 * that are no segments of a key.
 */
final class FolderListing implements Closeable {

	private final Roots roots;

	private final String base;

	private final Deque<Level> levels = new ArrayDeque<>();

	/**
	 * Creates a listing.
	 * @param base the folder of the storage, with a slash
	 * @param prefix ends with a slash
	 */
	FolderListing(Roots roots, String base, String prefix) throws IOException {
		this.roots = roots;
		this.base = base;
		enter(prefix);
	}

	/**
	 * Emits the next file, or completes. It blocks.
	 * @return this listing
	 */
	FolderListing next(SynchronousSink<StoredObject> sink) {
		try {
			StoredObject found = next();
			if (found != null) {
				sink.next(found);
			}
			else {
				sink.complete();
			}
		}
		catch (IOException ex) {
			sink.error(ex);
		}
		return this;
	}

	private @Nullable StoredObject next() throws IOException {
		for (Level level = this.levels.peek(); level != null; level = this.levels.peek()) {
			if (!level.names.hasNext()) {
				this.levels.pop().folder.close();
				continue;
			}
			Path name = level.names.next();
			Path path = level.folder.path().resolve(name);
			String key = level.prefix + FileNames.name(path);
			BasicFileAttributes attributes = attributes(level.folder, name);
			if (attributes == null || !FileNames.isText(path) || !StorageKeys.isKey(key)) {
				continue;
			}
			if (attributes.isDirectory()) {
				enter(key + "/");
			}
			else if (attributes.isRegularFile()) {
				return FolderStorage.object(key, attributes);
			}
		}
		return null;
	}

	private static @Nullable BasicFileAttributes attributes(CheckedFolder folder, Path name) throws IOException {
		try {
			return folder.attributes(name);
		}
		catch (NoSuchFileException ex) {
			return null;
		}
	}

	private void enter(String prefix) throws IOException {
		try {
			CheckedFolder folder = this.roots.openFolder(FileNames.path(this.base + prefix));
			boolean listed = false;
			try {
				this.levels.push(new Level(folder, prefix, folder.names().iterator()));
				listed = true;
			}
			finally {
				if (!listed) {
					folder.close();
				}
			}
		}
		catch (NoSuchFileException | OutsideRootsException ex) {
			// It was deleted meanwhile, or nothing has been stored here yet.
		}
	}

	@Override
	public void close() {
		this.levels.forEach((level) -> level.folder.close());
		this.levels.clear();
	}

	/**
	 * A folder that is being listed.
	 *
	 * @param folder is open
	 * @param prefix of the keys in it
	 * @param names those that are still to come
	 */
	private record Level(CheckedFolder folder, String prefix, Iterator<Path> names) {
	}

}
