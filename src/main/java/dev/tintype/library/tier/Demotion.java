package dev.tintype.library.tier;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.library.file.FileChange;
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
 * Removes the best version in favour of the one below it, which takes over what a person
 * set.
 */
@Component
public class Demotion {

	private final AssetTurns turns;

	private final Versions versions;

	private final History history;

	private final FileChange change;

	Demotion(AssetTurns turns, Versions versions, History history, FileChange change) {
		this.turns = turns;
		this.versions = versions;
		this.history = history;
		this.change = change;
	}

	/**
	 * Removes a photo with its file.
	 * @param operationId of a batch, or null
	 * @return the id of the lower photo, after the commit; a problem of type
	 * {@code NOT_FOUND} or {@code CONFLICT}
	 */
	public Mono<UUID> demote(UUID photoId, @Nullable UUID operationId) {
		return this.turns.ofPhoto(photoId, (asset) -> {
			TierRules.demote(asset, photoId);
			return this.change
				.record(List.of(), this.turns.change(asset, (now) -> demote(now, photoId, operationId)),
						Demoted::superfluous)
				.map(Demoted::lowerId);
		});
	}

	private Mono<Demoted> demote(Asset asset, UUID photoId, @Nullable UUID operationId) {
		Version best = TierRules.demote(asset, photoId);
		Version lower = takingOver(asset.versions().get(asset.versions().size() - 2), best);
		List<String> superfluous = new ArrayList<>(List.of(best.filePath()));
		asset.versions()
			.stream()
			.filter((version) -> !version.equals(best))
			.map(Version::filePath)
			.forEach(superfluous::remove);
		return this.versions.movePointers(Map.of(best.id(), lower.id()))
			.then(this.versions.delete(List.of(best.id())))
			.then(this.versions.update(List.of(lower)))
			.then(this.history.write(List.of(new HistoryEntry(asset.id(), lower.id(), Action.DEMOTED,
					"From " + best.tier().text() + " to " + lower.tier().text() + ".", null, operationId))))
			.thenReturn(new Demoted(lower.id(), superfluous));
	}

	private static Version takingOver(Version lower, Version best) {
		return lower.toBuilder()
			.state(ProcessingState.PROCESSED)
			.rating(best.rating())
			.keywords(best.keywords())
			.location(best.location())
			.eventType(best.eventType())
			.eventName(best.eventName())
			.taken(best.takenAt(), best.takenSource())
			.coordinates(best.latitude(), best.longitude(), best.coordinatesSource())
			.build();
	}

	/**
	 * What a demotion left.
	 *
	 * @param superfluous the locations of files that no row names
	 */
	private record Demoted(UUID lowerId, List<String> superfluous) {
	}

}
