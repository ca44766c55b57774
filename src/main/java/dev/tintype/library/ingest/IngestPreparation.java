package dev.tintype.library.ingest;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

import dev.tintype.image.content.CurrentContent;
import dev.tintype.image.content.StagedUpload;
import dev.tintype.image.content.Uploads;
import dev.tintype.image.registry.ImageRoots;
import dev.tintype.imaging.xmp.XmpPacket;
import dev.tintype.library.file.FileNaming;
import dev.tintype.library.file.FilePlace;
import dev.tintype.library.file.LibraryFile;
import dev.tintype.library.file.LibraryFiles;
import dev.tintype.library.file.PictureReading;
import dev.tintype.library.file.ReadPicture;
import dev.tintype.support.CheckedFile;
import dev.tintype.support.FileNames;
import dev.tintype.support.OutsideRootsException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Reads pictures and puts their files into bronze, before their rows are written.
 */
@Component
class IngestPreparation {

	private final PictureReading reading;

	private final LibraryFiles files;

	private final Uploads uploads;

	private final ImageRoots roots;

	IngestPreparation(PictureReading reading, LibraryFiles files, Uploads uploads, ImageRoots roots) {
		this.reading = reading;
		this.files = files;
		this.uploads = uploads;
		this.roots = roots;
	}

	/**
	 * Reads an upload and moves its file into bronze.
	 * @param sidecar a temporary file, or null
	 */
	Mono<PreparedPicture> prepare(String filename, StagedUpload upload, @Nullable Path sidecar) {
		PictureReading.Packet packet = (sidecar != null) ? () -> Files.readAllBytes(sidecar) : null;
		return this.reading.read(() -> this.uploads.open(upload), (file) -> upload.hash(), packet, filename)
			.flatMap((picture) -> this.files
				.move(new LibraryFile(upload.file(), upload.size(), upload.hash(), type(picture), null),
						bronze(filename, picture))
				.map((location) -> new PreparedPicture(filename, null, picture, location, true, null)));
	}

	/**
	 * Reads the file of an image. A stored file is copied into bronze, and a registered
	 * one too if the client wants that.
	 */
	Mono<PreparedPicture> prepare(CurrentContent image, String location, boolean copy) {
		PictureReading.KnownHash known = (file) -> isUnchanged(image, file) ? image.hash() : null;
		PictureReading.Packet packet = image.stored() ? null : () -> beside(location);
		return this.files.withFile(location, (source) -> this.reading.read(source, known, packet, image.filename()))
			.flatMap((picture) -> {
				if (!image.stored() && !copy) {
					return Mono
						.just(new PreparedPicture(image.filename(), image.imageId(), picture, location, false, null));
				}
				return this.files
					.copy(location, bronze(image.filename(), picture), picture.size(), picture.hash(), type(picture))
					.map((place) -> new PreparedPicture(image.filename(), image.imageId(), picture, place, true,
							image.stored() ? location : null));
			});
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

	// Other programs write the suffix in either case.
	private byte @Nullable [] beside(String location) throws IOException {
		int dot = location.lastIndexOf('.');
		String stem = (dot > location.lastIndexOf('/') + 1) ? location.substring(0, dot) : location;
		for (String path : List.of(location + ".xmp", location + ".XMP", stem + ".xmp", stem + ".XMP")) {
			try (CheckedFile file = this.roots.open(FileNames.path(path))) {
				return Channels.newInputStream(file.channel()).readNBytes(XmpPacket.LONGEST + 1);
			}
			catch (NoSuchFileException | OutsideRootsException ex) {
				// There is none of this name.
			}
		}
		return null;
	}

}
