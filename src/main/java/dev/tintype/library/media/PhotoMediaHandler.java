package dev.tintype.library.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;

import dev.tintype.data.storage.NoSuchKeyException;
import dev.tintype.data.storage.OpenObject;
import dev.tintype.data.storage.Staging;
import dev.tintype.data.storage.Storage;
import dev.tintype.image.media.ImageMedia;
import dev.tintype.imaging.embed.MetadataWriter;
import dev.tintype.imaging.work.PictureWorkers;
import dev.tintype.imaging.xmp.EmbeddedFields;
import dev.tintype.library.face.PicturedPeople;
import dev.tintype.library.file.FileNaming;
import dev.tintype.library.file.LibraryFile;
import dev.tintype.library.file.LibraryFiles;
import dev.tintype.library.photo.Photo;
import dev.tintype.library.photo.PhotoRepository;
import dev.tintype.library.tier.EmbeddedColumns;
import dev.tintype.library.tier.GoldFiles;
import dev.tintype.library.version.Version;
import dev.tintype.support.CheckedFile;
import dev.tintype.web.file.FileAnswer;
import dev.tintype.web.file.MediaFile;
import dev.tintype.web.http.Answers;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.QueryParameters;
import dev.tintype.web.http.Requests;
import dev.tintype.web.ndjson.StreamBudget;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Handles requests for the files of photos.
 */
@Component
class PhotoMediaHandler {

	private static final MediaType PACKET = MediaType.parseMediaType("application/rdf+xml");

	private final PhotoRepository photos;

	private final ImageMedia images;

	private final Storage storage;

	private final LibraryFiles files;

	private final GoldFiles copies;

	private final Staging staging;

	private final PictureWorkers workers;

	private final PicturedPeople people;

	private final StreamBudget streams;

	PhotoMediaHandler(PhotoRepository photos, ImageMedia images, Storage storage, LibraryFiles files, GoldFiles copies,
			Staging staging, PictureWorkers workers, PicturedPeople people, StreamBudget streams) {
		this.photos = photos;
		this.images = images;
		this.storage = storage;
		this.files = files;
		this.copies = copies;
		this.staging = staging;
		this.workers = workers;
		this.people = people;
		this.streams = streams;
	}

	Mono<ServerResponse> content(ServerRequest request) {
		boolean isEmbedded = Boolean.TRUE.equals(QueryParameters.of(request).flag("embed"));
		return photo(request).flatMap((photo) -> isEmbedded ? embedded(request, photo) : plain(request, photo));
	}

	// A file of the user belongs to the image, which notices that the user has changed
	// it.
	private Mono<ServerResponse> plain(ServerRequest request, Photo photo) {
		Version version = photo.version();
		return this.storage.key(version.filePath())
			.flatMap((key) -> this.storage.open(key)
				.onErrorMap(NoSuchKeyException.class,
						(ex) -> ProblemException.notFound("The file of the photo is missing."))
				.flatMap((opened) -> FileAnswer.file(request,
						new MediaFile(opened, version.mimeType(), opened.modifiedAt()), version.fileHash(),
						this.streams)))
			.switchIfEmpty(Mono.defer(() -> this.images.content(request, imageId(photo))));
	}

	private Mono<ServerResponse> embedded(ServerRequest request, Photo photo) {
		Version version = photo.version();
		// The copy is deleted when the response begins. It stays readable until it is
		// closed.
		return fields(photo)
			.flatMap((fields) -> this.copies.with(version, fields,
					(copy) -> open(copy).flatMap((opened) -> FileAnswer.file(request,
							new MediaFile(opened, version.mimeType(), version.updatedAt()), copy.hash(),
							this.streams))));
	}

	private Mono<OpenObject> open(LibraryFile copy) {
		return Mono.fromCallable(() -> OpenObject.of(this.staging.open(copy.file())))
			.subscribeOn(Schedulers.boundedElastic());
	}

	Mono<ServerResponse> thumbnail(ServerRequest request) {
		return photo(request).flatMap((photo) -> this.images.thumbnail(request, imageId(photo)));
	}

	Mono<ServerResponse> xmp(ServerRequest request) {
		Requests.accept(request, PACKET);
		return photo(request)
			.flatMap((photo) -> fields(photo).flatMap((fields) -> this.files.withFile(photo.version().filePath(),
					(source) -> this.workers.run((deadline) -> packet(source, photo.version(), fields)))))
			.flatMap((packet) -> Answers
				.bytes(ServerResponse.ok().contentType(PACKET).header("X-Content-Type-Options", "nosniff"), packet));
	}

	private static byte[] packet(CheckedFile.Source source, Version version, EmbeddedFields fields) {
		try (CheckedFile file = source.open()) {
			return MetadataWriter.packet(FileNaming.format(version), file.channel(), fields);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private Mono<Photo> photo(ServerRequest request) {
		return Requests.id(request).flatMap((id) -> this.photos.findById(id).switchIfEmpty(Requests.missing(id)));
	}

	private Mono<EmbeddedFields> fields(Photo photo) {
		return this.people.find(photo.version().assetId())
			.map((pictured) -> EmbeddedColumns.of(photo.version(), photo.caption(), pictured));
	}

	private static UUID imageId(Photo photo) {
		if (photo.imageId() == null) {
			throw ProblemException.notFound("The photo has no image yet. Repair the library with db integrity.");
		}
		return photo.imageId();
	}

}
