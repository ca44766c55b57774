package dev.tintype.text.ingest;

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
 * The only folders from which documents are ingested. All methods access the disk.
 */
@Component
class DocumentRoots {

	private final Roots roots;

	DocumentRoots(IngestSettings settings, DataSettings data) {
		this.roots = new Roots(settings.roots(), data,
				"lies outside the folders that may be ingested (TINTYPE_DOCUMENTS_ROOTS)");
	}

	/**
	 * Finds a directory that a client names.
	 * @param text an absolute path
	 * @return its real path
	 * @throws ProblemException of type {@code INVALID_REQUEST} if it is missing, not a
	 * directory, or outside the roots; the text does not reveal what exists outside
	 */
	Path directory(String text) {
		Roots.Place place = this.roots.folder(text);
		if (place.path() == null) {
			throw ProblemException.invalid("/directory_path", place.fault());
		}
		return place.path();
	}

	/**
	 * Resolves a path and reads the attributes of its target, without opening it.
	 * @param path absolute
	 * @return the real path and the attributes
	 * @throws OutsideRootsException if the target is outside the roots
	 * @throws IOException if there is no target or the disk fails
	 */
	Roots.Found look(Path path) throws IOException {
		return this.roots.look(path);
	}

	/**
	 * Opens a file for reading.
	 * @param path absolute
	 * @return the file, which the caller closes
	 * @throws IOException if it is missing, outside the roots or not a regular file, or
	 * the disk fails
	 */
	CheckedFile open(Path path) throws IOException {
		return this.roots.open(path);
	}

	/**
	 * Opens a folder to list it.
	 * @param path absolute
	 * @return the folder, which the caller closes
	 * @throws IOException if it is missing or outside the roots, or the disk fails
	 */
	CheckedFolder openFolder(Path path) throws IOException {
		return this.roots.openFolder(path);
	}

}
