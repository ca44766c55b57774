package dev.tintype.image.root;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import dev.tintype.support.CheckedFile;
import dev.tintype.support.CheckedFolder;
import dev.tintype.support.DataSettings;
import dev.tintype.support.OutsideRootsException;
import dev.tintype.support.Roots;
import dev.tintype.web.http.ProblemException;

import org.springframework.stereotype.Component;

/**
 * The folders below which the service may read images. Links are resolved before a path
 * is compared with a root. The service's own data folder is never allowed. All methods
 * access the disk.
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
	 * Resolves a folder that a client names.
	 * @param text an absolute path
	 * @return the real path
	 * @throws ProblemException of type {@code INVALID_REQUEST} when the path is missing,
	 * not a folder, or outside the roots; the text never reveals whether a path outside
	 * the roots exists
	 */
	public Path folder(String text) {
		Roots.Place place = place(text);
		if (place.path() == null) {
			throw ProblemException.invalid("/folder_path", place.fault());
		}
		return place.path();
	}

	/**
	 * Looks up a folder.
	 * @param text an absolute path
	 * @return its real location, or the fault
	 */
	public Roots.Place place(String text) {
		return this.roots.folder(text);
	}

	/**
	 * Lists the roots.
	 * @return the real locations of those that exist
	 */
	public List<Path> existing() {
		return this.roots.existing();
	}

	/**
	 * Resolves a path without opening it.
	 * @param path absolute
	 * @return the real path and its attributes
	 * @throws OutsideRootsException if it leads out of the roots
	 * @throws IOException if it does not exist, or the disk fails
	 */
	public Roots.Found look(Path path) throws IOException {
		return this.roots.look(path);
	}

	/**
	 * Opens a file for reading.
	 * @param path absolute
	 * @return the file, which the caller closes
	 * @throws IOException if it is missing, outside the roots or not a regular file, or
	 * the disk fails
	 */
	public CheckedFile open(Path path) throws IOException {
		return this.roots.open(path);
	}

	/**
	 * Opens a folder to list it.
	 * @param path absolute
	 * @return the folder, which the caller closes
	 * @throws OutsideRootsException if it leads out of the roots
	 * @throws IOException if it is missing, or the disk fails
	 */
	public CheckedFolder openFolder(Path path) throws IOException {
		return this.roots.openFolder(path);
	}

}
