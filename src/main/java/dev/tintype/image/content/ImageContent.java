package dev.tintype.image.content;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.tintype.data.sql.LongWork;
import dev.tintype.data.sql.Transactions;
import dev.tintype.data.sql.Turns;
import dev.tintype.image.path.PathCache;
import dev.tintype.image.registry.Image;
import dev.tintype.image.registry.ImageRepository;
import dev.tintype.imaging.thumbnail.ThumbnailRepository;
import dev.tintype.support.Ids;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import dev.tintype.web.http.Requests;
import reactor.core.publisher.Mono;
import reactor.util.function.Tuple3;
import reactor.util.function.Tuples;
import reactor.util.retry.Retry;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/**
 * Changes the bytes of an image and its row together. A new file is stored before its
 * row, and a former one deleted after it, so a committed row always has its file (ADR
 * 24).
 */
@Component
class ImageContent {

	/** How often a deletion of all images starts again. */
	private static final int DELETIONS = 5;

	private final Uploads uploads;

	private final ImageFileRepository files;

	private final ImageRepository images;

	private final ThumbnailRepository thumbnails;

	private final PathCache paths;

	private final Transactions transactions;

	private final Turns<UUID> turns = new Turns<>();

	ImageContent(Uploads uploads, ImageFileRepository files, ImageRepository images, ThumbnailRepository thumbnails,
			PathCache paths, Transactions transactions) {
		this.uploads = uploads;
		this.files = files;
		this.images = images;
		this.thumbnails = thumbnails;
		this.paths = paths;
		this.transactions = transactions;
	}

	/**
	 * Creates an image from an upload.
	 */
	Mono<Image> create(StagedUpload upload, String filename) {
		UUID id = Ids.next();
		return put(id, upload, this.files.insert(id, filename).thenReturn(""));
	}

	/**
	 * Replaces the content of a registered image with an upload.
	 * @return the image; a problem of type {@code NOT_FOUND} when the id is unknown, of
	 * type {@code CONFLICT} when another feature needs the image
	 */
	Mono<Image> replace(UUID id, StagedUpload upload) {
		// While the row is locked, nobody can begin to need the image.
		return put(id, upload,
				this.files.lock(id)
					.switchIfEmpty(Requests.missing(id))
					.flatMap((former) -> this.files.isHeld(id)
						.flatMap((held) -> held ? Mono.error(needed(id)) : Mono.just(former))));
	}

	private Mono<Image> put(UUID id, StagedUpload upload, Mono<String> former) {
		String key = this.uploads.key(id, upload.header());
		String location = this.uploads.location(key);
		Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
		AtomicBoolean recorded = new AtomicBoolean();
		Mono<String> recording = this.transactions.run(former.doFirst(() -> recorded.set(false))
			.flatMap((before) -> this.files.record(id, location, upload, now)
				.then(this.thumbnails.deleteOf(List.of(id)))
				.thenReturn(before))
			.doOnSuccess((before) -> recorded.set(true)));
		Mono<Image> work = this.uploads.put(upload, key)
			.then(recording)
			.doOnTerminate(() -> this.paths.forget(id))
			.onErrorResume((ex) -> withdraw(id, location, recorded.get()).then(this.uploads.discard(upload))
				.then(Mono.error(ex)))
			.flatMap((before) -> this.uploads.delete(List.of(before)).thenReturn(id))
			.flatMap(this.images::findById);
		// Never cancelled: the former file is deleted within the same turn.
		return this.turns.take(id, work).cache();
	}

	// If the connection was lost during the commit, the row may name the new file. The
	// lock waits for that commit. A file that is kept for nothing is found by db
	// integrity.
	private Mono<Void> withdraw(UUID id, String location, boolean recorded) {
		Mono<Boolean> unused = recorded
				? this.transactions.run(this.files.lock(id)).map((path) -> !path.equals(location)).defaultIfEmpty(false)
				: Mono.just(true);
		return unused.onErrorReturn(false)
			.flatMap((gone) -> gone ? this.uploads.delete(List.of(location)) : Mono.empty());
	}

	/**
	 * Deletes an image and its stored file.
	 * @return completes when both are deleted; a problem of type {@code NOT_FOUND} when
	 * the id is unknown, of type {@code CONFLICT} when another feature needs the image
	 */
	Mono<Void> delete(UUID id) {
		return this.transactions.run(this.files.delete(id))
			.onErrorMap(DataIntegrityViolationException.class, (ex) -> needed(id))
			.doOnTerminate(() -> this.paths.forget(id))
			.switchIfEmpty(Mono.defer(() -> this.files.isHeld(id))
				.flatMap((held) -> held ? Mono.error(needed(id)) : Requests.missing(id)))
			.flatMap((path) -> this.uploads.delete(List.of(path)))
			// Never cancelled: another lookup may cache a path again that was removed
			// before the commit.
			.cache();
	}

	/**
	 * Deletes all images that no other feature needs, and their stored files.
	 * @return the numbers of images
	 */
	Mono<Deleted> deleteAll() {
		Mono<Tuple3<List<String>, Deleted, List<String>>> deleting = this.files.findStoredPaths()
			.flatMap((before) -> this.files.deleteAll()
				.flatMap((deleted) -> this.files.countHeld().map((kept) -> new Deleted(deleted, kept)))
				.flatMap((deleted) -> this.files.findStoredPaths().map((after) -> Tuples.of(before, deleted, after))));
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

	private static ProblemException needed(UUID id) {
		return new ProblemException(ProblemType.CONFLICT,
				"The image " + id + " belongs to an asset of the photo library. Delete or replace the asset instead.");
	}

	/**
	 * The result of the deletion of all images.
	 *
	 * @param deleted the number of deleted images
	 * @param kept the number of images that other features need
	 */
	record Deleted(long deleted, long kept) {
	}

}
