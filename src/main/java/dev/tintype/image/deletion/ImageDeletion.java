package dev.tintype.image.deletion;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import dev.tintype.data.batch.Chunks;
import dev.tintype.data.sql.LongWork;
import dev.tintype.data.sql.Transactions;
import dev.tintype.image.content.Uploads;
import dev.tintype.image.deletion.Removal.Deleted;
import dev.tintype.image.path.PathCache;
import dev.tintype.image.registry.HeldImages;
import dev.tintype.search.filter.RowFilter;
import dev.tintype.web.http.Requests;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.function.Tuple3;
import reactor.util.function.Tuples;
import reactor.util.retry.Retry;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/**
 * Deletes images. The stored file of an image is deleted after its row, so a committed
 * row always has its file (ADR 24).
 */
@Component
class ImageDeletion {

	/** The images of a chunk, which is one transaction. */
	static final int CHUNK = 500;

	/** How often a deletion of all images starts again. */
	private static final int DELETIONS = 5;

	private final DeletionRepository rows;

	private final Uploads uploads;

	private final PathCache paths;

	private final Transactions transactions;

	ImageDeletion(DeletionRepository rows, Uploads uploads, PathCache paths, Transactions transactions) {
		this.rows = rows;
		this.uploads = uploads;
		this.paths = paths;
		this.transactions = transactions;
	}

	/**
	 * Deletes an image and its stored file.
	 * @return completes when both are deleted; a problem of type {@code NOT_FOUND} when
	 * the id is unknown, of type {@code CONFLICT} when another feature needs the image
	 */
	Mono<Void> delete(UUID id) {
		return this.transactions.run(this.rows.delete(id))
			.onErrorMap(DataIntegrityViolationException.class, (ex) -> HeldImages.needed(id))
			.doOnTerminate(() -> this.paths.forget(id))
			.switchIfEmpty(Mono.defer(() -> this.rows.isHeld(id))
				.flatMap((held) -> held ? Mono.error(HeldImages.needed(id)) : Requests.missing(id)))
			.flatMap((path) -> this.uploads.delete(List.of(path)))
			// Never cancelled: another lookup may cache a path again that was removed
			// before the commit.
			.cache();
	}

	/**
	 * Deletes all images that no other feature needs, and their stored files.
	 * @return the numbers of images
	 */
	Mono<AllDeleted> deleteAll() {
		Mono<Tuple3<List<String>, AllDeleted, List<String>>> deleting = this.rows.findStoredPaths()
			.flatMap((before) -> this.rows.deleteAll()
				.flatMap((deleted) -> this.rows.countHeld().map((kept) -> new AllDeleted(deleted, kept)))
				.flatMap((deleted) -> this.rows.findStoredPaths().map((after) -> Tuples.of(before, deleted, after))));
		return LongWork.of(this.transactions.run(deleting))
			// Another feature has begun to need one of the images.
			.retryWhen(Retry.max(DELETIONS).filter(DataIntegrityViolationException.class::isInstance))
			.doOnTerminate(this.paths::forgetAll)
			.flatMap((done) -> this.uploads.delete(gone(done.getT1(), done.getT3())).thenReturn(done.getT2()))
			.cache();
	}

	private static Set<String> gone(List<String> before, List<String> after) {
		Set<String> gone = new LinkedHashSet<>(before);
		after.forEach(gone::remove);
		return gone;
	}

	/**
	 * Deletes the rows of images that the filter still selects and no other feature
	 * needs. The caller has a transaction, and calls {@link #afterwards} for it.
	 * @param ids distinct and sorted, so that concurrent deletions lock the rows in the
	 * same order
	 * @param filter null for all
	 * @param removal receives the deleted images
	 */
	Mono<DeletedImages> rows(List<UUID> ids, @Nullable RowFilter filter, Removal removal) {
		return Flux.fromIterable(Chunks.cut(ids, CHUNK))
			.concatMap((chunk) -> this.rows.find(chunk, filter, true)
				.flatMap((found) -> this.rows.delete(found.free()).map((deleted) -> {
					removal.add(deleted);
					return new DeletedImages(deleted.size(), found.size() - deleted.size(), 0);
				})), 1)
			.reduce(DeletedImages.NONE, DeletedImages::plus);
	}

	/**
	 * Looks at what {@link #rows} would do.
	 */
	Mono<DeletedImages> preview(List<UUID> ids, @Nullable RowFilter filter) {
		return Flux.fromIterable(Chunks.cut(ids, CHUNK))
			.concatMap((chunk) -> this.rows.find(chunk, filter, false)
				.map((found) -> new DeletedImages(found.free().size(), found.held(), 0)), 1)
			.reduce(DeletedImages.NONE, DeletedImages::plus);
	}

	/**
	 * Deletes the files of images after a transaction has deleted their rows. It is never
	 * cancelled, so that no file is left when a client disconnects.
	 * @param committing the transaction
	 * @param removal the images that it deletes
	 * @return what the transaction gives, once the files are deleted
	 */
	<T> Mono<T> afterwards(Mono<T> committing, Removal removal) {
		return committing.doOnTerminate(() -> removal.images().forEach((image) -> this.paths.forget(image.imageId())))
			.onErrorResume((ex) -> deleteFiles(removal).then(Mono.error(ex)))
			.flatMap((result) -> deleteFiles(removal).thenReturn(result))
			.cache();
	}

	// Only those of rows that are gone. The transaction may have been rolled back after a
	// response was found for its key. It may be committed although it failed: the
	// connection was lost during the commit, or a job stopped after it. A file that is
	// kept for nothing is found by db integrity.
	private Mono<Void> deleteFiles(Removal removal) {
		List<UUID> ids = removal.images().stream().map(Deleted::imageId).toList();
		return ids.isEmpty() ? Mono.empty() : this.transactions.run(this.rows.existing(ids))
			.doOnNext(removal::retract)
			.flatMap((existing) -> this.uploads.delete(removal.images().stream().map(Deleted::location).toList()))
			.onErrorComplete();
	}

	/**
	 * The result of the deletion of all images.
	 *
	 * @param deleted the number of deleted images
	 * @param kept the number of images that other features need
	 */
	record AllDeleted(long deleted, long kept) {
	}

}
