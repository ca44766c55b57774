package dev.tintype.caption.edit;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

import dev.tintype.caption.edit.EditSelection.Replaced;
import dev.tintype.caption.edit.EditSelection.Selected;
import dev.tintype.caption.save.CaptionOperation;
import dev.tintype.caption.save.CaptionWrite;
import dev.tintype.caption.save.CaptionWriter;
import dev.tintype.data.batch.Chunks;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.stereotype.Component;

/**
 * Applies a request to the captions that it selects, page by page in the order of the
 * images. It locks a page, edits it, and saves the results.
 */
@Component
class EditRun {

	/** Sorts before every image. */
	static final UUID START = new UUID(0, 0);

	/** The captions of a page. Their texts are in memory together. */
	static final int PAGE = 500;

	/** The images whose ids are in memory together. */
	static final int SLICE = 10_000;

	/** A transaction that edits for longer would block other writers. */
	private static final Duration LIMIT = Duration.ofSeconds(20);

	private final EditSelection selection;

	private final CaptionWriter writer;

	EditRun(EditSelection selection, CaptionWriter writer) {
		this.selection = selection;
		this.writer = writer;
	}

	/**
	 * Counts the tags of all captions, if an edit needs that.
	 */
	Mono<Void> prepare(EditRequest request) {
		return request.edits().needsCounts()
				? count(request, (page) -> this.selection.read(request.filter(), page, false)) : Mono.empty();
	}

	/**
	 * Counts the tags of all captions as they were before the request, if an edit needs
	 * that. Otherwise a resumed job would sort by other counts than it began with.
	 * @param operationId the operation, which has replaced some captions
	 */
	Mono<Void> prepareAgain(EditRequest request, UUID operationId) {
		return request.edits().needsCounts()
				? replaced(request, operationId, START).expand((last) -> replaced(request, operationId, last))
					.then(count(request, (page) -> this.selection.readUnedited(request.filter(), page, operationId)))
				: Mono.empty();
	}

	private Mono<Void> count(EditRequest request, Function<List<UUID>, Mono<List<Selected>>> read) {
		return pages(request).concatMap((page) -> read.apply(page).flatMap((captions) -> computed(() -> {
			captions.forEach((caption) -> request.edits().count(caption.text()));
			return true;
		})), 1).then();
	}

	// Counts a page, and returns its end; empty after the last page.
	private Mono<UUID> replaced(EditRequest request, UUID operationId, UUID after) {
		return this.selection.replaced(operationId, after, PAGE)
			.filter((page) -> !page.isEmpty())
			.flatMap((page) -> computed(() -> {
				page.stream().map(Replaced::text).filter(Objects::nonNull).forEach(request.edits()::count);
				return page.get(page.size() - 1).by();
			}));
	}

	/**
	 * Computes what a request would do.
	 */
	Mono<Edited> preview(EditRequest request) {
		return prepare(request).thenMany(pages(request))
			.concatMap((page) -> this.selection.read(request.filter(), page, false)
				.flatMap((captions) -> computed(() -> Edited.of(request, captions, Long.MAX_VALUE))), 1)
			.reduce(Edited.NONE, Edited::plus);
	}

	/**
	 * Edits captions. The caller has a transaction.
	 * @param ids of at most a slice of images, sorted
	 */
	Mono<Edited> edit(EditRequest request, CaptionOperation operation, List<UUID> ids) {
		AtomicLong left = new AtomicLong(LIMIT.toNanos());
		return Flux.fromIterable(Chunks.cut(ids, PAGE))
			.concatMap((page) -> this.selection.read(request.filter(), page, true)
				.flatMap((captions) -> computed(() -> edit(request, captions, left)))
				.flatMap((edited) -> edited.drafts().isEmpty() ? Mono.just(edited)
						: this.writer.save(CaptionWrite.of(edited.drafts(), operation)).thenReturn(edited)),
					1)
			.reduce(Edited.NONE, Edited::plus);
	}

	// Only the edits count, because a slow database is no fault of theirs.
	private static Edited edit(EditRequest request, List<Selected> captions, AtomicLong left) {
		long begin = System.nanoTime();
		Edited edited = Edited.of(request, captions, begin + left.get());
		left.addAndGet(begin - System.nanoTime());
		return edited;
	}

	/**
	 * Lists the images of a request in slices, from the first or after an image.
	 */
	Flux<List<UUID>> slices(EditRequest request, UUID after) {
		return this.selection.pages(request.filter(), after, SLICE);
	}

	private Flux<List<UUID>> pages(EditRequest request) {
		return slices(request, START).concatMapIterable((slice) -> Chunks.cut(slice, PAGE), 1);
	}

	// Edits may take seconds, which an event loop must not wait for.
	private static <T> Mono<T> computed(Callable<T> work) {
		return Mono.fromCallable(work).subscribeOn(Schedulers.boundedElastic());
	}

}
