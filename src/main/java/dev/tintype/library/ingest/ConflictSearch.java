package dev.tintype.library.ingest;

import java.util.List;
import java.util.Objects;

import dev.tintype.library.conflict.DifferentPictures;
import dev.tintype.library.conflict.NearAssets;
import dev.tintype.library.likeness.Likeness;
import dev.tintype.library.setting.LibrarySettings;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Finds the assets that new pictures may be in conflict with.
 */
@Component
class ConflictSearch {

	private final NearAssets near;

	private final DifferentPictures different;

	private final LibrarySettings settings;

	ConflictSearch(NearAssets near, DifferentPictures different, LibrarySettings settings) {
		this.near = near;
		this.different = different;
		this.settings = settings;
	}

	/**
	 * Waits until no other transaction searches, until the end of this one. A transaction
	 * calls it before it takes any other lock.
	 */
	Mono<Void> lock() {
		return this.near.lock();
	}

	/**
	 * Finds assets.
	 */
	Mono<NearPictures> find(List<PreparedPicture> pictures) {
		List<Long> hashes = pictures.stream()
			.map((picture) -> picture.picture().phash())
			.filter(Objects::nonNull)
			.toList();
		List<String> bytes = pictures.stream().map((picture) -> picture.picture().hash()).toList();
		return this.settings.duplicateThreshold()
			.map(Likeness::distance)
			.flatMap((distance) -> this.near.find(hashes, distance)
				.flatMap((found) -> this.different.ofHashes(bytes)
					.map((others) -> new NearPictures(found, others, distance))));
	}

}
