package dev.tintype.data.store;

import java.util.Collection;

import reactor.core.publisher.Mono;

/**
 * Tells whether rows name stored files.
 */
public interface FileOwners {

	/**
	 * Looks for rows.
	 * @param locations of stored files
	 * @return whether a row names one of them
	 */
	Mono<Boolean> nameAny(Collection<String> locations);

}
