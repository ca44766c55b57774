package dev.tintype.library.tier;

import java.util.List;

import dev.tintype.library.face.PicturedPeople;
import dev.tintype.library.face.PicturedPeople.Pictured;
import dev.tintype.library.version.Asset;
import dev.tintype.library.version.Version;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Reads what is embedded in the file of a version: its columns, the caption of its image
 * and the people in the picture.
 */
@Component
class EmbeddedSources {

	private final CaptionTexts captions;

	private final PicturedPeople people;

	EmbeddedSources(CaptionTexts captions, PicturedPeople people) {
		this.captions = captions;
		this.people = people;
	}

	/**
	 * Reads what the file of a version is to say.
	 */
	Mono<Embedded> read(Asset asset, Version version) {
		Mono<List<CaptionText>> caption = this.captions.find(asset.imageId()).map(List::of).defaultIfEmpty(List.of());
		return caption.zipWith(pictured(asset), (found, pictured) -> {
			CaptionText current = found.isEmpty() ? null : found.get(0);
			return new Embedded(EmbeddedColumns.of(version, (current != null) ? current.text() : null, pictured),
					current);
		});
	}

	/**
	 * Reads who is in the picture of an asset.
	 */
	Mono<Pictured> pictured(Asset asset) {
		return this.people.find(asset.id());
	}

}
