package dev.tintype.library.tier;

import java.util.Objects;

import dev.tintype.caption.save.TakenCaptions;
import dev.tintype.imaging.xmp.Coordinates;
import dev.tintype.library.file.FileFields;
import dev.tintype.library.version.Asset;
import dev.tintype.library.version.Version;
import dev.tintype.library.version.VersionBuilder;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.stereotype.Component;

/**
 * Stores what a model found in a version and in the captions of its image.
 */
@Component
class AiResults {

	private static final String SOURCE = "ai";

	private final TakenCaptions taken;

	private final CaptionTexts captions;

	AiResults(TakenCaptions taken, CaptionTexts captions) {
		this.taken = taken;
		this.captions = captions;
	}

	/**
	 * Saves the description as a caption, in the transaction of the caller. If there is
	 * no description, the current caption becomes the description.
	 * @return the version with the results
	 */
	Mono<Version> save(Asset asset, Version version, AiDraft draft) {
		if (draft.ai() == null) {
			return Mono.just(version);
		}
		String text = AiMetadata.text(draft.ai(), AiMetadata.LONG);
		if (text == null || asset.imageId() == null) {
			return this.captions.find(asset.imageId())
				.map((caption) -> with(version, draft, caption.text()))
				.defaultIfEmpty(with(version, draft, null));
		}
		return this.taken.saveOfModel(asset.imageId(), text, draft.model()).thenReturn(with(version, draft, null));
	}

	/**
	 * Puts the results into a version.
	 * @param caption becomes the description if the results have none; may be null
	 */
	static Version with(Version version, AiDraft draft, @Nullable String caption) {
		if (draft.ai() == null) {
			return version;
		}
		ObjectNode ai = draft.ai().deepCopy();
		if (caption != null && AiMetadata.text(ai, AiMetadata.LONG) == null) {
			ai.put(AiMetadata.LONG, caption);
		}
		VersionBuilder changed = version.toBuilder().metadata(AiMetadata.in(version.metadata(), ai));
		String brief = AiMetadata.text(ai, AiMetadata.SHORT);
		if (brief != null) {
			changed.aiShortDescription(brief);
		}
		Coordinates place = FileFields.ofModel(ai);
		boolean isFree = version.latitude() == null || Objects.equals(version.coordinatesSource(), SOURCE);
		if (place != null && isFree) {
			changed.coordinates(place.latitude(), place.longitude(), SOURCE);
		}
		return changed.build();
	}

}
