package dev.tintype.image.media;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import dev.tintype.image.content.ImageFile;
import dev.tintype.image.content.ImageFiles;
import dev.tintype.image.registry.ImageVersion;
import dev.tintype.imaging.metadata.MetadataReader;
import dev.tintype.imaging.probe.PictureProbe;
import dev.tintype.imaging.thumbnail.StoredThumbnail;
import dev.tintype.imaging.thumbnail.ThumbnailFormat;
import dev.tintype.imaging.thumbnail.ThumbnailSource;
import dev.tintype.imaging.thumbnail.Thumbnails;
import dev.tintype.support.CheckedFile;
import dev.tintype.web.file.FileAnswer;
import dev.tintype.web.file.MediaFile;
import dev.tintype.web.http.QueryParameters;
import dev.tintype.web.http.Requests;
import dev.tintype.web.ndjson.StreamBudget;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Responds with the bytes of an image: the original and its thumbnails, and with what the
 * file says about the picture.
 */
@Component
public class ImageMedia {

	/** The sizes of thumbnails, in pixels. */
	static final List<String> SIZES = List.of("150", "256", "512", "1024");

	/** The formats of thumbnails. */
	static final List<String> FORMATS = List.of("webp", "jpeg");

	private static final String VERSION = "v";

	private static final String NO_VERSION = "";

	private final ImageFiles files;

	private final Thumbnails thumbnails;

	private final PictureProbe probe;

	private final StreamBudget streams;

	ImageMedia(ImageFiles files, Thumbnails thumbnails, PictureProbe probe, StreamBudget streams) {
		this.files = files;
		this.probe = probe;
		this.thumbnails = thumbnails;
		this.streams = streams;
	}

	/**
	 * Responds with the original of an image.
	 * @return 200, 206 or 304; a problem of type {@code NOT_FOUND}
	 */
	public Mono<ServerResponse> content(ServerRequest request, UUID imageId) {
		return this.files.open(imageId)
			.flatMap((opened) -> this.files.hash(opened)
				.doOnError((ex) -> opened.close())
				.doOnCancel(opened::close)
				.flatMap((hash) -> FileAnswer.file(request,
						new MediaFile(opened.now(), opened.file().mimeType(), opened.lastModified()), hash,
						this.streams)));
	}

	/**
	 * Reads the EXIF of the file of an image, as the photo library does.
	 * @return the values by their names in camelCase, none if the file has no EXIF; a
	 * problem of type {@code NOT_FOUND} without a file, of type
	 * {@code UNSUPPORTED_PICTURE} if the file is no picture now
	 */
	Mono<Map<String, Object>> exif(UUID imageId) {
		return this.files.withFile(imageId, (source) -> this.probe.probe(source,
				(file, header) -> MetadataReader.read(file.channel(), header.format(), null, null).exif()));
	}

	/**
	 * Responds with a thumbnail of an image, and makes it if there is none yet.
	 * @param request with {@code size}, {@code format} and {@code v}, or none of them
	 * @return 200 or 304; a problem of type {@code NOT_FOUND}
	 */
	public Mono<ServerResponse> thumbnail(ServerRequest request, UUID imageId) {
		QueryParameters parameters = QueryParameters.of(request);
		int size = Integer.parseInt(parameters.word("size", SIZES, "256"));
		boolean any = request.queryParam("format").isEmpty();
		ThumbnailFormat format = ThumbnailFormat
			.valueOf(parameters.word("format", FORMATS, "webp").toUpperCase(Locale.ROOT));
		Requests.accept(request, MediaType.parseMediaType(format.mimeType()));
		return version(request, imageId)
			.flatMap((version) -> this.streams.admitted(this.thumbnails.find(imageId, size, format))
				.switchIfEmpty(this.files.withFile(imageId,
						(file, opens) -> make(source(file, opens), size, any ? null : format)))
				.flatMap((thumbnail) -> MediaAnswer.thumbnail(request, thumbnail,
						version.equals(NO_VERSION) ? thumbnail.etag() : version, this.streams)));
	}

	/**
	 * Finds a thumbnail of an image, and makes it if there is none yet.
	 * @param size one of those that clients can request, in pixels
	 * @return a JPEG; a problem of type {@code NOT_FOUND}
	 */
	public Mono<StoredThumbnail> jpeg(UUID imageId, int size) {
		return this.streams.admitted(this.thumbnails.find(imageId, size, ThumbnailFormat.JPEG))
			.switchIfEmpty(this.files.withFile(imageId,
					(file, opens) -> this.thumbnails.make(source(file, opens), size, ThumbnailFormat.JPEG)));
	}

	static ThumbnailSource source(ImageFile file, CheckedFile.Source opens) {
		return new ThumbnailSource(file.imageId(), opens, file.stored(), file.size(), file.modifiedAt());
	}

	private Mono<StoredThumbnail> make(ThumbnailSource source, int size, @Nullable ThumbnailFormat format) {
		return (format != null) ? this.thumbnails.make(source, size, format) : this.thumbnails.make(source, size);
	}

	// The row is read only if the request names a version, and before the thumbnail. If
	// the content changes in between, caches keep the new thumbnail for the old version,
	// never the old thumbnail for the new version.
	private Mono<String> version(ServerRequest request, UUID imageId) {
		boolean isNamed = request.queryParam(VERSION)
			.filter((asked) -> asked.length() == ImageVersion.DIGITS)
			.isPresent();
		return isNamed ? this.files.find(imageId)
			.mapNotNull((file) -> ImageVersion.of(file.stored(), file.hash(), file.size(), file.modifiedAt()))
			.defaultIfEmpty(NO_VERSION) : Mono.just(NO_VERSION);
	}

}
