package dev.tintype.image.media;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import dev.tintype.image.content.ImageFiles;
import dev.tintype.image.registry.SelectedImages;
import dev.tintype.imaging.thumbnail.StoredThumbnail;
import dev.tintype.imaging.thumbnail.Thumbnails;
import dev.tintype.operation.job.JobFault;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import dev.tintype.web.http.Problems;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;

/**
 * Makes the thumbnails of many images, page by page in the order of their ids. A
 * thumbnail that is already stored is not made again.
 */
@Component
class ThumbnailWarming {

	private static final String WITH_BYTES = "i.is_uploaded";

	/** The images of a page. */
	private static final int PAGE = 50;

	/** The images of a page whose thumbnails are made at the same time. */
	private static final int CONCURRENCY = 2;

	private final SelectedImages images;

	private final ImageFiles files;

	private final Thumbnails thumbnails;

	ThumbnailWarming(SelectedImages images, ImageFiles files, Thumbnails thumbnails) {
		this.images = images;
		this.files = files;
		this.thumbnails = thumbnails;
	}

	/**
	 * Counts the images of a request.
	 */
	Mono<Long> count(WarmRequest request) {
		return this.images.count(WITH_BYTES, request.filter());
	}

	/**
	 * Makes the thumbnails.
	 * @param after the id before the first image
	 * @return the result of each page; the next page begins when it is requested
	 */
	Flux<Warmed> run(WarmRequest request, UUID after) {
		return this.images.pages(WITH_BYTES, request.filter(), after, PAGE)
			.concatMap((ids) -> Flux.fromIterable(ids)
				.flatMapSequential((id) -> warm(request, id), CONCURRENCY, 1)
				.reduce(Warmed::plus), 0);
	}

	private Mono<Warmed> warm(WarmRequest request, UUID id) {
		return Flux.fromIterable(request.sizes())
			.concatMap(
					(size) -> this.thumbnails.find(id, size, request.format())
						.map((found) -> new Warmed(id, 0, 0, 1, List.of()))
						.switchIfEmpty(Mono.defer(() -> make(request, id, size))
							.map((made) -> new Warmed(id, 0, 1, 0, List.of()))),
					1)
			.reduce(Warmed::plus)
			.map((warmed) -> warmed.plus(new Warmed(id, 1, 0, 0, List.of())))
			.onErrorResume(ThumbnailWarming::isOfImage,
					(ex) -> Mono.just(new Warmed(id, 0, 0, 0, List.of(fault(id, Problems.of(ex))))));
	}

	private Mono<StoredThumbnail> make(WarmRequest request, UUID id, int size) {
		return this.files
			.withFile(id, (file, opens) -> this.thumbnails.make(ImageMedia.source(file, opens), size, request.format()))
			.filter(StoredThumbnail::isCurrent)
			.switchIfEmpty(Mono.error(() -> new ProblemException(ProblemType.CONFLICT,
					"The file has changed since it was registered. Register its folder again.")));
	}

	// If the database or all workers are busy, the image is not at fault.
	private static boolean isOfImage(Throwable failure) {
		return Problems.of(failure).getStatusCode().is4xxClientError();
	}

	private static JobFault fault(UUID id, ErrorResponse problem) {
		return new JobFault(id.toString(), String.valueOf(problem.getBody().getDetail()));
	}

	/**
	 * What has been done.
	 *
	 * @param last the last image
	 * @param images the number of images without a fault
	 * @param made the number of new thumbnails
	 * @param present the number of thumbnails that were stored before
	 * @param faults one for each image that failed
	 */
	record Warmed(UUID last, long images, long made, long present, List<JobFault> faults) {

		Warmed plus(Warmed next) {
			List<JobFault> all = new ArrayList<>(this.faults);
			all.addAll(next.faults);
			return new Warmed(next.last, this.images + next.images, this.made + next.made, this.present + next.present,
					all);
		}

	}

}
