package dev.tintype.image.content;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.tintype.data.change.Change;
import dev.tintype.data.change.ChangeKind;
import dev.tintype.data.change.ChangeLog;
import dev.tintype.data.change.ChangeTopic;
import dev.tintype.data.sql.Transactions;
import dev.tintype.data.sql.Turns;
import dev.tintype.data.storage.KeyExistsException;
import dev.tintype.data.storage.StorageUnavailableException;
import dev.tintype.image.path.PathCache;
import dev.tintype.image.registry.HeldImages;
import dev.tintype.image.registry.Image;
import dev.tintype.image.registry.ImageRepository;
import dev.tintype.imaging.thumbnail.ThumbnailRepository;
import dev.tintype.support.Ids;
import dev.tintype.web.http.Requests;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Changes the bytes of an image and its row together. A new file is stored before its
 * row, and a former one deleted after it, so a committed row always has its file (ADR
 * 24).
 */
@Component
class ImageContent {

	private final Uploads uploads;

	private final ImageFileRepository files;

	private final ImageRepository images;

	private final ThumbnailRepository thumbnails;

	private final PathCache paths;

	private final Transactions transactions;

	private final Turns<UUID> turns = new Turns<>();

	private final ChangeLog changes;

	ImageContent(Uploads uploads, ImageFileRepository files, ImageRepository images, ThumbnailRepository thumbnails,
			PathCache paths, Transactions transactions, ChangeLog changes) {
		this.changes = changes;
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
		return put(id, upload, ChangeKind.CREATED, this.files.insert(id, filename).thenReturn(""));
	}

	/**
	 * Replaces the content of a registered image with an upload.
	 * @return the image; a problem of type {@code NOT_FOUND} when the id is unknown, of
	 * type {@code CONFLICT} when another feature needs the image
	 */
	Mono<Image> replace(UUID id, StagedUpload upload) {
		// While the row is locked, nobody can begin to need the image.
		return put(id, upload, ChangeKind.UPDATED,
				this.files.lock(id)
					.switchIfEmpty(Requests.missing(id))
					.flatMap((former) -> this.files.isHeld(id)
						.flatMap((held) -> held ? Mono.error(HeldImages.needed(id)) : Mono.just(former))));
	}

	private Mono<Image> put(UUID id, StagedUpload upload, ChangeKind kind, Mono<String> former) {
		Mono<String> storing = Mono.defer(() -> store(id, upload, kind, former));
		Mono<Image> work = storing
			// A repeated request of the storage may find what the first one has stored.
			.onErrorResume(KeyExistsException.class, (ex) -> storing)
			.onErrorResume((ex) -> this.uploads.discard(upload).then(Mono.error(ex)))
			.flatMap((before) -> this.uploads.delete(List.of(before)).thenReturn(id))
			.flatMap(this.images::findById);
		// Never cancelled: the former file is deleted within the same turn.
		return this.turns.take(id, work).cache();
	}

	private Mono<String> store(UUID id, StagedUpload upload, ChangeKind kind, Mono<String> former) {
		String key = this.uploads.key(id, upload.header());
		String location = this.uploads.location(key);
		Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
		AtomicBoolean recorded = new AtomicBoolean();
		Mono<String> recording = this.transactions.run(former.doFirst(() -> recorded.set(false))
			.flatMap((before) -> this.files.record(id, location, upload, now)
				.then(this.thumbnails.deleteOf(List.of(id)))
				.then(this.changes.record(Change.of(ChangeTopic.IMAGES, kind, id)))
				.thenReturn(before))
			.doOnSuccess((before) -> recorded.set(true)));
		return this.uploads.put(upload, key)
			.then(recording)
			.doOnTerminate(() -> this.paths.forget(id))
			.onErrorResume((ex) -> withdraw(id, location, recorded.get(), ex).then(Mono.error(ex)));
	}

	// If the connection was lost during the commit, the row may name the new file. The
	// lock waits for that commit. A file that is kept for nothing is found by db
	// integrity.
	private Mono<Void> withdraw(UUID id, String location, boolean recorded, Throwable failure) {
		Mono<Boolean> unused = recorded
				? this.transactions.run(this.files.lock(id)).map((path) -> !path.equals(location)).defaultIfEmpty(false)
				: Mono.just(true);
		Mono<Void> deletion = unused.onErrorReturn(false)
			.flatMap((gone) -> gone ? this.uploads.delete(List.of(location)) : Mono.empty());
		if (failure instanceof StorageUnavailableException) {
			// The caller does not wait once more for a storage that does not answer.
			deletion.subscribe();
			return Mono.empty();
		}
		return deletion;
	}

}
