package dev.tintype.image.content;

import java.util.List;
import java.util.Locale;

import dev.tintype.imaging.thumbnail.StoredThumbnail;
import dev.tintype.imaging.thumbnail.ThumbnailFormat;
import dev.tintype.imaging.thumbnail.ThumbnailSource;
import dev.tintype.imaging.thumbnail.Thumbnails;
import dev.tintype.web.http.QueryParameters;
import dev.tintype.web.http.Requests;
import dev.tintype.web.ndjson.StreamBudget;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Handles requests for the bytes of an image: the original and its thumbnails.
 */
@Component
class MediaHandler {

	private static final List<String> SIZES = List.of("150", "256", "512", "1024");

	private static final List<String> FORMATS = List.of("webp", "jpeg");

	private final ImageFiles files;

	private final Thumbnails thumbnails;

	private final StreamBudget streams;

	MediaHandler(ImageFiles files, Thumbnails thumbnails, StreamBudget streams) {
		this.files = files;
		this.thumbnails = thumbnails;
		this.streams = streams;
	}

	Mono<ServerResponse> content(ServerRequest request) {
		return Requests.id(request)
			.flatMap(this.files::open)
			.flatMap((opened) -> content(request, opened)
				.doOnNext((response) -> closeUnlessSent(opened, response.statusCode()))
				.doOnError((ex) -> opened.close())
				.doOnCancel(opened::close));
	}

	private Mono<ServerResponse> content(ServerRequest request, OpenedFile opened) {
		return this.files.hash(opened)
			.flatMap((hash) -> MediaAnswer.unlessUnchanged(request, hash, opened.lastModified(),
					Mono.defer(() -> MediaAnswer.file(request, opened, hash, this.streams))));
	}

	private static void closeUnlessSent(OpenedFile opened, HttpStatusCode status) {
		if (!status.is2xxSuccessful()) {
			opened.close();
		}
	}

	Mono<ServerResponse> thumbnail(ServerRequest request) {
		QueryParameters parameters = QueryParameters.of(request);
		int size = Integer.parseInt(parameters.word("size", SIZES, "256"));
		boolean any = request.queryParam("format").isEmpty();
		ThumbnailFormat format = ThumbnailFormat
			.valueOf(parameters.word("format", FORMATS, "webp").toUpperCase(Locale.ROOT));
		Requests.accept(request, MediaType.parseMediaType(format.mimeType()));
		return Requests.id(request)
			.flatMap((id) -> this.streams.admitted(this.thumbnails.find(id, size, format))
				.switchIfEmpty(this.files.withFile(id,
						(file, opens) -> make(new ThumbnailSource(id, opens, file.size(), file.modifiedAt()), size,
								any ? null : format))))
			.flatMap((thumbnail) -> MediaAnswer.thumbnail(request, thumbnail, this.streams));
	}

	private Mono<StoredThumbnail> make(ThumbnailSource source, int size, @Nullable ThumbnailFormat format) {
		return (format != null) ? this.thumbnails.make(source, size, format) : this.thumbnails.make(source, size);
	}

}
