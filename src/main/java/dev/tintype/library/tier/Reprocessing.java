package dev.tintype.library.tier;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import dev.tintype.imaging.probe.PictureHeader;
import dev.tintype.library.face.FaceDraft;
import dev.tintype.library.face.FaceMatching;
import dev.tintype.library.file.FileFields;
import dev.tintype.library.file.LibraryFiles;
import dev.tintype.library.file.PictureReading;
import dev.tintype.library.file.ReadPicture;
import dev.tintype.library.version.Action;
import dev.tintype.library.version.Asset;
import dev.tintype.library.version.History;
import dev.tintype.library.version.HistoryEntry;
import dev.tintype.library.version.Version;
import dev.tintype.library.version.Versions;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.JsonFields;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Reads the file of a photo again, and stores what a model found.
 */
@Component
public class Reprocessing {

	private final AssetTurns turns;

	private final Versions versions;

	private final History history;

	private final AiResults results;

	private final LibraryFiles files;

	private final PictureReading reading;

	private final FaceMatching faces;

	Reprocessing(AssetTurns turns, Versions versions, History history, AiResults results, LibraryFiles files,
			PictureReading reading, FaceMatching faces) {
		this.turns = turns;
		this.versions = versions;
		this.history = history;
		this.results = results;
		this.files = files;
		this.reading = reading;
		this.faces = faces;
	}

	/**
	 * Reads a photo again.
	 * @param draft what a model found
	 * @return the id of the photo, after the commit; a problem of type {@code NOT_FOUND}
	 * or {@code CONFLICT}
	 */
	public Mono<UUID> reprocess(UUID photoId, AiDraft draft) {
		return this.turns.ofPhoto(photoId, (asset) -> {
			Version photo = TierRules.reprocess(asset, photoId);
			return this.files
				.withFile(photo.filePath(), (source) -> this.reading.read(source, null, null, asset.originalFilename()))
				.doOnNext((picture) -> checkFaces(draft, picture.header()))
				.flatMap((picture) -> this.turns.change(asset, (now) -> {
					Version before = TierRules.reprocess(now, photoId);
					TierRules.unchanged(photo, before);
					return write(now, before, picture, draft);
				}));
		});
	}

	private Mono<UUID> write(Asset asset, Version before, ReadPicture picture, AiDraft draft) {
		Version read = FileFields.read(before, picture).reviewed(false).build();
		List<HistoryEntry> entries = new ArrayList<>();
		entries.add(new HistoryEntry(asset.id(), before.id(), Action.REPROCESSED, null, null, null));
		if (draft.ai() != null) {
			entries.add(new HistoryEntry(asset.id(), before.id(), Action.AI_PROCESSED, null, null, null));
		}
		return this.results.save(asset, read, draft)
			.flatMap((after) -> this.versions.update(List.of(embedded(before, after))))
			.then((draft.faces() != null) ? this.faces.replace(asset.id(), before.id(), draft.faces()) : Mono.empty())
			.then(this.history.write(entries))
			.thenReturn(before.id());
	}

	private static void checkFaces(AiDraft draft, PictureHeader picture) {
		List<FaceDraft> faces = (draft.faces() != null) ? draft.faces() : List.of();
		JsonFields fields = new JsonFields(Json.MAPPER.createObjectNode(), "");
		for (int i = 0; i < faces.size(); i++) {
			if (!faces.get(i).box().isInside(picture.width(), picture.height())) {
				fields.fault("faces/" + i + "/bounding_box", FaceDraft.OUTSIDE);
			}
		}
		fields.check();
	}

	private static Version embedded(Version before, Version after) {
		boolean same = EmbeddedColumns.of(before, null).equals(EmbeddedColumns.of(after, null));
		return (before.embedded() == null || same) ? after : after.toBuilder().embedded(false).build();
	}

}
