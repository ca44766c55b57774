package dev.tintype.text.promptsave;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.tintype.data.batch.BatchSettings;
import dev.tintype.data.batch.Chunks;
import dev.tintype.data.batch.Coalescer;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Transactions;
import dev.tintype.data.sql.Turns;
import dev.tintype.text.prompt.Prompt;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Saves prompts. Single saves that wait at the same time share a statement (ADR 7), so
 * that saves of one popular prompt do not queue. Batches and streams are saved in chunks.
 */
@Component
class PromptBatches {

	private static final int MOST_SINGLES = 500;

	private final PromptWriter statement;

	private final PromptPictures pictures;

	private final BatchSettings settings;

	private final Coalescer<Single, SavedPrompt> singles;

	PromptBatches(PromptWriter statement, PromptPictures pictures, BatchSettings settings, Dialect dialect) {
		this.statement = statement;
		this.pictures = pictures;
		this.settings = settings;
		// On H2 a second statement would only wait for the locks of the first.
		this.singles = new Coalescer<>(dialect.choose(1, 2), MOST_SINGLES, this::saveSingles);
	}

	/**
	 * Saves one use.
	 * @return the prompt after this use
	 */
	Mono<SavedPrompt> saveOne(PromptUse use) {
		return Mono.deferContextual((context) -> Transactions.isActive(context)
				? saveUses(List.of(use)).map((saved) -> saved.get(0)) : this.singles.get(new Single(use)));
	}

	/**
	 * Saves chunks, each in its own transaction.
	 * @param chunks of a batch or stream, in order
	 * @return one list of results per chunk, in order, emitted when the chunk is
	 * committed
	 */
	Flux<List<PromptResult>> save(Flux<List<PromptDraft>> chunks) {
		return Chunks.runKeyed(new Turns<>(), chunks, this.settings.concurrency(), PromptDraft::hash,
				(chunk) -> this.pictures.illustrateAll(chunk).flatMap(this::saveChunk));
	}

	/**
	 * Saves a batch.
	 * @param drafts in order
	 * @return the results and their counts
	 */
	Mono<PromptAnswer> saveBatch(List<PromptDraft> drafts) {
		return save(Flux.fromIterable(Chunks.cut(drafts, this.settings.chunkSize())))
			.collect(ArrayList<PromptResult>::new, List::addAll)
			.map(PromptAnswer::of);
	}

	/**
	 * Saves a batch in one transaction and with one statement, which locks the prompts in
	 * the order that all writers use.
	 * @param uses in order
	 * @param atomic whether an invalid item prevents the save of all items
	 * @return the results and their counts; a problem of type {@code BATCH_REFUSED} with
	 * the results if an invalid item prevented the save
	 */
	Mono<PromptAnswer> saveWhole(List<PromptUse> uses, boolean atomic) {
		long invalid = uses.stream().filter((use) -> use.draft().fault() != null).count();
		if (atomic && invalid > 0) {
			return Mono.error(new ProblemException(ProblemType.BATCH_REFUSED,
					invalid + " of " + uses.size() + " prompts cannot be saved.")
				.with("results", uses.stream().map(PromptResult::unsaved).toList()));
		}
		return saveChunk(uses).map(PromptAnswer::of);
	}

	private Mono<List<PromptResult>> saveChunk(List<PromptUse> chunk) {
		return saveUses(chunk.stream().filter((use) -> use.draft().fault() == null).toList()).map((saved) -> {
			Iterator<SavedPrompt> next = saved.iterator();
			return chunk.stream()
				.map((use) -> (use.draft().fault() == null) ? PromptResult.of(next.next()) : PromptResult.unsaved(use))
				.toList();
		});
	}

	private Mono<Map<Single, SavedPrompt>> saveSingles(List<Single> together) {
		return saveUses(together.stream().map(Single::use).toList()).map((saved) -> {
			Map<Single, SavedPrompt> answers = new HashMap<>();
			for (int i = 0; i < saved.size(); i++) {
				answers.put(together.get(i), saved.get(i));
			}
			return answers;
		});
	}

	// The results are the same as if the uses had been saved one after the other.
	private Mono<List<SavedPrompt>> saveUses(List<PromptUse> uses) {
		if (uses.isEmpty()) {
			return Mono.just(List.of());
		}
		PromptWrite write = new PromptWrite(uses);
		return this.statement.save(write).map((prompts) -> {
			Map<String, Long> behind = new HashMap<>();
			List<SavedPrompt> saved = new ArrayList<>(uses.size());
			for (PromptUse use : uses) {
				String hash = use.normal().hash();
				Prompt prompt = Objects.requireNonNull(prompts.get(hash));
				long total = behind.merge(hash, prompt.totalUses() - write.count(hash) + 1,
						(before, first) -> before + 1);
				saved.add(new SavedPrompt(prompt.with(total), use.pictureFault()));
			}
			return saved;
		});
	}

	/**
	 * A save by identity: two saves with the same content are not equal.
	 */
	private static final class Single {

		private final PromptUse use;

		Single(PromptUse use) {
			this.use = use;
		}

		PromptUse use() {
			return this.use;
		}

	}

}
