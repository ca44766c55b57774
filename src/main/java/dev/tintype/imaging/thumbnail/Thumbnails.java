package dev.tintype.imaging.thumbnail;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import dev.tintype.data.sql.DiskFull;
import dev.tintype.data.sql.Transactions;
import dev.tintype.imaging.work.PictureException;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * The thumbnails of images: each is made once, however many ask for it at the same
 * moment, and stored.
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
	 * A stored thumbnail.
	 * @param size its longest side, in pixels, unless the picture is smaller
	 * @return empty when it has not been made
	 */
	public Mono<StoredThumbnail> find(UUID imageId, int size, ThumbnailFormat format) {
		return this.repository.find(imageId, size, format);
	}

	/**
	 * Makes a thumbnail and stores it.
	 * @param source the picture
	 * @param size its longest side, in pixels, unless the picture is smaller
	 * @return the thumbnail, or a {@link PictureException}
	 */
	public Mono<StoredThumbnail> make(ThumbnailSource source, int size, ThumbnailFormat format) {
		// A request that comes while one is being made waits for that one; it goes on
		// for the others when one of them hangs up.
		return Mono.defer(() -> this.making.computeIfAbsent(
				new Wanted(source.imageId(), source.size(), source.modifiedAt(), size, format),
				(wanted) -> makeAndStore(source, size, format).doFinally((signal) -> this.making.remove(wanted))
					.cache()));
	}

	/**
	 * Makes a thumbnail in the format that serves most readers best and stores it: WebP,
	 * or JPEG where the service cannot encode WebP.
	 * @param source the picture
	 * @param size its longest side, in pixels, unless the picture is smaller
	 * @return the thumbnail, or a {@link PictureException}
	 */
	public Mono<StoredThumbnail> make(ThumbnailSource source, int size) {
		return make(source, size, ThumbnailFormat.WEBP).onErrorResume(PictureException::isWithoutCodec,
				(ex) -> find(source.imageId(), size, ThumbnailFormat.JPEG)
					.switchIfEmpty(make(source, size, ThumbnailFormat.JPEG)));
	}

	private Mono<StoredThumbnail> makeAndStore(ThumbnailSource source, int size, ThumbnailFormat format) {
		return this.maker.make(source.file(), size, format, this.quality)
			.map(StoredThumbnail::of)
			.flatMap((made) -> this.transactions
				.run(Mono.defer(() -> this.repository.lock(source)
					.flatMap((locked) -> this.repository.insert(source.imageId(), size, format, made)
						.thenReturn(locked))))
				.thenReturn(made)
				// It is made again the next time.
				.onErrorReturn(DiskFull::is, made));
	}

	/** Tells requests for the same thumbnail of the same content from others. */
	private record Wanted(UUID imageId, long fileSize, Instant modifiedAt, int size, ThumbnailFormat format) {
	}

}
