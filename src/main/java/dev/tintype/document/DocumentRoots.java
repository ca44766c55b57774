package dev.tintype.document;

import java.nio.file.Path;

import dev.tintype.api.ProblemException;
import dev.tintype.support.DataSettings;
import dev.tintype.support.Roots;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * The only folders whose files become documents. All methods touch the disk.
 */
@Component
class DocumentRoots {

	private final Roots roots;

	DocumentRoots(IngestSettings settings, DataSettings data) {
		this.roots = new Roots(settings.roots(), data,
				"lies outside the folders that may be ingested (tintype.documents.roots)");
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
	 * A file that a client names.
	 * @param text an absolute path
	 * @return where it really is, null when it is no path, missing, or outside the roots:
	 * which of these is not told
	 */
	@Nullable Path file(String text) {
		return this.roots.file(text);
	}

	/**
	 * Tells whether a link leads below a root.
	 * @param link on the disk
	 * @return false too when it leads nowhere
	 */
	boolean contains(Path link) {
		return this.roots.contains(link);
	}

}
