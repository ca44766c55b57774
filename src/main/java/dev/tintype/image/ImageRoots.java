package dev.tintype.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

import dev.tintype.api.ProblemException;
import dev.tintype.support.DataSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * The only folders of which anything is read. A path counts as below a root by where it
 * really leads, links resolved; the service's own data folder never counts. All methods
 * touch the disk.
 */
@Component
public class ImageRoots {

	/** The longest path, in bytes. */
	public static final int PATH_BYTES = 2_000;

	private final List<Path> roots;

	private final Path data;

	ImageRoots(ImageSettings settings, DataSettings data) {
		this.roots = settings.roots().stream().map(DataSettings::absolute).toList();
		this.data = data.dataDir();
	}

	/**
	 * A folder that a client names.
	 * @param text an absolute path
	 * @return where it really is
	 * @throws ProblemException of type {@code INVALID_REQUEST} when it is missing, no
	 * folder, or outside the roots; whether anything exists outside is not told
	 */
	public Path folder(String text) {
		Path path = absolute(text);
		Path real = real(path);
		boolean named = this.roots.stream().anyMatch(path::startsWith);
		if ((real != null) ? !contains(real) : !named) {
			throw ProblemException.invalid("/folder_path",
					"lies outside the folders that may be registered (tintype.images.roots)");
		}
		if (real == null) {
			throw ProblemException.invalid("/folder_path", "does not exist");
		}
		if (!Files.isDirectory(real)) {
			throw ProblemException.invalid("/folder_path", "is not a folder");
		}
		return real;
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
				&& this.roots.stream().anyMatch((root) -> real.startsWith(realOrSelf(root)));
	}

	private static Path absolute(String text) {
		try {
			Path path = Path.of(text);
			if (path.isAbsolute()) {
				return path.normalize();
			}
		}
		catch (InvalidPathException ex) {
			// Answered like any other text that is no absolute path.
		}
		throw ProblemException.invalid("/folder_path", "must be an absolute path");
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

}
