package dev.tintype.library.asset;

import java.util.List;
import java.util.UUID;

import dev.tintype.library.photo.PhotoRepository;
import dev.tintype.library.version.Asset;
import dev.tintype.library.version.Assets;
import dev.tintype.library.version.Version;
import dev.tintype.web.http.Requests;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Reads assets for clients.
 */
@Component
class ShownAssets {

	private final Assets assets;

	private final PhotoRepository photos;

	ShownAssets(Assets assets, PhotoRepository photos) {
		this.assets = assets;
		this.photos = photos;
	}

	/**
	 * Finds an asset.
	 * @return a problem of type {@code NOT_FOUND} if it is unknown
	 */
	Mono<ShownAsset> find(UUID id) {
		return require(id)
			.flatMap((asset) -> this.photos.findAllById(asset.versions().stream().map(Version::id).toList())
				.collectList()
				.map((photos) -> ShownAsset.of(asset, photos)));
	}

	/**
	 * Finds an asset without its photos.
	 * @return a problem of type {@code NOT_FOUND} if it is unknown
	 */
	Mono<Asset> require(UUID id) {
		return this.assets.find(List.of(id)).singleOrEmpty().switchIfEmpty(Requests.missing(id));
	}

}
