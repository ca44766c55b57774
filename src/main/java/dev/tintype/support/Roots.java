package dev.tintype.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Folders below which alone something is read. A path counts as below a root by where it
 * really leads, links resolved; the service's own data folder never counts. All methods
 * touch the disk.
 */
public final class Roots {

	/** The longest path, in bytes. */
	public static final int PATH_BYTES = 2_000;

	private final List<Path> folders;

	private final Path data;

	private final String outside;

	/**
	 * The folders of a setting.
	 * @param roots as the user wrote them; {@code ~} is the user's home
	 * @param data of the service
	 * @param outside what is wrong with a path elsewhere, a short sentence for people
	 */
	public Roots(List<String> roots, DataSettings data, String outside) {
		this.folders = roots.stream().map(DataSettings::absolute).toList();
		this.data = data.dataDir();
		this.outside = outside;
	}

	/**
	 * A folder that a client names.
	 * @param text an absolute path
	 * @return where it really is, or what is wrong: it is missing, no folder, or outside
	 * the roots; whether anything exists outside is not told
	 */
	public Place folder(String text) {
		Path path = absolute(text);
		if (path == null) {
			return new Place(null, "must be an absolute path");
		}
		Path real = real(path);
		boolean named = this.folders.stream().anyMatch(path::startsWith);
		if ((real != null) ? !contains(real) : !named) {
			return new Place(null, this.outside);
		}
		if (real == null) {
			return new Place(null, "does not exist");
		}
		return Files.isDirectory(real) ? new Place(real, "") : new Place(null, "is not a folder");
	}

	/**
	 * A file that a client names.
	 * @param text an absolute path
	 * @return where it really is, null when it is no path, missing, or outside the roots:
	 * which of these is not told
	 */
	public @Nullable Path file(String text) {
		try {
			Path path = Path.of(text);
			Path real = path.isAbsolute() ? real(path) : null;
			return (real != null && contains(real)) ? real : null;
		}
		catch (InvalidPathException ex) {
			return null;
		}
	}

	/**
	 * Tells whether a path leads below a root.
	 * @param path of a file or folder
	 * @return false too when it does not exist
	 */
	public boolean contains(Path path) {
		Path real = real(path);
		return real != null && !real.startsWith(realOrSelf(this.data))
				&& this.folders.stream().anyMatch((root) -> real.startsWith(realOrSelf(root)));
	}

	private static @Nullable Path absolute(String text) {
		try {
			Path path = Path.of(text);
			return path.isAbsolute() ? path.normalize() : null;
		}
		catch (InvalidPathException ex) {
			return null;
		}
	}

	private static @Nullable Path real(Path path) {
		try {
			return path.toRealPath();
		}
		catch (IOException ex) {
			return null;
		}
	}

	private static Path realOrSelf(Path path) {
		Path real = real(path);
		return (real != null) ? real : path;
	}

	/**
	 * Where a path that a client named leads.
	 *
	 * @param path where it really is, null when it may not be read
	 * @param fault what is wrong then, a short sentence for people
	 */
	public record Place(@Nullable Path path, String fault) {
	}

}
