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
 * The only folders whose files become documents. All methods touch the disk.
 */
@Component
class DocumentRoots {

	private final Roots roots;

	DocumentRoots(IngestSettings settings, DataSettings data) {
		this.roots = new Roots(settings.roots(), data,
				"lies outside the folders that may be ingested (TINTYPE_DOCUMENTS_ROOTS)");
	}

	/**
	 * A directory that a client names.
	 * @param text an absolute path
	 * @return where it really is
	 * @throws ProblemException of type {@code INVALID_REQUEST} when it is missing, no
	 * directory, or outside the roots; whether anything exists outside is not told
	 */
	Path directory(String text) {
		Roots.Place place = this.roots.folder(text);
		if (place.path() == null) {
			throw ProblemException.invalid("/directory_path", place.fault());
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
	Roots.Found look(Path path) throws IOException {
		return this.roots.look(path);
	}

	/**
	 * Opens a file for reading.
	 * @param path absolute
	 * @return to be closed
	 * @throws IOException if it is missing, outside the roots or no regular file, or the
	 * disk fails
	 */
	CheckedFile open(Path path) throws IOException {
		return this.roots.open(path);
	}

	/**
	 * Opens a folder to list it.
	 * @param path absolute
	 * @return to be closed
	 * @throws IOException if it is missing or outside the roots, or the disk fails
	 */
	CheckedFolder openFolder(Path path) throws IOException {
		return this.roots.openFolder(path);
	}

}
