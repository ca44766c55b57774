package dev.tintype.caption.save;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.caption.save.CaptionResult.Status;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Saves captions that the service takes from picture files or from the output of a model.
 * They belong to the transaction of the caller.
 */
@Component
public class TakenCaptions {

	private final CaptionWriter writer;

	TakenCaptions(CaptionWriter writer) {
		this.writer = writer;
	}

	/**
	 * Saves captions with the source {@code import}, as one operation.
	 * @param texts by image, at most a chunk, each valid as a caption; may be empty
	 * @return completes when they are saved
	 */
	public Mono<Void> saveImported(Map<UUID, String> texts) {
		List<CaptionDraft> drafts = new ArrayList<>();
		texts.forEach((image, text) -> drafts.add(CaptionDraft.of(image, text, CaptionSource.IMPORT, null)));
		return drafts.isEmpty() ? Mono.empty()
				: this.writer.save(CaptionWrite.of(drafts, CaptionOperation.ofMany(CaptionKind.IMPORT, null, false)))
					.then();
	}

	/**
	 * Saves the caption of a model.
	 * @param text valid as a caption
	 * @param model its name, null if it is unknown
	 * @return whether it became the current caption; false if that has a higher rank
	 */
	public Mono<Boolean> saveOfModel(UUID imageId, String text, @Nullable String model) {
		CaptionDraft draft = CaptionDraft.of(imageId, text, CaptionSource.MODEL, model);
		return this.writer.save(CaptionWrite.of(List.of(draft), CaptionOperation.ofOne(CaptionKind.SAVE, null, false)))
			.map((statuses) -> statuses.get(0) == Status.SAVED);
	}

}
