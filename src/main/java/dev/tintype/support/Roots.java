package dev.tintype.support;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * Opens files below some folders, and no others. A path counts as below a root by its
 * real location, with links resolved; the service's own data folder never counts. The
 * path of an opened file is resolved once and checked after that (ADR 23). All methods
 * access the disk.
 */
public final class Roots {

	/** The longest path, in bytes. */
	public static final int PATH_BYTES = 2_000;

	/** How often a lookup is repeated for a file that loses its name meanwhile. */
	private static final int ATTEMPTS = 3;

	private final List<Path> folders;

	private final @Nullable Path data;

	private final String outside;

	/**
	 * Creates roots from a setting.
	 * @param roots as the user wrote them; {@code ~} is the user's home
	 * @param data folder of the service
	 * @param outside describes the fault of a path elsewhere, in a short text for people
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
	 * Creates a root for a folder of the service itself.
	 * @param folder absolute, may not exist yet
	 * @return accepts paths below it
	 */
	public static Roots own(Path folder) {
		return new Roots(List.of(folder), null, "lies outside the folders of the service");
	}

	/**
	 * Looks up a folder that a client names.
	 * @param text an absolute path
	 * @return its real location, or the fault: it is missing, not a folder, or outside
	 * the roots; the fault does not reveal whether anything exists outside
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
	 * Looks at the target of a path without opening it.
	 * @param path absolute
	 * @return its real location and attributes
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
	 * @return must be closed
	 * @throws OutsideRootsException if it leads out of the roots, or is relative
	 * @throws NoSuchFileException if it leads nowhere
	 * @throws IOException if it is not a regular file, or the disk fails
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
	 * @return must be closed
	 * @throws OutsideRootsException if it leads out of the roots, or is relative
	 * @throws NoSuchFileException if it leads nowhere, or not to a folder
	 * @throws IOException if the disk fails
	 */
	public CheckedFolder openFolder(Path path) throws IOException {
		return openFolder(path, this::isBelow);
	}

	/**
	 * Lists the roots.
	 * @return the real locations of those that exist, in the order of the setting
	 */
	public List<Path> existing() {
		return this.folders.stream()
			.map((root) -> folder(FileNames.text(root)).path())
			.filter(Objects::nonNull)
			.distinct()
			.toList();
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
			// A program that replaces a file by renaming another one leaves no moment
			// without a file.
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

	// If a path without links starts like a root, the root has no links either.
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
	 * The place to which a client's path leads.
	 *
	 * @param path its real location, null if it may not be read
	 * @param fault describes why, in a short text for people
	 */
	public record Place(@Nullable Path path, String fault) {
	}

	/**
	 * The target of a path.
	 *
	 * @param path its real location
	 * @param attributes of the target
	 */
	public record Found(Path path, BasicFileAttributes attributes) {
	}

}
