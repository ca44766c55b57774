package dev.tintype.prompt;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

import dev.tintype.api.ProblemException;
import dev.tintype.api.ProblemType;
import dev.tintype.content.ImageFiles;
import dev.tintype.image.ImageRoots;
import dev.tintype.support.Ids;
import dev.tintype.thumbnail.StoredThumbnail;
import dev.tintype.thumbnail.ThumbnailMaker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.stereotype.Component;

/**
 * Makes the small pictures of prompts. None that cannot be made fails anything: the use
 * then says why.
 */
@Component
class PromptPictures {

	private static final Logger LOG = LoggerFactory.getLogger(PromptPictures.class);

	private static final int LONGEST_SIDE = 256;

	/** With WebP, photographs of this size take about 10 kB. */
	private static final int QUALITY = 60;

	/** How many pictures of a batch are made at once; the cores are shared by all. */
	private static final int CONCURRENCY = 4;

	private final ThumbnailMaker maker;

	private final ImageFiles files;

	private final ImageRoots roots;

	PromptPictures(ThumbnailMaker maker, ImageFiles files, ImageRoots roots) {
		this.maker = maker;
		this.files = files;
		this.roots = roots;
	}

	/**
	 * Makes the picture of the image or file that a client named, if it did.
	 * @param draft with or without a fault
	 * @return the use, never an error
	 */
	Mono<PromptUse> illustrate(PromptDraft draft) {
		if (draft.fault() != null || (draft.imageId() == null && draft.imagePath() == null)) {
			return Mono.just(PromptUse.plain(draft));
		}
		return illustrate(draft, (draft.imageId() != null) ? imageFile(draft.imageId()) : file(draft.imagePath()));
	}

	/**
	 * Makes a picture of a file.
	 * @param draft without a fault
	 * @param file the file, or the problem that there is none
	 * @return the use, never an error
	 */
	Mono<PromptUse> illustrate(PromptDraft draft, Mono<Path> file) {
		return file.flatMap((path) -> this.maker.make(path, LONGEST_SIDE, QUALITY))
			.map((made) -> new PromptUse(draft, StoredThumbnail.of(made), null))
			.onErrorResume((ex) -> Mono.just(new PromptUse(draft, null, fault(draft, ex))));
	}

	/**
	 * Makes the pictures of several prompts.
	 * @param drafts in order
	 * @return the uses in this order, never an error
	 */
	Mono<List<PromptUse>> illustrateAll(List<PromptDraft> drafts) {
		return Flux.fromIterable(drafts).flatMapSequential(this::illustrate, CONCURRENCY).collectList();
	}

	private Mono<Path> imageFile(String text) {
		UUID id = Ids.parse(text);
		return ((id != null) ? this.files.locate(id) : Mono.<Path>error(unknownImage())).onErrorMap(
				(ex) -> ex instanceof ProblemException problem && problem.type() == ProblemType.NOT_FOUND,
				(ex) -> unknownImage());
	}

	private Mono<Path> file(@Nullable String text) {
		return Mono.fromCallable(() -> (text != null) ? this.roots.file(text) : null)
			.subscribeOn(Schedulers.boundedElastic())
			.switchIfEmpty(Mono.error(() -> new ProblemException(ProblemType.NOT_FOUND,
					"The image_path leads to no file below the folders that may be read (tintype.images.roots).")));
	}

	private static String fault(PromptDraft draft, Throwable ex) {
		if (ex instanceof ProblemException problem && problem.getBody().getDetail() != null) {
			String detail = problem.getBody().getDetail();
			LOG.warn("The picture of the prompt {} is not made: {}", draft.hash(), detail);
			return detail;
		}
		LOG.warn("The picture of the prompt {} is not made", draft.hash(), ex);
		return "The picture could not be read.";
	}

	private static ProblemException unknownImage() {
		// Without the id, which may be any text: it goes into the log too.
		return ProblemException
			.notFound("The image of image_id is not registered, has no bytes yet, or its file is gone.");
	}

}
