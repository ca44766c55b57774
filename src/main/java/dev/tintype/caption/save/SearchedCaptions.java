package dev.tintype.caption.save;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Updates the copy of the current captions that has a trigram index on PostgreSQL (ADR
 * 12). Saves write change notes, and this class updates the copy from them. Until then, a
 * search reads the captions of the noted images directly. On H2 a search reads all
 * captions, so there is no copy.
 */
@Repository
class SearchedCaptions {

	/** About one second of work if all notes are of different images. */
	private static final int IMAGES = 20_000;

	private final Statements statements;

	private final Dialect dialect;

	private final Transactions transactions;

	SearchedCaptions(Statements statements, Dialect dialect, Transactions transactions) {
		this.statements = statements;
		this.dialect = dialect;
		this.transactions = transactions;
	}

	/**
	 * Without notes of this instance, every 30th call of {@link #follow} looks for notes
	 * of others.
	 */
	private static final int PATIENCE = 30;

	/** Whether this instance has written notes, or has not looked for any yet. */
	private final AtomicBoolean noted = new AtomicBoolean(true);

	private final AtomicInteger passed = new AtomicInteger();

	/** Records that a save has written notes. */
	void noted() {
		this.noted.set(true);
	}

	/**
	 * Updates the copy if this instance has written notes since the last call. It
	 * sometimes runs without such notes too, since another instance may have ended after
	 * writing some. After each step it pauses for as long as the step took, and so uses
	 * at most half a connection's time.
	 * @return the number of noted images, 0 while another instance updates the copy
	 */
	Mono<Long> follow() {
		if (this.dialect == Dialect.H2
				|| (!this.noted.getAndSet(false) && this.passed.incrementAndGet() % PATIENCE != 0)) {
			return Mono.just(0L);
		}
		return this.statements.sql(ANY_NOTED)
			.value(Boolean.class)
			.filter(Boolean::booleanValue)
			.flatMap((any) -> step())
			.defaultIfEmpty(0L)
			.elapsed()
			.expand((step) -> (step.getT2() == 0) ? Mono.empty()
					: Mono.delay(Duration.ofMillis(step.getT1())).then(Mono.defer(this::step)).elapsed())
			.reduce(0L, (sum, step) -> sum + step.getT2())
			.doOnError((ex) -> noted());
	}

	// Asked first, because a transaction that may write keeps readers off the replicas
	// until they have replayed it.
	private static final String ANY_NOTED = "/* findNotedCaptions */ SELECT EXISTS (SELECT FROM caption_changes)";

	// Of two concurrent updates, the one that read older captions could write last.
	private static final String ALONE = """
			/* lockSearchedCaptions */ SELECT pg_try_advisory_xact_lock(hashtext('caption_search'))
			""";

	/**
	 * It finds rows of the copy only as conflicts, and so by their key. A join would be
	 * planned while the copy is empty, and the plan kept while it grows.
	 */
	static final String FOLLOW = """
			/* indexCaptions */
			WITH oldest AS (
			  SELECT change_id, SUM(cardinality(image_ids)) OVER (ORDER BY change_id) - cardinality(image_ids) AS before
			  FROM (SELECT * FROM caption_changes ORDER BY change_id LIMIT 2000) changes
			), taken AS (
			  DELETE FROM caption_changes WHERE change_id IN (SELECT change_id FROM oldest WHERE before < :images)
			  RETURNING image_ids
			), noted AS (
			  SELECT unnest(image_ids) AS image_id FROM taken
			), indexed AS (
			  INSERT INTO caption_search AS s (image_id, caption_folded)
			  SELECT i.image_id, i.caption_folded FROM images i
			  WHERE i.image_id = ANY(ARRAY(SELECT DISTINCT image_id FROM noted)) AND i.caption_folded IS NOT NULL
			  ON CONFLICT (image_id) DO UPDATE SET caption_folded = excluded.caption_folded
			    WHERE s.caption_folded <> excluded.caption_folded
			)
			SELECT count(*) FROM noted
			""";

	private Mono<Long> step() {
		return this.transactions.run(this.statements.sql(ALONE)
			.value(Boolean.class)
			.filter(Boolean::booleanValue)
			.flatMap((alone) -> this.statements.sql(FOLLOW).bind("images", IMAGES).value(Long.class))
			.defaultIfEmpty(0L));
	}

}
