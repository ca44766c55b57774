package dev.tintype.document;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import dev.tintype.api.ProblemException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

import org.springframework.stereotype.Component;

/**
 * A walk through one directory: its files with an extension, sorted by name, hidden ones
 * passed over. It holds their names, not their contents.
 */
@Component
class IngestWalk {

	private final DocumentRoots roots;

	private final IngestPaths paths;

	IngestWalk(DocumentRoots roots, IngestPaths paths) {
		this.roots = roots;
		this.paths = paths;
	}

	/**
	 * The files of a directory.
	 * @param request names it
	 * @return the files as they are asked for, looked at on {@code boundedElastic}; a
	 * problem of type {@code INVALID_REQUEST} when the directory is missing, unreadable
	 * or outside the roots
	 */
	Flux<IngestFile> files(IngestDirectoryRequest request) {
		return Flux.defer(() -> {
			Path directory = this.roots.directory(request.directoryPath());
			return Flux.fromIterable(names(directory, request.fileExtension()))
				.mapNotNull((entry) -> look(entry, request));
		}).subscribeOn(Schedulers.boundedElastic());
	}

	private static List<Path> names(Path directory, String extension) {
		List<Path> names = new ArrayList<>();
		try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory,
				(entry) -> isWanted(entry.getFileName().toString(), extension))) {
			stream.forEach(names::add);
		}
		catch (IOException | DirectoryIteratorException ex) {
			throw ProblemException.invalid("/directory_path", "cannot be read");
		}
		Collections.sort(names);
		return names;
	}

	private static boolean isWanted(String name, String extension) {
		int stem = name.length() - extension.length();
		return stem > 0 && name.charAt(0) != '.' && name.regionMatches(true, stem, extension, 0, extension.length());
	}

	private @Nullable IngestFile look(Path entry, IngestDirectoryRequest request) {
		String name = entry.getFileName().toString();
		String code = request.code(name.substring(0, name.length() - request.fileExtension().length()));
		return isText(entry) ? this.paths.entry(entry, code)
				: IngestFile.failed(name, code, "its name is not text in the encoding of this system");
	}

	// A name on disk is any bytes; one that is no text cannot be a code.
	private static boolean isText(Path path) {
		try {
			return Path.of(path.toString()).equals(path);
		}
		catch (InvalidPathException ex) {
			return false;
		}
	}

}
