package dev.tintype.text.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import dev.tintype.support.CheckedFolder;
import dev.tintype.support.FileNames;
import dev.tintype.web.http.ProblemException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.stereotype.Component;

/**
 * Lists the files of one directory that have an extension and are not hidden, sorted by
 * name. It holds their names, not their contents.
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
	 * Lists the files of a directory.
	 * @return the files, checked on demand on {@code boundedElastic}; a problem of type
	 * {@code INVALID_REQUEST} if the directory is missing, unreadable or outside the
	 * roots
	 */
	Flux<IngestFile> files(IngestDirectoryRequest request) {
		return Flux.defer(() -> {
			Path directory = this.roots.directory(request.directoryPath());
			return Flux.fromIterable(entries(directory, request.fileExtension()))
				.mapNotNull((entry) -> look(entry, request));
		}).subscribeOn(Schedulers.boundedElastic());
	}

	/**
	 * Finds the directory of a request.
	 * @return its real path; a problem as for {@link #files}
	 */
	Mono<Path> find(IngestDirectoryRequest request) {
		return Mono.fromCallable(() -> this.roots.directory(request.directoryPath()))
			.subscribeOn(Schedulers.boundedElastic());
	}

	private List<Path> entries(Path directory, String extension) {
		try (CheckedFolder folder = this.roots.openFolder(directory)) {
			return folder.names()
				.stream()
				.map((name) -> folder.path().resolve(name))
				.filter((entry) -> isWanted(FileNames.name(entry), extension))
				.toList();
		}
		catch (IOException ex) {
			throw ProblemException.invalid("/directory_path", "cannot be read");
		}
	}

	private static boolean isWanted(String name, String extension) {
		int stem = name.length() - extension.length();
		return stem > 0 && name.charAt(0) != '.' && name.regionMatches(true, stem, extension, 0, extension.length());
	}

	private @Nullable IngestFile look(Path entry, IngestDirectoryRequest request) {
		String name = FileNames.name(entry);
		String code = request.code(name.substring(0, name.length() - request.fileExtension().length()));
		// A name on disk may be any bytes. A name that is not text cannot be a code.
		return FileNames.isText(entry) ? this.paths.entry(entry, code)
				: IngestFile.failed(name, code, FileNames.NO_TEXT);
	}

}
