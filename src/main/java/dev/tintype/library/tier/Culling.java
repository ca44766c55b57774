package dev.tintype.library.tier;

import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;

import dev.tintype.library.version.Action;
import dev.tintype.library.version.Asset;
import dev.tintype.library.version.History;
import dev.tintype.library.version.HistoryEntry;
import dev.tintype.library.version.ProcessingState;
import dev.tintype.library.version.Version;
import dev.tintype.library.version.Versions;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Rejects photos and takes that back.
 */
@Component
public class Culling {

	private final AssetTurns turns;

	private final Versions versions;

	private final History history;

	Culling(AssetTurns turns, Versions versions, History history) {
		this.turns = turns;
		this.versions = versions;
		this.history = history;
	}

	/**
	 * Rejects a photo.
	 * @param operationId of a batch, or null
	 * @return the id of the photo, after the commit; a problem of type {@code NOT_FOUND}
	 * or {@code CONFLICT}
	 */
	public Mono<UUID> reject(UUID photoId, @Nullable UUID operationId) {
		return change(photoId, TierRules::reject, ProcessingState.REJECTED, Action.REJECTED, operationId);
	}

	/**
	 * Takes the rejection of a photo back.
	 * @param operationId of a batch, or null
	 * @return the id of the photo, after the commit; a problem of type {@code NOT_FOUND}
	 * or {@code CONFLICT}
	 */
	public Mono<UUID> reinstate(UUID photoId, @Nullable UUID operationId) {
		return change(photoId, TierRules::reinstate, ProcessingState.PROCESSED, Action.REINSTATED, operationId);
	}

	private Mono<UUID> change(UUID photoId, BiFunction<Asset, UUID, Version> rule, ProcessingState state, Action action,
			@Nullable UUID operationId) {
		return this.turns.ofPhoto(photoId, (asset) -> this.turns.change(asset, (now) -> {
			Version photo = rule.apply(now, photoId);
			return this.versions.update(List.of(photo.toBuilder().state(state).build()))
				.then(this.history.write(List.of(new HistoryEntry(now.id(), photoId, action, null, null, operationId))))
				.thenReturn(photoId);
		}));
	}

}
