package dev.tintype.caption.save;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

import dev.tintype.caption.save.CaptionResult.Status;
import dev.tintype.data.batch.BatchSettings;
import dev.tintype.data.batch.Chunks;
import dev.tintype.data.sql.Transactions;
import dev.tintype.data.sql.Turns;
import dev.tintype.support.Ids;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;
import reactor.util.retry.RetryBackoffSpec;

import org.springframework.stereotype.Component;

/**
 * Saves captions in batches and streams. A chunk is one statement. Chunks run
 * concurrently unless they contain the same image.
 */
@Component
class CaptionBatches {

	private final CaptionWriter statement;

	private final CurrentCaptions current;

	private final Transactions transactions;

	private final BatchSettings settings;

	/** Longer than a save whose connection fails. */
	private static final Duration PATIENCE = Duration.ofSeconds(10);

	/**
	 * Shared by all requests, so that two saves of an image never wait for each other in
	 * the database.
	 */
	private final Turns<UUID> turns = new Turns<>(PATIENCE);

	CaptionBatches(CaptionWriter statement, CurrentCaptions current, Transactions transactions,
			BatchSettings settings) {
		this.statement = statement;
		this.current = current;
		this.transactions = transactions;
		this.settings = settings;
	}

	/**
	 * Saves chunks, each in its own transaction. If an image occurs twice, its later
	 * caption always becomes current.
	 * @param chunks of a batch or stream, in order
	 * @return one list of results per chunk, in order, emitted when the chunk is
	 * committed
	 */
	Flux<List<CaptionResult>> save(Flux<List<CaptionDraft>> chunks, CaptionOperation operation) {
		return Chunks.runKeyed(this.turns, chunks, this.settings.concurrency(), CaptionDraft::imageId,
				(chunk) -> saveChunk(chunk, operation));
	}

	/**
	 * Saves a batch.
	 * @param drafts in order
	 */
	Mono<CaptionAnswer> saveBatch(List<CaptionDraft> drafts, CaptionOperation operation) {
		Mono<CaptionAnswer> saved = save(Flux.fromIterable(Chunks.cut(drafts, this.settings.chunkSize())), operation)
			.collect(ArrayList<CaptionResult>::new, List::addAll)
			.map((results) -> CaptionAnswer.of(operation.operationId(), results));
		return Mono.deferContextual((context) -> Transactions.isActive(context) ? lockAll(drafts).then(saved) : saved);
	}

	/**
	 * Saves a batch in the background and retries each chunk until it is saved. A retry
	 * never saves a caption twice, even if the response of the database was lost. The
	 * caption keeps its id, and the table refuses the same id again.
	 * @param drafts in order
	 * @param retry the retry policy for a chunk
	 * @return completes when all chunks are saved
	 */
	Mono<Void> saveInsistently(List<CaptionDraft> drafts, CaptionOperation operation, RetryBackoffSpec retry) {
		Retry unlessSaved = retry.filter((ex) -> !Transactions.isDoubledKey(ex));
		// Separate turns, so that no request waits behind these retries.
		return Chunks.runKeyed(new Turns<>(), Flux.fromIterable(Chunks.cut(drafts, this.settings.chunkSize())),
				this.settings.concurrency(), CaptionDraft::imageId,
				(chunk) -> saveChunk(chunk, operation).retryWhen(unlessSaved)
					.onErrorComplete(Transactions::isDoubledKey))
			.then();
	}

	/**
	 * Saves all captions of a batch or none.
	 * @param drafts in order
	 * @return the results; a problem of type {@code BATCH_REFUSED} that contains them
	 * when any item cannot be saved
	 */
	Mono<CaptionAnswer> saveAtomically(List<CaptionDraft> drafts, CaptionOperation operation) {
		Mono<CaptionAnswer> saved = this.transactions
			.run(Mono.defer(() -> saveBatch(drafts, operation)).map((answer) -> {
				if (answer.saved() < drafts.size()) {
					throw refused(answer);
				}
				return answer;
			}));
		// A caller that waited for a turn inside a transaction would hold a connection
		// that the owner of the turn may need.
		return Mono.deferContextual((context) -> Transactions.isActive(context) ? saved
				: this.turns.takeAll(List.of(imageIds(drafts)), saved));
	}

	/**
	 * Saves one caption.
	 * @param expected the text that must be current, empty for none; null for any
	 * @return saved, kept or missing; a problem of type {@code CONFLICT} if another text
	 * is current
	 */
	Mono<Status> saveOne(CaptionDraft draft, CaptionOperation operation, @Nullable String expected) {
		if (expected == null) {
			return save(Flux.just(List.of(draft)), operation).single().map((results) -> results.get(0).status());
		}
		return locked(draft, (text) -> {
			if (!text.equals(expected)) {
				throw new ProblemException(ProblemType.CONFLICT,
						"The current caption is not the expected text. Read the image again.");
			}
			return saveOne(draft, operation, null);
		});
	}

	/**
	 * Clears the current caption of an image.
	 * @return saved if it had one, kept if it had none, or missing
	 */
	Mono<Status> clearOne(UUID imageId, CaptionOperation operation) {
		CaptionDraft draft = CaptionDraft.of(imageId, null, CaptionSource.HUMAN, null);
		return locked(draft, (text) -> text.isEmpty() ? Mono.just(Status.KEPT) : saveOne(draft, operation, null));
	}

	private Mono<Status> locked(CaptionDraft draft, Function<String, Mono<Status>> work) {
		List<UUID> images = List.of(imageIds(List.of(draft)));
		return this.turns.takeAll(images, this.transactions
			.run(this.current.lockText(images.get(0)).flatMap(work).defaultIfEmpty(Status.MISSING)));
	}

	private Mono<List<CaptionResult>> saveChunk(List<CaptionDraft> chunk, CaptionOperation operation) {
		List<CaptionDraft> saveable = chunk.stream().filter(CaptionDraft::isSaveable).toList();
		Mono<List<Status>> statuses = saveable.isEmpty() ? Mono.just(List.of())
				: this.statement.save(CaptionWrite.of(saveable, operation));
		return statuses.map((found) -> {
			Iterator<Status> next = found.iterator();
			return chunk.stream()
				.map((draft) -> draft.isSaveable() ? new CaptionResult(draft.imageText(), next.next(), null)
						: CaptionResult.unsaveable(draft))
				.toList();
		});
	}

	private Mono<Void> lockAll(List<CaptionDraft> drafts) {
		return this.current.lock(List.of(imageIds(drafts))).then();
	}

	// Each image once, sorted.
	private static UUID[] imageIds(List<CaptionDraft> drafts) {
		return drafts.stream()
			.filter(CaptionDraft::isSaveable)
			.map((draft) -> Objects.requireNonNull(draft.imageId()))
			.distinct()
			.sorted(Ids.ORDER)
			.toArray(UUID[]::new);
	}

	private static ProblemException refused(CaptionAnswer answer) {
		List<CaptionResult> results = answer.results()
			.stream()
			.map((result) -> (result.status() == Status.SAVED)
					? new CaptionResult(result.imageId(), Status.REFUSED, null) : result)
			.toList();
		return new ProblemException(ProblemType.BATCH_REFUSED,
				(results.size() - answer.saved()) + " of " + results.size() + " captions cannot be saved.")
			.with("results", results);
	}

}
