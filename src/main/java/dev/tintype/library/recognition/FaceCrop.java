package dev.tintype.library.recognition;

import java.util.List;
import java.util.Locale;

import dev.tintype.image.content.ImageFiles;
import dev.tintype.image.media.MediaAnswer;
import dev.tintype.imaging.thumbnail.CropArea;
import dev.tintype.imaging.thumbnail.Thumbnail;
import dev.tintype.imaging.thumbnail.ThumbnailFormat;
import dev.tintype.imaging.thumbnail.ThumbnailMaker;
import dev.tintype.imaging.thumbnail.ThumbnailSettings;
import dev.tintype.imaging.work.PictureException;
import dev.tintype.library.face.FaceBox;
import dev.tintype.support.CheckedFile;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.QueryParameters;
import dev.tintype.web.http.Requests;
import dev.tintype.web.ndjson.StreamBudget;
import reactor.core.publisher.Mono;

import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Handles requests for the picture of a face.
 */
@Component
class FaceCrop {

	/** A fifth of the box on each side. */
	private static final double MARGIN = 0.2;

	private static final int LEAST = 16;

	private static final int MOST = 1_024;

	private static final int USUAL = 256;

	private static final List<String> FORMATS = List.of("webp", "jpeg");

	private final FaceRepository faces;

	private final ImageFiles files;

	private final ThumbnailMaker maker;

	private final StreamBudget streams;

	private final int quality;

	FaceCrop(FaceRepository faces, ImageFiles files, ThumbnailMaker maker, ThumbnailSettings settings,
			StreamBudget streams) {
		this.faces = faces;
		this.files = files;
		this.maker = maker;
		this.streams = streams;
		this.quality = settings.quality();
	}

	Mono<ServerResponse> crop(ServerRequest request) {
		QueryParameters parameters = QueryParameters.of(request);
		int size = parameters.number("size", LEAST, MOST, USUAL);
		String word = parameters.word("format", FORMATS, "");
		ThumbnailFormat format = ThumbnailFormat.valueOf((word.isEmpty() ? "webp" : word).toUpperCase(Locale.ROOT));
		Requests.accept(request, MediaType.parseMediaType(format.mimeType()));
		return Requests.id(request)
			.flatMap((id) -> this.faces.findById(id).switchIfEmpty(Requests.missing(id)))
			.flatMap((face) -> MediaAnswer.made(request,
					face.version() + "-" + size + "-" + format.name().toLowerCase(Locale.ROOT), face.version(),
					face.createdAt(), crop(face, size, format, word.isEmpty()), this.streams));
	}

	private Mono<Thumbnail> crop(Face face, int size, ThumbnailFormat format, boolean any) {
		FaceBox box = FaceBox.of(face.boundingBox());
		if (face.imageId() == null || box == null) {
			return Mono.error(() -> ProblemException.notFound("The face has no "
					+ ((box != null) ? "image yet. Repair the library with db integrity." : "box.")));
		}
		FaceBox wide = box.withMargin(MARGIN);
		CropArea area = new CropArea(wide.x(), wide.y(), wide.width(), wide.height());
		return this.files.withFile(face.imageId(), (source) -> make(source, area, size, format, any));
	}

	private Mono<Thumbnail> make(CheckedFile.Source source, CropArea area, int size, ThumbnailFormat format,
			boolean any) {
		Mono<Thumbnail> made = this.maker.crop(source, area, size, format, this.quality);
		return any ? made.onErrorResume(PictureException::isWithoutCodec,
				(ex) -> this.maker.crop(source, area, size, ThumbnailFormat.JPEG, this.quality)) : made;
	}

}
