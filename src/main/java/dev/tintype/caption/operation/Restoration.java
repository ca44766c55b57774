package dev.tintype.caption.operation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import dev.tintype.caption.save.CaptionAnswer;
import dev.tintype.caption.save.CaptionDraft;
import dev.tintype.caption.save.CaptionOperation;
import dev.tintype.caption.save.CaptionResult;
import dev.tintype.caption.save.CaptionResult.Status;
import dev.tintype.caption.save.CaptionSource;
import dev.tintype.caption.save.CaptionWrite;
import dev.tintype.caption.save.CaptionWriter;
import dev.tintype.caption.save.CurrentCaptions;
import dev.tintype.caption.save.LockedImage;
import dev.tintype.data.batch.BatchSettings;
import dev.tintype.data.batch.Chunks;
import dev.tintype.data.sql.Transactions;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Saves captions of the history again. Their source becomes {@code human}, so that no
 * model replaces what a person chose. The choice of a cleared caption clears the image.
 */
@Component
class Restoration {

	private final CaptionHistory history;

	private final CaptionWriter writer;

	private final CurrentCaptions current;

	private final Transactions transactions;

	private final BatchSettings settings;

	Restoration(CaptionHistory history, CaptionWriter writer, CurrentCaptions current, Transactions transactions,
			BatchSettings settings) {
		this.history = history;
		this.writer = writer;
		this.current = current;
		this.transactions = transactions;
		this.settings = settings;
	}

	/**
	 * Restores captions in one transaction.
	 * @param choices in order; if an image occurs twice, the later choice is current
	 * @return the result of each, in order. {@code kept} means that there was nothing to
	 * clear
	 */
	Mono<CaptionAnswer> restore(List<ChoiceDraft> choices, CaptionOperation operation) {
		Set<UUID> images = new HashSet<>();
		choices.stream().map(ChoiceDraft::imageId).filter(Objects::nonNull).forEach(images::add);
		return this.transactions.run(this.current.lock(images)
			.flatMap((locked) -> Flux.fromIterable(Chunks.cut(choices, this.settings.chunkSize()))
				.concatMap((chunk) -> restoreChunk(chunk, locked, operation), 1)
				.collect(ArrayList<CaptionResult>::new, List::addAll))
			.map((results) -> CaptionAnswer.of(operation.operationId(), results)));
	}

	private Mono<List<CaptionResult>> restoreChunk(List<ChoiceDraft> chunk, Map<UUID, LockedImage> locked,
			CaptionOperation operation) {
		Collection<UUID> ids = new HashSet<>();
		chunk.stream().map(ChoiceDraft::captionId).filter(Objects::nonNull).forEach(ids::add);
		Mono<Map<UUID, Caption>> found = ids.isEmpty() ? Mono.just(Map.of()) : this.history.findAll(ids);
		return found.flatMap((captions) -> {
			List<Status> statuses = new ArrayList<>();
			List<CaptionDraft> drafts = new ArrayList<>();
			Set<UUID> written = new HashSet<>();
			for (ChoiceDraft choice : chunk) {
				Caption caption = (choice.captionId() != null) ? captions.get(choice.captionId()) : null;
				LockedImage image = (choice.imageId() != null) ? locked.get(choice.imageId()) : null;
				Status status = judge(choice, caption, image, written);
				statuses.add(status);
				if (status == Status.SAVED) {
					Caption chosen = Objects.requireNonNull(caption);
					written.add(chosen.imageId());
					drafts.add(CaptionDraft.of(chosen.imageId(), chosen.text(), CaptionSource.HUMAN, chosen.model()));
				}
			}
			Mono<?> saved = drafts.isEmpty() ? Mono.empty() : this.writer.save(CaptionWrite.of(drafts, operation));
			return saved.then(Mono.fromSupplier(() -> results(chunk, statuses)));
		});
	}

	private static Status judge(ChoiceDraft choice, @Nullable Caption caption, @Nullable LockedImage image,
			Set<UUID> written) {
		if (choice.fault() != null) {
			return Status.INVALID;
		}
		if (caption == null || image == null || !caption.imageId().equals(image.imageId())) {
			return Status.MISSING;
		}
		boolean nothingToClear = caption.text() == null && image.rank() == 0 && !written.contains(image.imageId());
		return nothingToClear ? Status.KEPT : Status.SAVED;
	}

	private static List<CaptionResult> results(List<ChoiceDraft> chunk, List<Status> statuses) {
		List<CaptionResult> results = new ArrayList<>();
		for (int i = 0; i < chunk.size(); i++) {
			results.add(new CaptionResult(chunk.get(i).imageText(), statuses.get(i), chunk.get(i).fault()));
		}
		return results;
	}

}
