package dev.tintype.support;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * Opens files below some folders, and no others. A path counts as below a root by where
 * it really leads, links resolved; the service's own data folder never counts. Whatever
 * is opened was found by resolving its path once, and was checked after that. All methods
 * touch the disk.
 */
public final class Roots {

	/** The longest path, in bytes. */
	public static final int PATH_BYTES = 2_000;

	/** How often a file is looked for that loses its name while it is found. */
	private static final int ATTEMPTS = 3;

	private final List<Path> folders;

	private final @Nullable Path data;

	private final String outside;

	/**
	 * The folders of a setting.
	 * @param roots as the user wrote them; {@code ~} is the user's home
	 * @param data of the service
	 * @param outside what is wrong with a path elsewhere, a short sentence for people
	 */
	public Roots(List<String> roots, DataSettings data, String outside) {
		this(roots.stream().map(DataSettings::absolute).toList(), data.dataDir(), outside);
	}

	private Roots(List<Path> folders, @Nullable Path data, String outside) {
		this.folders = folders;
		this.data = data;
		this.outside = outside;
	}

	/**
	 * A folder of the service itself.
	 * @param folder absolute, which may not exist yet
	 * @return lets in what lies below it
	 */
	public static Roots own(Path folder) {
		return new Roots(List.of(folder), null, "lies outside the folders of the service");
	}

	/**
	 * A folder that a client names.
	 * @param text an absolute path
	 * @return where it really is, or what is wrong: it is missing, no folder, or outside
	 * the roots; whether anything exists outside is not told
	 */
	public Place folder(String text) {
		Path path;
		try {
			path = FileNames.path(text);
		}
		catch (InvalidPathException ex) {
			return new Place(null, FileNames.NO_PATH);
		}
		if (!path.isAbsolute()) {
			return new Place(null, "must be an absolute path");
		}
		try {
			Found found = look(path);
			return found.attributes().isDirectory() ? new Place(found.path(), "") : new Place(null, "is not a folder");
		}
		catch (OutsideRootsException ex) {
			return new Place(null, this.outside);
		}
		catch (IOException ex) {
			boolean named = this.folders.stream().anyMatch(path.normalize()::startsWith);
			return new Place(null, named ? "does not exist" : this.outside);
		}
	}

	/**
	 * Looks at what a path leads to, without opening it.
	 * @param path absolute
	 * @return where it really is, and what it is
	 * @throws OutsideRootsException if it leads out of the roots, or is relative
	 * @throws NoSuchFileException if it leads nowhere
	 * @throws IOException if the disk fails
	 */
	public Found look(Path path) throws IOException {
		try (FileHandle found = find(path, this::isBelow)) {
			return new Found(found.real(), found.attributes());
		}
	}

	/**
	 * Opens a file for reading.
	 * @param path absolute
	 * @return to be closed
	 * @throws OutsideRootsException if it leads out of the roots, or is relative
	 * @throws NoSuchFileException if it leads nowhere
	 * @throws IOException if it is no regular file, or the disk fails
	 */
	public CheckedFile open(Path path) throws IOException {
		return open(path, this::isBelow);
	}

	static CheckedFile open(Path path, Predicate<Path> allowed) throws IOException {
		try (FileHandle found = find(path, allowed)) {
			return CheckedFile.of(found);
		}
	}

	/**
	 * Opens a folder to list it.
	 * @param path absolute
	 * @return to be closed
	 * @throws OutsideRootsException if it leads out of the roots, or is relative
	 * @throws NoSuchFileException if it leads nowhere, or to no folder
	 * @throws IOException if the disk fails
	 */
	public CheckedFolder openFolder(Path path) throws IOException {
		return openFolder(path, this::isBelow);
	}

	static CheckedFolder openFolder(Path path, Predicate<Path> allowed) throws IOException {
		requireAbsolute(path);
		return new CheckedFolder(check(FileHandle.ofFolder(path), path, allowed));
	}

	private static void requireAbsolute(Path path) throws IOException {
		if (!path.isAbsolute()) {
			throw new OutsideRootsException(path.toString());
		}
	}

	private static FileHandle find(Path path, Predicate<Path> allowed) throws IOException {
		requireAbsolute(path);
		for (int attempt = 1;; attempt++) {
			try {
				return check(FileHandle.of(path), path, allowed);
			}
			// Who replaces a file by renaming another one leaves no moment without a
			// file.
			catch (NoSuchFileException ex) {
				if (attempt == ATTEMPTS) {
					throw ex;
				}
			}
		}
	}

	private static FileHandle check(FileHandle found, Path path, Predicate<Path> allowed) throws IOException {
		boolean checked = false;
		try {
			checked = allowed.test(found.real());
			if (!checked) {
				throw new OutsideRootsException(path.toString());
			}
			return found;
		}
		finally {
			if (!checked) {
				found.close();
			}
		}
	}

	// A path without links that begins like a root shows that the root has none either.
	private boolean isBelow(Path real) {
		return (this.folders.stream().anyMatch(real::startsWith)
				|| this.folders.stream().anyMatch((root) -> real.startsWith(realOrSelf(root))))
				&& (this.data == null || !real.startsWith(realOrSelf(this.data)));
	}

	private static Path realOrSelf(Path path) {
		try (FileHandle found = FileHandle.of(path)) {
			return found.real();
		}
		catch (IOException ex) {
			return path;
		}
	}

	/**
	 * Where a path that a client named leads.
	 *
	 * @param path where it really is, null when it may not be read
	 * @param fault what is wrong then, a short sentence for people
	 */
	public record Place(@Nullable Path path, String fault) {
	}

	/**
	 * What a path leads to.
	 *
	 * @param path where it really is
	 * @param attributes of it
	 */
	public record Found(Path path, BasicFileAttributes attributes) {
	}

}
