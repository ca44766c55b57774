package dev.tintype.text.prompt;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.tintype.data.batch.BatchSettings;
import dev.tintype.data.sql.Transactions;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.JsonFields;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.stereotype.Component;

/**
 * Deletes prompts without a picture that have not been used for a while. It deletes chunk
 * by chunk in the order of the ids. A concurrent save of such a prompt waits for at most
 * one chunk, and its prompt exists afterwards.
 */
@Component
class PromptCleanup {

	private static final int DEFAULT_DAYS = 90;

	private static final int MOST_DAYS = 3_650;

	private final PromptRepository prompts;

	private final Transactions transactions;

	private final BatchSettings batches;

	PromptCleanup(PromptRepository prompts, Transactions transactions, BatchSettings batches) {
		this.prompts = prompts;
		this.transactions = transactions;
		this.batches = batches;
	}

	/**
	 * Deletes the prompts, or only counts them in a dry run.
	 * @return the result, after the last chunk is committed
	 */
	Mono<Result> run(Order order) {
		Instant before = Instant.now().minus(Duration.ofDays(order.days()));
		Mono<Long> deleted = order.dryRun() ? this.prompts.countStale(before)
				: chunk(before, Long.MIN_VALUE)
					.expand((chunk) -> chunk.isLast() ? Mono.empty() : chunk(before, chunk.lastId()))
					.reduce(0L, (sum, chunk) -> sum + chunk.deleted());
		return deleted.map((count) -> new Result(count, order.days(), order.dryRun()));
	}

	private Mono<Chunk> chunk(Instant before, long after) {
		int size = this.batches.chunkSize();
		return this.transactions.run(this.prompts.lockStale(before, after, size)
			.flatMap((ids) -> ids.isEmpty() ? Mono.just(Chunk.NONE) : delete(before, ids, size)));
	}

	private Mono<Chunk> delete(Instant before, List<Long> ids, int size) {
		return this.prompts.deleteStale(ids, before)
			.map((deleted) -> new Chunk(deleted, ids.get(ids.size() - 1), ids.size() < size));
	}

	/**
	 * The body of a request for a cleanup.
	 *
	 * @param days the least number of days since the last use
	 * @param dryRun whether to count only
	 */
	record Order(int days, boolean dryRun) {

		/**
		 * Reads a body, which may be empty.
		 */
		static Order of(byte[] body) {
			JsonNode json = (body.length > 0) ? Json.read(body) : Json.MAPPER.createObjectNode();
			JsonFields fields = new JsonFields(json, "");
			Long days = fields.optionalCount("days");
			if (days != null && (days < 1 || days > MOST_DAYS)) {
				fields.fault("days", "must be a whole number from 1 to " + MOST_DAYS);
			}
			boolean dryRun = fields.flag("dry_run", false);
			fields.check();
			return new Order((days != null) ? days.intValue() : DEFAULT_DAYS, dryRun);
		}

	}

	/**
	 * The response to a cleanup.
	 *
	 * @param deleted the number of prompts that were deleted, or would be
	 * @param days as requested
	 * @param dryRun as requested
	 */
	record Result(long deleted, int days, boolean dryRun) {
	}

	private record Chunk(long deleted, long lastId, boolean isLast) {

		static final Chunk NONE = new Chunk(0, 0, true);

	}

}
