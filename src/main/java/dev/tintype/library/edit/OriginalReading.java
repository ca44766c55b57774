package dev.tintype.library.edit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dev.tintype.imaging.metadata.MetadataReader;
import dev.tintype.imaging.work.PictureException;
import dev.tintype.imaging.work.PictureWorkers;
import dev.tintype.library.file.FileNaming;
import dev.tintype.library.file.LibraryFiles;
import dev.tintype.library.file.Sidecars;
import dev.tintype.library.version.Asset;
import dev.tintype.library.version.Assets;
import dev.tintype.library.version.Version;
import dev.tintype.support.CheckedFile;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Reads what the original of a photo says. Files of higher tiers may contain what a user
 * set.
 */
@Component
class OriginalReading {

	private final Assets assets;

	private final LibraryFiles files;

	private final Sidecars sidecars;

	private final PictureWorkers workers;

	OriginalReading(Assets assets, LibraryFiles files, Sidecars sidecars, PictureWorkers workers) {
		this.assets = assets;
		this.files = files;
		this.sidecars = sidecars;
		this.workers = workers;
	}

	/**
	 * Reads the file of the lowest version, and its sidecar.
	 * @return no values if the photo is unknown, or a file is missing or cannot be read
	 */
	Mono<FileValues> read(UUID photoId) {
		return this.assets.ofPhotos(List.of(photoId))
			.flatMap((found) -> Mono.justOrEmpty(found.get(photoId)))
			.flatMap((assetId) -> this.assets.find(List.of(assetId)).singleOrEmpty())
			.flatMap(this::read)
			.onErrorResume(OriginalReading::isUnreadable, (ex) -> Mono.empty())
			.defaultIfEmpty(FileValues.NONE);
	}

	private Mono<FileValues> read(Asset asset) {
		Version lowest = asset.versions().get(0);
		return this.sidecars.of(lowest.filePath())
			.map(Optional::of)
			.defaultIfEmpty(Optional.empty())
			.flatMap((packet) -> this.files.withFile(lowest.filePath(), (source) -> this.workers
				.run((deadline) -> read(source, packet.orElse(null), lowest, asset.originalFilename()))));
	}

	private static FileValues read(CheckedFile.Source source, byte @Nullable [] sidecar, Version lowest,
			String originalFilename) {
		try (CheckedFile file = source.open()) {
			return FileValues.of(
					MetadataReader.read(file.channel(), FileNaming.format(lowest), sidecar, originalFilename), lowest);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static boolean isUnreadable(Throwable failure) {
		return failure instanceof PictureException || failure instanceof UncheckedIOException
				|| failure instanceof IOException
				|| (failure instanceof ProblemException problem && problem.type() == ProblemType.NOT_FOUND);
	}

}
