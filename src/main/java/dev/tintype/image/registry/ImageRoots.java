package dev.tintype.image.registry;

import java.io.IOException;
import java.nio.file.Path;

import dev.tintype.support.CheckedFile;
import dev.tintype.support.CheckedFolder;
import dev.tintype.support.DataSettings;
import dev.tintype.support.OutsideRootsException;
import dev.tintype.support.Roots;
import dev.tintype.web.http.ProblemException;

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
				"lies outside the folders that may be registered (TINTYPE_IMAGES_ROOTS)");
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
	 * Looks at what a path leads to, without opening it.
	 * @param path absolute
	 * @return where it really is, and what it is
	 * @throws OutsideRootsException if it leads out of the roots
	 * @throws IOException if it leads nowhere, or the disk fails
	 */
	public Roots.Found look(Path path) throws IOException {
		return this.roots.look(path);
	}

	/**
	 * Opens a file for reading.
	 * @param path absolute
	 * @return to be closed
	 * @throws IOException if it is missing, outside the roots or no regular file, or the
	 * disk fails
	 */
	public CheckedFile open(Path path) throws IOException {
		return this.roots.open(path);
	}

	/**
	 * Opens a folder to list it.
	 * @param path absolute
	 * @return to be closed
	 * @throws OutsideRootsException if it leads out of the roots
	 * @throws IOException if it is missing, or the disk fails
	 */
	public CheckedFolder openFolder(Path path) throws IOException {
		return this.roots.openFolder(path);
	}

}
