package dev.tintype.library.ingest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import dev.tintype.image.content.CurrentContent;
import dev.tintype.image.content.StagedUpload;
import dev.tintype.image.content.Uploads;
import dev.tintype.library.file.FileNaming;
import dev.tintype.library.file.FilePlace;
import dev.tintype.library.file.LibraryFile;
import dev.tintype.library.file.LibraryFiles;
import dev.tintype.library.file.PictureReading;
import dev.tintype.library.file.ReadPicture;
import dev.tintype.library.file.Sidecars;
import dev.tintype.support.CheckedFile;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.stereotype.Component;

/**
 * Reads pictures and puts their files into bronze, before their rows are written.
 */
@Component
class IngestPreparation {

	private final PictureReading reading;

	private final LibraryFiles files;

	private final Uploads uploads;

	private final Sidecars sidecars;

	IngestPreparation(PictureReading reading, LibraryFiles files, Uploads uploads, Sidecars sidecars) {
		this.reading = reading;
		this.files = files;
		this.uploads = uploads;
		this.sidecars = sidecars;
	}

	/**
	 * Reads an upload and moves its file into bronze, with its sidecar.
	 * @param sidecar a temporary file, or null
	 */
	Mono<PreparedPicture> prepare(String filename, StagedUpload upload, @Nullable Path sidecar) {
		return packet(sidecar).flatMap(
				(packet) -> this.reading
					.read(() -> this.uploads.open(upload), (file) -> upload.hash(), packet.orElse(null), filename)
					.flatMap((picture) -> this.sidecars
						.with(packet.orElse(null),
								(beside) -> this.files.move(new LibraryFile(upload.file(), upload.size(), upload.hash(),
										type(picture), beside), bronze(filename, picture)))
						.map((location) -> new PreparedPicture(filename, null, picture, location, true, null))));
	}

	private static Mono<Optional<byte[]>> packet(@Nullable Path sidecar) {
		return (sidecar != null) ? Mono.fromCallable(() -> Optional.of(Files.readAllBytes(sidecar)))
			.subscribeOn(Schedulers.boundedElastic()) : Mono.just(Optional.empty());
	}

	/**
	 * Reads the file of an image that waited for a decision. An upload is in the library
	 * already.
	 * @param copy whether a registered file is copied into bronze
	 */
	Mono<PreparedPicture> prepareWaiting(CurrentContent image, String location, boolean copy) {
		Mono<PreparedPicture> there = this.sidecars.of(location)
			.map(Optional::of)
			.defaultIfEmpty(Optional.empty())
			.flatMap((packet) -> read(image, location, packet.orElse(null)))
			.map((picture) -> inPlace(image, picture, location));
		return this.files.isOwn(location).flatMap((isOwn) -> isOwn ? there : prepare(image, location, copy));
	}

	/**
	 * Reads the file of an image. A stored file is copied into bronze, and a registered
	 * one too if the client wants that.
	 */
	Mono<PreparedPicture> prepare(CurrentContent image, String location, boolean copy) {
		return this.sidecars.of(location)
			.map(Optional::of)
			.defaultIfEmpty(Optional.empty())
			.flatMap((packet) -> read(image, location, packet.orElse(null)).flatMap((picture) -> {
				if (!image.stored() && !copy) {
					return Mono.just(inPlace(image, picture, location));
				}
				return this.sidecars
					.with(packet.orElse(null),
							(beside) -> this.files.copy(location, bronze(image.filename(), picture), picture.size(),
									picture.hash(), type(picture), beside))
					.map((place) -> new PreparedPicture(image.filename(), image.imageId(), picture, place, true,
							image.stored() ? location : null));
			}));
	}

	/**
	 * Reads the registered file of an image if it is no longer the original of its asset.
	 * @param originalHash of the original
	 * @return empty if the file is unchanged
	 */
	Mono<PreparedPicture> changed(CurrentContent image, String location, @Nullable String originalHash) {
		return this.files.withFile(location, (source) -> Mono.fromCallable(() -> {
			try (CheckedFile file = source.open()) {
				return isUnchanged(image, file) && image.hash() != null && image.hash().equals(originalHash);
			}
		}).subscribeOn(Schedulers.boundedElastic()))
			.filter((unchanged) -> !unchanged)
			.flatMap((changed) -> this.sidecars.of(location).map(Optional::of).defaultIfEmpty(Optional.empty()))
			.flatMap((packet) -> read(image, location, packet.orElse(null)))
			.map((picture) -> inPlace(image, picture, location));
	}

	private Mono<ReadPicture> read(CurrentContent image, String location, byte @Nullable [] packet) {
		PictureReading.KnownHash known = (file) -> isUnchanged(image, file) ? image.hash() : null;
		return this.files.withFile(location, (source) -> this.reading.read(source, known, packet, image.filename()));
	}

	private static PreparedPicture inPlace(CurrentContent image, ReadPicture picture, String location) {
		return new PreparedPicture(image.filename(), image.imageId(), picture, location, false, null);
	}

	private static boolean isUnchanged(CurrentContent image, CheckedFile file) {
		return file.size() == image.size() && (image.stored() || file.modifiedAt().equals(image.modifiedAt()));
	}

	private static FilePlace bronze(String filename, ReadPicture picture) {
		return FileNaming.bronze(filename, picture.header().format());
	}

	private static String type(ReadPicture picture) {
		return picture.header().format().mimeType();
	}

}
