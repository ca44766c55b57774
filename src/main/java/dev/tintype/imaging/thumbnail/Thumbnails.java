package dev.tintype.imaging.thumbnail;

import java.io.IOException;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.tintype.data.sql.DiskFull;
import dev.tintype.data.sql.Transactions;
import dev.tintype.imaging.work.PictureException;
import dev.tintype.support.CheckedFile;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Makes and stores the thumbnails of images. Requests for the same thumbnail at the same
 * time share one.
 */
@Component
public class Thumbnails {

	private final ThumbnailRepository repository;

	private final ThumbnailMaker maker;

	private final Transactions transactions;

	private final int quality;

	private final ConcurrentMap<Wanted, Mono<StoredThumbnail>> making = new ConcurrentHashMap<>();

	Thumbnails(ThumbnailRepository repository, ThumbnailMaker maker, Transactions transactions,
			ThumbnailSettings settings) {
		this.repository = repository;
		this.maker = maker;
		this.transactions = transactions;
		this.quality = settings.quality();
	}

	/**
	 * Finds a stored thumbnail.
	 * @param size the requested longest side in pixels; a smaller picture is not enlarged
	 * @return empty when it has not been made
	 */
	public Mono<StoredThumbnail> find(UUID imageId, int size, ThumbnailFormat format) {
		return this.repository.find(imageId, size, format);
	}

	/**
	 * Makes a thumbnail and stores it, unless the file has changed since it was
	 * registered.
	 * @param source the picture
	 * @param size the longest side in pixels; a smaller picture is not enlarged
	 * @return the thumbnail, or a {@link PictureException}
	 */
	public Mono<StoredThumbnail> make(ThumbnailSource source, int size, ThumbnailFormat format) {
		// A request for a thumbnail that is being made waits for it. If one client
		// disconnects, the work continues for the others.
		return Mono.defer(() -> this.making.computeIfAbsent(
				new Wanted(source.imageId(), source.size(), source.modifiedAt(), size, format),
				(wanted) -> makeAndStore(source, size, format).doFinally((signal) -> this.making.remove(wanted))
					.cache()));
	}

	/**
	 * Makes a thumbnail in WebP, or in JPEG if the service cannot encode WebP, and stores
	 * it.
	 * @param source the picture
	 * @param size the longest side in pixels; a smaller picture is not enlarged
	 * @return the thumbnail, or a {@link PictureException}
	 */
	public Mono<StoredThumbnail> make(ThumbnailSource source, int size) {
		return make(source, size, ThumbnailFormat.WEBP).onErrorResume(PictureException::isWithoutCodec,
				(ex) -> find(source.imageId(), size, ThumbnailFormat.JPEG)
					.switchIfEmpty(make(source, size, ThumbnailFormat.JPEG)));
	}

	private Mono<StoredThumbnail> makeAndStore(ThumbnailSource source, int size, ThumbnailFormat format) {
		AtomicBoolean hasChanged = new AtomicBoolean();
		return this.maker.make(() -> open(source, hasChanged), size, format, this.quality).flatMap((made) -> {
			StoredThumbnail stored = StoredThumbnail.of(made, !hasChanged.get());
			return hasChanged.get() ? Mono.just(stored)
					: this.transactions.run(store(source, size, format, stored, made.colour()))
						.thenReturn(stored)
						// The next request makes it again.
						.onErrorReturn(DiskFull::is, stored);
		});
	}

	private static CheckedFile open(ThumbnailSource source, AtomicBoolean hasChanged) throws IOException {
		CheckedFile file = source.file().open();
		hasChanged.set(!source.isRegistered(file));
		return file;
	}

	// Only the first thumbnail of a content sets the colour.
	private Mono<Void> store(ThumbnailSource source, int size, ThumbnailFormat format, StoredThumbnail thumbnail,
			int colour) {
		UUID id = source.imageId();
		return Mono.defer(() -> this.repository.lock(source)
			.flatMap((lacksColour) -> this.repository.insert(id, size, format, thumbnail)
				.then(lacksColour ? this.repository.setColour(id, colour) : Mono.empty())));
	}

	/** Identifies requests for the same thumbnail of the same content. */
	private record Wanted(UUID imageId, long fileSize, Instant modifiedAt, int size, ThumbnailFormat format) {
	}

}
