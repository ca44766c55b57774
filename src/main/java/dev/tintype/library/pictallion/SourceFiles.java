package dev.tintype.library.pictallion;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.tintype.image.root.ImageRoots;
import dev.tintype.operation.pictallion.ImportException;
import dev.tintype.support.FileNames;
import dev.tintype.support.Roots;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Finds the files of Pictallion. Its rows name paths from its data folder, such as
 * {@code media/bronze/…}, or absolute paths, perhaps of another machine or container.
 */
@Component
class SourceFiles {

	private static final String MEDIA = "media/";

	private final ImageRoots roots;

	SourceFiles(ImageRoots roots) {
		this.roots = roots;
	}

	/**
	 * Checks that the service may read the folder of the files. It accesses the disk.
	 * @param media absolute
	 * @throws ImportException if it may not, or there is no such folder
	 */
	void require(Path media) {
		Roots.Place place = this.roots.place(FileNames.text(media));
		if (place.path() == null) {
			throw new ImportException("The folder " + FileNames.text(media) + " " + place.fault());
		}
	}

	/**
	 * Finds a file. It accesses the disk.
	 * @param media the folder from which relative paths start, with or without the folder
	 * {@code media} in it
	 * @param text the path in the row
	 * @return its real path; null if there is no such file, or it may not be read
	 */
	@Nullable Path find(Path media, String text) {
		for (Path path : candidates(media, text.replace('\\', '/'))) {
			try {
				Roots.Found found = this.roots.look(path);
				if (found.attributes().isRegularFile() && FileNames.isText(found.path())) {
					return found.path();
				}
			}
			catch (IOException ex) {
				// The next candidate may exist.
			}
		}
		return null;
	}

	private static List<Path> candidates(Path media, String text) {
		List<Path> paths = new ArrayList<>();
		try {
			Path named = FileNames.path(text);
			if (named.isAbsolute()) {
				paths.add(named);
			}
			else {
				addBelow(media, text, paths);
			}
			int folder = ("/" + text).lastIndexOf("/" + MEDIA);
			if (folder >= 0) {
				addBelow(media, text.substring(folder), paths);
				addBelow(media, text.substring(folder + MEDIA.length()), paths);
			}
		}
		catch (InvalidPathException ex) {
			// Its row names no file.
		}
		return paths;
	}

	private static void addBelow(Path media, String relative, List<Path> paths) {
		Path path = media.resolve(FileNames.path(relative)).normalize();
		if (path.startsWith(media)) {
			paths.add(path);
		}
	}

}
