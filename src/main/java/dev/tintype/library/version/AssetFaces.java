package dev.tintype.library.version;

import java.util.Collection;
import java.util.UUID;

import reactor.core.publisher.Mono;

/**
 * Keeps what follows from the faces in assets. The module of faces implements it.
 */
public interface AssetFaces {

	/**
	 * Counts the faces of assets that were moved to the trash or out of it, in the
	 * caller's transaction.
	 * @param assets that the caller has locked
	 * @return completes when it is done
	 */
	Mono<Void> count(Collection<UUID> assets);

	/**
	 * Takes the faces of assets out of all counts, in the caller's transaction, which
	 * then deletes the assets.
	 * @param assets that the caller has locked
	 * @return completes when it is done
	 */
	Mono<Void> discount(Collection<UUID> assets);

}
