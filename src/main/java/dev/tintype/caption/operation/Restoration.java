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
			.map(Images::new)
			.flatMap((locked) -> Flux.fromIterable(Chunks.cut(choices, this.settings.chunkSize()))
				.concatMap((chunk) -> restoreChunk(chunk, locked, operation), 1)
				.collect(ArrayList<CaptionResult>::new, List::addAll))
			.map((results) -> CaptionAnswer.of(operation.operationId(), results)));
	}

	private Mono<List<CaptionResult>> restoreChunk(List<ChoiceDraft> chunk, Images images, CaptionOperation operation) {
		Collection<UUID> ids = new HashSet<>();
		chunk.stream().map(ChoiceDraft::captionId).filter(Objects::nonNull).forEach(ids::add);
		Mono<Map<UUID, Caption>> found = ids.isEmpty() ? Mono.just(Map.of()) : this.history.findAll(ids);
		return found.flatMap((captions) -> {
			List<Status> statuses = new ArrayList<>();
			List<CaptionDraft> drafts = new ArrayList<>();
			for (ChoiceDraft choice : chunk) {
				Caption caption = (choice.captionId() != null) ? captions.get(choice.captionId()) : null;
				Status status = images.judge(choice, caption);
				statuses.add(status);
				if (status == Status.SAVED) {
					Caption chosen = Objects.requireNonNull(caption);
					drafts.add(CaptionDraft.of(chosen.imageId(), chosen.text(), CaptionSource.HUMAN, chosen.model()));
				}
			}
			Mono<?> saved = drafts.isEmpty() ? Mono.empty() : this.writer.save(CaptionWrite.of(drafts, operation));
			return saved.then(Mono.fromSupplier(() -> results(chunk, statuses)));
		});
	}

	private static List<CaptionResult> results(List<ChoiceDraft> chunk, List<Status> statuses) {
		List<CaptionResult> results = new ArrayList<>();
		for (int i = 0; i < chunk.size(); i++) {
			results.add(new CaptionResult(chunk.get(i).imageText(), statuses.get(i), chunk.get(i).fault()));
		}
		return results;
	}

	/**
	 * The images of all chunks. It knows which of them have a caption, also after the
	 * choices so far.
	 */
	private static final class Images {

		private final Set<UUID> known;

		private final Set<UUID> captioned = new HashSet<>();

		Images(Map<UUID, LockedImage> locked) {
			this.known = locked.keySet();
			locked.values()
				.stream()
				.filter((image) -> image.rank() > 0)
				.map(LockedImage::imageId)
				.forEach(this.captioned::add);
		}

		Status judge(ChoiceDraft choice, @Nullable Caption caption) {
			if (choice.fault() != null) {
				return Status.INVALID;
			}
			UUID image = choice.imageId();
			if (caption == null || image == null || !this.known.contains(image) || !caption.imageId().equals(image)) {
				return Status.MISSING;
			}
			if (caption.text() != null) {
				this.captioned.add(image);
				return Status.SAVED;
			}
			return this.captioned.remove(image) ? Status.SAVED : Status.KEPT;
		}

	}

}
