package dev.tintype.text.prompt;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.tintype.data.change.Change;
import dev.tintype.data.change.ChangeKind;
import dev.tintype.data.change.ChangeLog;
import dev.tintype.data.change.ChangeTopic;
import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.image.registry.ImageRepository;
import dev.tintype.imaging.thumbnail.StoredThumbnail;
import dev.tintype.search.regex.RegexLimit;
import dev.tintype.web.listing.Rows;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Reads, changes and deletes rows of the table of prompts.
 */
@Repository
class PromptRepository {

	private final Statements statements;

	private final Dialect dialect;

	private final Transactions transactions;

	private final RegexLimit regexes;

	private final ChangeLog changes;

	PromptRepository(Statements statements, Dialect dialect, Transactions transactions, RegexLimit regexes,
			ChangeLog changes) {
		this.changes = changes;
		this.statements = statements;
		this.dialect = dialect;
		this.transactions = transactions;
		this.regexes = regexes;
	}

	private static final String FIND = "/* findPrompt */ SELECT " + Prompt.COLUMNS + "FROM prompts p WHERE p.id = :id";

	/**
	 * Finds a prompt.
	 * @return empty if there is none
	 */
	Mono<Prompt> findById(long id) {
		return this.statements.sql(FIND).bind("id", id).one(Prompt::of);
	}

	/**
	 * Returns the prompts that a filter selects.
	 */
	Rows<Prompt> rows(PromptFilter filter) {
		return new PromptRows(this.statements, this.dialect, this.regexes, filter);
	}

	/** H2 returns a large object in one piece only if it is cast to bytes. */
	private static final String FIND_THUMBNAIL_H2 = """
			/* findPromptThumbnail */
			SELECT thumbnail_mime, thumbnail_width, thumbnail_height, thumbnail_etag,
			  CAST(thumbnail_data AS VARBINARY), last_used_at
			FROM prompts WHERE id = :id AND thumbnail_etag IS NOT NULL
			""";

	private static final String FIND_THUMBNAIL_POSTGRESQL = """
			/* findPromptThumbnail */
			SELECT thumbnail_mime, thumbnail_width, thumbnail_height, thumbnail_etag, thumbnail_data, last_used_at
			FROM prompts WHERE id = :id AND thumbnail_etag IS NOT NULL
			""";

	/**
	 * Finds the picture of a prompt. It came with a use, so it is not younger than the
	 * last use.
	 * @return empty if there is none
	 */
	Mono<StoredThumbnail> findThumbnail(long id) {
		return this.statements.sql(this.dialect.choose(FIND_THUMBNAIL_H2, FIND_THUMBNAIL_POSTGRESQL))
			.bind("id", id)
			.one((row) -> new StoredThumbnail(Columns.get(row, 0, String.class), Columns.get(row, 1, Integer.class),
					Columns.get(row, 2, Integer.class), Columns.get(row, 3, String.class),
					Columns.get(row, 4, byte[].class), Columns.get(row, 5, Instant.class), true));
	}

	/**
	 * Returns the images that a prompt made.
	 */
	Rows<UUID> images(long id, ImageRepository images) {
		return new PromptImageRows(this.statements, images, id);
	}

	private static final String SET_MODEL = "/* setPromptModel */ UPDATE prompts SET model = :model WHERE id = :id";

	private static final String CLEAR_MODEL = "/* clearPromptModel */ UPDATE prompts SET model = NULL WHERE id = :id";

	/**
	 * Changes the model of a prompt, if the prompt exists.
	 * @param model the new model, or null to clear it
	 */
	Mono<Void> setModel(long id, @Nullable String model) {
		Statements.Call statement = (model != null) ? this.statements.sql(SET_MODEL).bind("model", model)
				: this.statements.sql(CLEAR_MODEL);
		return this.transactions.run(changed(ChangeKind.UPDATED, statement.bind("id", id).update())).then();
	}

	private static final String DELETE = "/* deletePrompt */ DELETE FROM prompts WHERE id = :id";

	/**
	 * Deletes a prompt and its links to images.
	 * @return whether the prompt existed
	 */
	Mono<Boolean> delete(long id) {
		return this.transactions.run(changed(ChangeKind.DELETED, this.statements.sql(DELETE).bind("id", id).update()))
			.map((deleted) -> deleted > 0);
	}

	/** Without the hint H2 groups by the index of models and looks up each row. */
	private static final String USAGE = """
			/* usePrompts */
			SELECT p.model, count(*), CAST(sum(p.total_uses) AS BIGINT), count(p.thumbnail_bytes),
			  CAST(COALESCE(sum(p.thumbnail_bytes), 0) AS BIGINT), min(p.first_used_at), max(p.last_used_at)
			FROM prompts p %s GROUP BY p.model
			""";

	private static final String USAGE_H2 = USAGE.formatted("USE INDEX ()");

	private static final String USAGE_POSTGRESQL = USAGE.formatted("");

	/**
	 * Sums up the use of prompts per model.
	 * @return one row per model and one for prompts without a model, in no order
	 */
	Mono<List<PromptOverview.Usage>> usage() {
		return this.statements
			.sql(this.dialect.choose(USAGE_H2, USAGE_POSTGRESQL)).<PromptOverview
					.Usage>all(
							(row) -> new PromptOverview.Usage(row.get(0, String.class), Columns.get(row, 1, Long.class),
									Columns.get(row, 2, Long.class), Columns.get(row, 3, Long.class),
									Columns.get(row, 4, Long.class), Columns.get(row, 5, Instant.class),
									Columns.get(row, 6, Instant.class)))
			.collectList();
	}

	private static final String STALE = "thumbnail_bytes IS NULL AND last_used_at < :before";

	private static final String COUNT_STALE = "/* countStalePrompts */ SELECT count(*) FROM prompts WHERE " + STALE;

	/**
	 * Counts the prompts without a picture whose last use is before a moment.
	 */
	Mono<Long> countStale(Instant before) {
		return this.statements.sql(COUNT_STALE).bind("before", before).value(Long.class);
	}

	/** A locked row is in use by another transaction, so it is skipped. */
	private static final String LOCK_STALE = """
			/* lockStalePrompts */
			SELECT id FROM prompts WHERE id > :after AND %s ORDER BY id LIMIT :limit FOR UPDATE SKIP LOCKED
			""".formatted(STALE);

	/**
	 * Locks the next prompts without a picture whose last use is before a moment.
	 * @param after the id after which they begin
	 * @return their ids, in order
	 */
	Mono<List<Long>> lockStale(Instant before, long after, int limit) {
		return this.statements.sql(LOCK_STALE)
			.bind("before", before)
			.bind("after", after)
			.bind("limit", limit)
			.<Long>all((row) -> Columns.get(row, 0, Long.class))
			.collectList();
	}

	private static final String DELETE_STALE = """
			/* deleteStalePrompts */ DELETE FROM prompts WHERE id = ANY(:ids) AND %s
			""".formatted(STALE);

	/**
	 * Deletes those of the given prompts that still have no picture and whose last use is
	 * before a moment.
	 * @return the number of deleted prompts
	 */
	Mono<Long> deleteStale(List<Long> ids, Instant before) {
		return changed(ChangeKind.DELETED,
				this.statements.sql(DELETE_STALE)
					.bind("ids", ids.toArray(Long[]::new))
					.bind("before", before)
					.update());
	}

	private Mono<Long> changed(ChangeKind kind, Mono<Long> write) {
		return write
			.flatMap((rows) -> this.changes.record(Change.of(ChangeTopic.PROMPTS, kind, rows)).thenReturn(rows));
	}

}
