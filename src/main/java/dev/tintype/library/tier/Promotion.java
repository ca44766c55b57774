package dev.tintype.library.tier;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.imaging.xmp.EmbeddedFields;
import dev.tintype.library.file.FileChange;
import dev.tintype.library.file.FileNaming;
import dev.tintype.library.file.LibraryFile;
import dev.tintype.library.file.LibraryFiles;
import dev.tintype.library.version.Action;
import dev.tintype.library.version.Asset;
import dev.tintype.library.version.History;
import dev.tintype.library.version.HistoryEntry;
import dev.tintype.library.version.ProcessingState;
import dev.tintype.library.version.Tier;
import dev.tintype.library.version.Version;
import dev.tintype.library.version.Versions;
import dev.tintype.support.Ids;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Makes the version of the next tier: a copy of the file in silver, and a copy with
 * embedded metadata in gold.
 */
@Component
public class Promotion {

	private final AssetTurns turns;

	private final Versions versions;

	private final History history;

	private final EmbeddedSources sources;

	private final AiResults results;

	private final LibraryFiles files;

	private final GoldFiles goldFiles;

	private final FileNaming naming;

	private final FileChange change;

	Promotion(AssetTurns turns, Versions versions, History history, EmbeddedSources sources, AiResults results,
			LibraryFiles files, GoldFiles goldFiles, FileNaming naming, FileChange change) {
		this.turns = turns;
		this.versions = versions;
		this.history = history;
		this.sources = sources;
		this.results = results;
		this.files = files;
		this.goldFiles = goldFiles;
		this.naming = naming;
		this.change = change;
	}

	/**
	 * Makes the silver version of a bronze photo.
	 * @param draft what a model found
	 * @param operationId of a batch, or null
	 * @return the id of the silver photo, after the commit; a problem of type
	 * {@code NOT_FOUND} or {@code CONFLICT}
	 */
	public Mono<UUID> process(UUID photoId, AiDraft draft, @Nullable UUID operationId) {
		return this.turns.ofPhoto(photoId, (asset) -> {
			Version bronze = TierRules.process(asset, photoId);
			Version planned = AiResults.with(silver(bronze), draft);
			return this.naming.place(planned, asset.originalFilename())
				.flatMap((place) -> this.files.copy(bronze.filePath(), place, bronze.fileSize(), bronze.fileHash(),
						bronze.mimeType()))
				.flatMap((location) -> this.change.record(List.of(location), this.turns.change(asset, (now) -> {
					Version from = TierRules.process(now, photoId);
					TierRules.unchanged(bronze, from);
					return this.results.save(now, silver(from).toBuilder().filePath(location).build(), draft)
						.flatMap((silver) -> this.results.describe(now, silver))
						.flatMap((silver) -> raise(now, from, silver, operationId, (draft.ai() != null)
								? List.of(Action.PROMOTED, Action.AI_PROCESSED) : List.of(Action.PROMOTED)));
				}), (id) -> List.of()));
		});
	}

	private static Version silver(Version bronze) {
		return next(bronze, Tier.SILVER).toBuilder().reviewed(false).build();
	}

	private static Version next(Version lower, Tier tier) {
		return lower.toBuilder()
			.id(Ids.next())
			.tier(tier)
			.state(ProcessingState.PROCESSED)
			.createdAt(Instant.now().truncatedTo(ChronoUnit.MICROS))
			.build();
	}

	/**
	 * Makes the gold version of a reviewed silver photo.
	 * @param operationId of a batch, or null
	 * @return the id of the gold photo, after the commit; a problem of type
	 * {@code NOT_FOUND} or {@code CONFLICT}
	 */
	public Mono<UUID> promote(UUID photoId, @Nullable UUID operationId) {
		return this.turns.ofPhoto(photoId, (asset) -> {
			Version silver = TierRules.promote(asset, photoId);
			return this.sources.read(asset, silver).flatMap((embedded) -> {
				EmbeddedFields fields = embedded.fields();
				return this.goldFiles.with(silver, fields,
						(file) -> promote(asset, silver, file, embedded, operationId));
			});
		});
	}

	private Mono<UUID> promote(Asset asset, Version silver, LibraryFile file, Embedded embedded,
			@Nullable UUID operationId) {
		return this.naming.place(next(silver, Tier.GOLD), asset.originalFilename())
			.flatMap((place) -> this.files.move(file, place))
			.flatMap((location) -> this.change.record(List.of(location), this.turns.change(asset, (now) -> {
				Version from = TierRules.promote(now, silver.id());
				TierRules.unchanged(silver, from);
				return this.sources.pictured(asset)
					.flatMap(
							(pictured) -> raise(now, from, embedded.in(next(from, Tier.GOLD), location, file, pictured),
									operationId, List.of(Action.PROMOTED, Action.EMBEDDED)));
			}), (id) -> List.of()));
	}

	private Mono<UUID> raise(Asset asset, Version lower, Version higher, @Nullable UUID operationId,
			List<Action> actions) {
		List<HistoryEntry> entries = new ArrayList<>();
		for (Action action : actions) {
			String details = (action == Action.PROMOTED)
					? "From " + lower.tier().text() + " to " + higher.tier().text() + "." : null;
			entries.add(new HistoryEntry(asset.id(), higher.id(), action, details, null, operationId));
		}
		boolean isBest = higher.tier().compareTo(asset.best().tier()) > 0;
		return this.versions.insert(List.of(higher))
			.then(this.versions.update(List.of(lower.toBuilder().state(ProcessingState.PROMOTED).build())))
			.then(this.versions.movePointers(isBest ? Map.of(asset.best().id(), higher.id()) : Map.of()))
			.then(this.history.write(entries))
			.thenReturn(higher.id());
	}

}
