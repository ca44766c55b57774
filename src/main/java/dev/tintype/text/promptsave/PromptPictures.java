package dev.tintype.text.promptsave;

import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.UUID;

import dev.tintype.image.content.ImageFiles;
import dev.tintype.image.root.ImageRoots;
import dev.tintype.imaging.thumbnail.StoredThumbnail;
import dev.tintype.imaging.thumbnail.Thumbnail;
import dev.tintype.imaging.thumbnail.ThumbnailMaker;
import dev.tintype.support.CheckedFile;
import dev.tintype.support.FileNames;
import dev.tintype.support.Ids;
import dev.tintype.support.OutsideRootsException;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Makes the small pictures of prompts. A picture that cannot be made does not fail the
 * save; the use then states the reason.
 */
@Component
class PromptPictures {

	private static final Logger LOG = LoggerFactory.getLogger(PromptPictures.class);

	private static final int LONGEST_SIDE = 256;

	/** A photograph of this size takes about 10 kB as WebP. */
	private static final int QUALITY = 60;

	/**
	 * The most pictures of a batch at the same time, since all requests share the cores.
	 */
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
	 * Makes the picture from the image or file that the client named, if any.
	 * @return the use, never an error
	 */
	Mono<PromptUse> illustrate(PromptDraft draft) {
		if (draft.fault() == null && draft.imageId() != null) {
			return illustrated(draft, ofImage(draft.imageId()));
		}
		return (draft.fault() == null && draft.imagePath() != null) ? illustrate(draft, file(draft.imagePath()))
				: Mono.just(PromptUse.plain(draft));
	}

	/**
	 * Makes the picture from a file.
	 * @param file opens the file, or the problem that prevents it
	 * @return the use, never an error
	 */
	Mono<PromptUse> illustrate(PromptDraft draft, Mono<CheckedFile.Source> file) {
		return illustrated(draft, file.flatMap(this::make));
	}

	private Mono<PromptUse> illustrated(PromptDraft draft, Mono<Thumbnail> thumbnail) {
		return thumbnail.map((made) -> new PromptUse(draft, StoredThumbnail.of(made), null))
			.onErrorResume((ex) -> Mono.just(new PromptUse(draft, null, fault(draft, ex))));
	}

	/**
	 * Makes the pictures of several prompts.
	 * @param drafts in order
	 * @return the uses in the same order, never an error
	 */
	Mono<List<PromptUse>> illustrateAll(List<PromptDraft> drafts) {
		return Flux.fromIterable(drafts).flatMapSequential(this::illustrate, CONCURRENCY).collectList();
	}

	private Mono<Thumbnail> ofImage(String text) {
		UUID id = Ids.parse(text);
		return ((id != null) ? this.files.withFile(id, this::make) : Mono.<Thumbnail>error(unknownImage()))
			.onErrorMap(PromptPictures::isNotFound, (ex) -> unknownImage());
	}

	private Mono<Thumbnail> make(CheckedFile.Source source) {
		return this.maker.make(source, LONGEST_SIDE, QUALITY);
	}

	private static boolean isNotFound(Throwable ex) {
		return ex instanceof ProblemException problem && problem.type() == ProblemType.NOT_FOUND;
	}

	private Mono<CheckedFile.Source> file(String text) {
		return Mono.just(() -> {
			try {
				return this.roots.open(FileNames.path(text));
			}
			catch (InvalidPathException ex) {
				throw new ProblemException(ProblemType.NOT_FOUND, "The image_path " + FileNames.NO_PATH + ".");
			}
			catch (OutsideRootsException | NoSuchFileException | AccessDeniedException ex) {
				throw new ProblemException(ProblemType.NOT_FOUND,
						"There is no file at image_path below the folders that may be read (TINTYPE_IMAGES_ROOTS).");
			}
		});
	}

	private static String fault(PromptDraft draft, Throwable ex) {
		if (ex instanceof ProblemException problem && problem.getBody().getDetail() != null) {
			String detail = problem.getBody().getDetail();
			if (problem.getStatusCode().is5xxServerError()) {
				LOG.warn("The picture of the prompt {} could not be made: {}", draft.hash(), detail);
			}
			return detail;
		}
		LOG.warn("The picture of the prompt {} could not be made", draft.hash(), ex);
		return "The picture could not be read.";
	}

	private static ProblemException unknownImage() {
		// Without the id, which may be any text and would also go into the log.
		return ProblemException
			.notFound("The image of image_id is not registered, has no bytes yet, or its file does not exist.");
	}

}
