package dev.tintype.image;

import java.nio.file.Path;

import dev.tintype.api.ProblemException;
import dev.tintype.support.DataSettings;
import dev.tintype.support.Roots;
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
	public static final int PATH_BYTES = Roots.PATH_BYTES;

	private final Roots roots;

	ImageRoots(ImageSettings settings, DataSettings data) {
		this.roots = new Roots(settings.roots(), data,
				"lies outside the folders that may be registered (tintype.images.roots)");
	}

	/**
	 * A folder that a client names.
	 * @param text an absolute path
	 * @return where it really is
	 * @throws ProblemException of type {@code INVALID_REQUEST} when it is missing, no
	 * folder, or outside the roots; whether anything exists outside is not told
	 */
	public Path folder(String text) {
		Roots.Place place = this.roots.folder(text);
		if (place.path() == null) {
			throw ProblemException.invalid("/folder_path", place.fault());
		}
		return place.path();
	}

	/**
	 * A file that a client names.
	 * @param text an absolute path
	 * @return where it really is, null when it is no path, missing, or outside the roots:
	 * which of these is not told
	 */
	public @Nullable Path file(String text) {
		return this.roots.file(text);
	}

	/**
	 * Tells whether a path leads below a root.
	 * @param path of a file or folder
	 * @return false too when it does not exist
	 */
	public boolean contains(Path path) {
		return this.roots.contains(path);
	}

}
