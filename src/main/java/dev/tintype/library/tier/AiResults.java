package dev.tintype.library.tier;

import java.util.Objects;

import dev.tintype.caption.save.TakenCaptions;
import dev.tintype.imaging.xmp.Coordinates;
import dev.tintype.library.file.FileFields;
import dev.tintype.library.version.Asset;
import dev.tintype.library.version.Version;
import dev.tintype.library.version.VersionBuilder;
import dev.tintype.web.http.Json;
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
		Version changed = with(version, draft);
		String text = AiMetadata.text(draft.ai(), AiMetadata.LONG);
		return (text == null || asset.imageId() == null) ? describe(asset, changed)
				: this.taken.saveOfModel(asset.imageId(), text, draft.model()).thenReturn(changed);
	}

	/**
	 * Makes the current caption the description of a version that has none.
	 * @return the version, which may be equal
	 */
	Mono<Version> describe(Asset asset, Version version) {
		if (AiMetadata.of(version) instanceof ObjectNode ai && AiMetadata.text(ai, AiMetadata.LONG) != null) {
			return Mono.just(version);
		}
		return this.captions.find(asset.imageId())
			.map((caption) -> described(version, caption.text()))
			.defaultIfEmpty(version);
	}

	private static Version described(Version version, String caption) {
		ObjectNode ai = (AiMetadata.of(version) instanceof ObjectNode known) ? known.deepCopy()
				: Json.MAPPER.createObjectNode();
		ai.put(AiMetadata.LONG, caption);
		return version.toBuilder().metadata(AiMetadata.in(version.metadata(), ai)).build();
	}

	/**
	 * Puts the results into a version.
	 */
	static Version with(Version version, AiDraft draft) {
		if (draft.ai() == null) {
			return version;
		}
		ObjectNode ai = draft.ai();
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
