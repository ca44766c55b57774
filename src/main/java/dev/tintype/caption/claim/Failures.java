package dev.tintype.caption.claim;

import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import dev.tintype.caption.run.RunState;
import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.web.listing.Key;
import dev.tintype.web.listing.Listing;
import dev.tintype.web.listing.Order;
import dev.tintype.web.listing.Orders;
import dev.tintype.web.listing.Rows;
import dev.tintype.web.listing.Where;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * The images of a run that have failed.
 */
@Repository
class Failures {

	static final Orders<Failure> ORDERS = Orders.of(Order.of("failures", Key.id("l.image_id", Failure::imageId)));

	private static final String RETRY = """
			/* retryFailures */
			UPDATE caption_claims SET leased_until = CURRENT_TIMESTAMP, attempts = 0, expired = 0, error = NULL
			WHERE run_id = :run_id AND leased_until IS NULL
			""";

	private final Statements statements;

	private final Transactions transactions;

	private final RunRow runs;

	private final Listing<Failure> listing;

	Failures(Statements statements, Transactions transactions, RunRow runs) {
		this.statements = statements;
		this.transactions = transactions;
		this.runs = runs;
		this.listing = new Listing<>(statements, "RunFailures",
				"caption_claims l LEFT JOIN images i ON i.image_id = l.image_id",
				"l.image_id, i.file_path, l.attempts, l.error",
				(row) -> new Failure(Columns.get(row, 0, UUID.class), row.get(1, String.class),
						Columns.get(row, 2, Integer.class), Objects.requireNonNullElse(row.get(3, String.class), "")));
	}

	/**
	 * The failed images of a run.
	 */
	Rows<Failure> rows(UUID run) {
		return this.listing.rows(Where.ALL.and("l.run_id = :run_id AND l.leased_until IS NULL", Map.of("run_id", run)));
	}

	/**
	 * Queues the failed images again, which continues a finished run.
	 * @return their number; a problem of type {@code NOT_FOUND}, or {@code CONFLICT} if
	 * the run was cancelled
	 */
	Mono<Long> retry(UUID id) {
		return this.transactions.run(this.runs.lock(id).flatMap((locked) -> {
			if (locked.run().state() == RunState.CANCELLED) {
				return Mono.error(RunRow.cancelled());
			}
			return this.statements.sql(RETRY)
				.bind("run_id", id)
				.update()
				.flatMap((retried) -> ((retried > 0) ? this.runs.reopen(id, retried) : Mono.<Void>empty())
					.thenReturn(retried));
		}));
	}

	/**
	 * An image that has failed.
	 *
	 * @param path null if the image has none, or was deleted
	 * @param attempts the number of failed attempts
	 * @param error why the last attempt has failed
	 */
	record Failure(UUID imageId, @Nullable String path, int attempts, String error) {
	}

}
