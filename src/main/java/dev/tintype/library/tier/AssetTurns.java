package dev.tintype.library.tier;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

import dev.tintype.data.sql.Transactions;
import dev.tintype.data.sql.Turns;
import dev.tintype.library.version.Asset;
import dev.tintype.library.version.Assets;
import dev.tintype.web.http.Requests;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Runs actions on an asset one after the other in this process. The second of two
 * concurrent requests then fails before it makes a file. Between instances, the lock of
 * the row decides.
 */
@Component
class AssetTurns {

	/** Longer than it takes to write a large file. */
	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final Assets assets;

	private final Turns<UUID> turns = new Turns<>(PATIENCE);

	AssetTurns(Assets assets) {
		this.assets = assets;
	}

	/**
	 * Runs work on the asset of a photo.
	 * @param work receives the asset without a lock
	 * @return the result; a problem of type {@code NOT_FOUND} if the photo is unknown
	 */
	<T> Mono<T> ofPhoto(UUID photoId, Function<Asset, Mono<T>> work) {
		return this.assets.ofPhotos(List.of(photoId))
			.flatMap((found) -> Mono.justOrEmpty(found.get(photoId)))
			.switchIfEmpty(Requests.missing(photoId))
			.flatMap((assetId) -> ofAsset(assetId, work));
	}

	/**
	 * Runs work on an asset.
	 * @param work receives the asset without a lock
	 * @return the result; a problem of type {@code NOT_FOUND} if the asset is unknown
	 */
	<T> Mono<T> ofAsset(UUID assetId, Function<Asset, Mono<T>> work) {
		Mono<T> found = Mono.defer(() -> this.assets.find(List.of(assetId)).singleOrEmpty())
			.switchIfEmpty(Requests.missing(assetId))
			.flatMap(work);
		// Within a transaction, a wait for a turn could hold locks that its owner needs.
		return Mono
			.deferContextual((context) -> Transactions.isActive(context) ? found : this.turns.take(assetId, found));
	}

	/**
	 * Changes an asset in one transaction.
	 * @param change receives the locked asset
	 * @return the result; a problem of type {@code NOT_FOUND} if the asset was deleted
	 */
	<T> Mono<T> change(Asset asset, Function<Asset, Mono<T>> change) {
		return this.assets.change(List.of(asset.id()),
				(locked) -> locked.isEmpty() ? Requests.missing(asset.id()) : change.apply(locked.get(0)));
	}

}
