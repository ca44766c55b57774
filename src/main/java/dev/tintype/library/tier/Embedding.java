package dev.tintype.library.tier;

import java.util.List;
import java.util.UUID;

import dev.tintype.library.file.FileChange;
import dev.tintype.library.file.FileNaming;
import dev.tintype.library.file.LibraryFile;
import dev.tintype.library.file.LibraryFiles;
import dev.tintype.library.version.Action;
import dev.tintype.library.version.Asset;
import dev.tintype.library.version.History;
import dev.tintype.library.version.HistoryEntry;
import dev.tintype.library.version.Version;
import dev.tintype.library.version.Versions;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Writes the file of a gold photo again, with the current data of its row.
 */
@Component
public class Embedding {

	private final AssetTurns turns;

	private final Versions versions;

	private final History history;

	private final EmbeddedSources sources;

	private final LibraryFiles files;

	private final GoldFiles goldFiles;

	private final FileNaming naming;

	private final FileChange change;

	Embedding(AssetTurns turns, Versions versions, History history, EmbeddedSources sources, LibraryFiles files,
			GoldFiles goldFiles, FileNaming naming, FileChange change) {
		this.turns = turns;
		this.versions = versions;
		this.history = history;
		this.sources = sources;
		this.files = files;
		this.goldFiles = goldFiles;
		this.naming = naming;
		this.change = change;
	}

	/**
	 * Writes the file of a gold photo.
	 * @return the id of the photo, after the commit; a problem of type {@code NOT_FOUND}
	 * or {@code CONFLICT}
	 */
	public Mono<UUID> embed(UUID photoId) {
		return this.turns.ofPhoto(photoId, (asset) -> {
			Version gold = TierRules.embed(asset, photoId);
			return this.sources.read(asset, gold)
				.flatMap((embedded) -> this.goldFiles.with(source(asset, gold), embedded.fields(),
						(file) -> replace(asset, gold, file, embedded)));
		});
	}

	// The lower file has the values of the camera. They come back where a user has taken
	// a correction back.
	private static Version source(Asset asset, Version gold) {
		int below = asset.versions().size() - 2;
		return (below >= 0) ? asset.versions().get(below) : gold;
	}

	private Mono<UUID> replace(Asset asset, Version gold, LibraryFile file, Embedded embedded) {
		return this.naming.place(gold, asset.originalFilename())
			.flatMap((place) -> this.files.move(file, place))
			.flatMap((location) -> this.change.record(List.of(location), this.turns.change(asset, (now) -> {
				Version before = TierRules.embed(now, gold.id());
				TierRules.unchanged(gold, before);
				return this.sources.pictured(asset)
					.flatMap((pictured) -> this.versions.update(List.of(embedded.in(before, location, file, pictured))))
					.then(this.history
						.write(List.of(new HistoryEntry(now.id(), before.id(), Action.EMBEDDED, null, null, null))))
					.thenReturn(before.id());
			}), (id) -> List.of(gold.filePath())));
	}

}
