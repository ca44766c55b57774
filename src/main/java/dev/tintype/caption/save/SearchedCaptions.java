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
 * The copy of the current captions that PostgreSQL keeps a trigram index of. Saves note
 * whose captions they changed; here the copy follows. Until it has, a search reads the
 * captions of the noted images themselves. H2 searches by reading all captions, and has
 * no copy.
 */
@Repository
class SearchedCaptions {

	/** About a second's work, if each of them is another image. */
	private static final int IMAGES = 20_000;

	private final Statements statements;

	private final Dialect dialect;

	private final Transactions transactions;

	SearchedCaptions(Statements statements, Dialect dialect, Transactions transactions) {
		this.statements = statements;
		this.dialect = dialect;
		this.transactions = transactions;
	}

	/** How many calls of {@link #follow} may find nothing to do before it looks. */
	private static final int PATIENCE = 30;

	/** Whether this instance has noted anything, or has not looked yet. */
	private final AtomicBoolean noted = new AtomicBoolean(true);

	private final AtomicInteger passed = new AtomicInteger();

	/** Tells that a save has noted images. */
	void noted() {
		this.noted.set(true);
	}

	/**
	 * Brings the copy up to date, if this instance has noted images since the last time;
	 * now and then also if not, since others may have, and may have ended since. Between
	 * its steps it pauses for as long as each took, so that under a flood of saves it
	 * takes no more than half a connection's time.
	 * @return how many noted images it read, 0 while another instance is at it
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

	// Asked first: a transaction that may write sends readers away from every replica,
	// until it has replayed as far.
	private static final String ANY_NOTED = "/* findNotedCaptions */ SELECT EXISTS (SELECT FROM caption_changes)";

	// Of two at once, the one that read older captions could be the last to write.
	private static final String ALONE = """
			/* lockSearchedCaptions */ SELECT pg_try_advisory_xact_lock(hashtext('caption_search'))
			""";

	private static final String FOLLOW = """
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
			  INSERT INTO caption_search (image_id, caption_folded)
			  SELECT i.image_id, i.caption_folded FROM images i LEFT JOIN caption_search s ON s.image_id = i.image_id
			  WHERE i.image_id = ANY(ARRAY(SELECT DISTINCT image_id FROM noted))
			    AND i.caption_folded IS NOT NULL AND s.caption_folded IS DISTINCT FROM i.caption_folded
			  ON CONFLICT (image_id) DO UPDATE SET caption_folded = excluded.caption_folded
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
