package dev.tintype.caption.claim;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import dev.tintype.caption.claim.RunResult.Status;
import dev.tintype.caption.run.Run;
import dev.tintype.caption.save.CaptionDraft;
import dev.tintype.caption.save.CaptionResult;
import dev.tintype.caption.save.CaptionWrite;
import dev.tintype.caption.save.CaptionWriter;
import dev.tintype.data.batch.BatchSettings;
import dev.tintype.data.batch.Chunks;
import dev.tintype.data.sql.Transactions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Saves the results of workers. A chunk is one transaction: it saves the captions,
 * releases the claims of the worker, and counts.
 */
@Component
class Results {

	private final CaptionWriter writer;

	private final HeldClaims held;

	private final RunRow runs;

	private final Transactions transactions;

	private final BatchSettings settings;

	Results(CaptionWriter writer, HeldClaims held, RunRow runs, Transactions transactions, BatchSettings settings) {
		this.writer = writer;
		this.held = held;
		this.runs = runs;
		this.transactions = transactions;
		this.settings = settings;
	}

	/**
	 * Saves chunks one after the other, in their order.
	 * @return a list of results for each chunk, emitted when the chunk is committed
	 */
	Flux<List<RunResult>> save(Run run, String worker, Flux<List<ResultDraft>> chunks) {
		return chunks.concatMap((chunk) -> saveChunk(run, worker, chunk), 1);
	}

	/**
	 * Saves a batch.
	 * @param drafts in order
	 */
	Mono<ResultAnswer> saveBatch(Run run, String worker, List<ResultDraft> drafts) {
		return save(run, worker, Flux.fromIterable(Chunks.cut(drafts, this.settings.chunkSize())))
			.collect(ArrayList<RunResult>::new, List::addAll)
			.map((results) -> ResultAnswer.of(run.id(), results));
	}

	private Mono<List<RunResult>> saveChunk(Run run, String worker, List<ResultDraft> chunk) {
		List<UUID> ids = chunk.stream().map(ResultDraft::imageId).filter(Objects::nonNull).distinct().toList();
		return this.transactions.run(this.held.lock(run.id(), worker, ids)
			.flatMap((attempts) -> saveCaptions(run, chunk)
				.flatMap((results) -> settle(run, worker, chunk, results, attempts).thenReturn(results))));
	}

	private Mono<List<RunResult>> saveCaptions(Run run, List<ResultDraft> chunk) {
		List<CaptionDraft> drafts = new ArrayList<>();
		for (ResultDraft draft : chunk) {
			if (isCaption(draft)) {
				drafts.add(CaptionDraft.of(Objects.requireNonNull(draft.imageId()), draft.caption(), run.source(),
						run.model()));
			}
		}
		Mono<List<CaptionResult.Status>> saved = drafts.isEmpty() ? Mono.just(List.of())
				: this.writer.save(CaptionWrite.of(drafts, run.operation()));
		return saved.map((statuses) -> {
			Iterator<CaptionResult.Status> next = statuses.iterator();
			return chunk.stream()
				.map((draft) -> isCaption(draft) ? new RunResult(draft.imageText(), Status.of(next.next()), null)
						: unsaved(draft))
				.toList();
		});
	}

	private static boolean isCaption(ResultDraft draft) {
		return draft.fault() == null && draft.caption() != null && draft.imageId() != null;
	}

	private static RunResult unsaved(ResultDraft draft) {
		Status status = (draft.fault() != null) ? Status.INVALID
				: (draft.imageId() == null) ? Status.MISSING : Status.FAILED;
		return new RunResult(draft.imageText(), status, draft.fault());
	}

	// The first result of an image decides about its claim.
	private Mono<Void> settle(Run run, String worker, List<ResultDraft> chunk, List<RunResult> results,
			Map<UUID, Integer> attempts) {
		List<UUID> ended = new ArrayList<>();
		Map<UUID, String> failures = new LinkedHashMap<>();
		long done = 0;
		long failed = 0;
		Map<UUID, Integer> open = new LinkedHashMap<>(attempts);
		for (int i = 0; i < chunk.size(); i++) {
			UUID image = chunk.get(i).imageId();
			Integer before = (image != null) ? open.remove(image) : null;
			if (image == null || before == null) {
				continue;
			}
			switch (results.get(i).status()) {
				case SAVED, KEPT -> {
					done++;
					ended.add(image);
				}
				case MISSING -> ended.add(image);
				case INVALID, FAILED -> {
					failures.put(image, chunk.get(i).reason());
					failed += (before + 1 >= run.maxAttempts()) ? 1 : 0;
				}
			}
		}
		Mono<Boolean> finished = attempts.isEmpty() ? Mono.just(false) : this.runs.finishUnlessNewer(run.id());
		return this.held.release(run.id(), ended)
			.then(this.held.fail(run, failures))
			.then(this.runs.count(run.id(), done, failed))
			.then(this.runs.seen(run.id(), worker, done))
			.then(finished)
			.then();
	}

}
