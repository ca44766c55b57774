package dev.tintype.caption.claim;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.caption.run.Run;
import dev.tintype.caption.run.RunImages;
import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.search.filter.FilterSql;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * The statements of a claim.
 */
@Repository
class ClaimRows {

	private static final UUID LAST = new UUID(-1, -1);

	private static final String DUE = """
			/* findDueClaims */
			SELECT l.image_id, l.worker, l.attempts, l.expired FROM caption_claims l
			WHERE l.run_id = :run_id AND l.leased_until <= :now
			ORDER BY l.leased_until, l.image_id LIMIT :limit FOR UPDATE SKIP LOCKED
			""";

	private static final String COLUMNS = "i.image_id, i.file_path, i.filename, i.mime_type, i.width, i.height";

	private static final String IMAGES = "/* findClaimedImages */ SELECT " + COLUMNS + " FROM images i ";

	private static final String EDGE = """
			/* findExaminedImages */
			SELECT image_id FROM images WHERE image_id > :after ORDER BY image_id LIMIT 1 OFFSET :before
			""";

	private static final String NEW = "/* findUnclaimedImages */ SELECT " + COLUMNS + """
			 FROM images i WHERE i.image_id > :after AND i.image_id <= :edge AND %s
			ORDER BY i.image_id LIMIT :limit
			""";

	private static final String INSERT = """
			/* insertClaims */
			INSERT INTO caption_claims (run_id, image_id, worker, leased_until)
			SELECT CAST(:run_id AS UUID), t.image_id, CAST(:worker AS VARCHAR), CAST(:until AS TIMESTAMP WITH TIME ZONE)
			FROM unnest(CAST(:ids AS UUID ARRAY)) AS t(image_id)
			""";

	private static final String OWN = " WHERE run_id = :run_id AND image_id IN (SELECT t.image_id FROM unnest(CAST(:ids AS UUID ARRAY)) AS t(image_id))";

	private static final String REASSIGN = """
			/* reassignClaims */
			UPDATE caption_claims SET expired = expired + CASE WHEN worker IS NULL THEN 0 ELSE 1 END, worker = :worker,
			  leased_until = :until
			""" + OWN;

	private static final String GIVE_UP = """
			/* failExpiredClaims */
			UPDATE caption_claims SET expired = expired + 1, worker = NULL, leased_until = NULL,
			  error = 'Ten leases have expired.'
			""" + OWN;

	private static final String DELETE = "/* deleteClaims */ DELETE FROM caption_claims" + OWN;

	private final Statements statements;

	private final RunImages images;

	private final String found;

	ClaimRows(Statements statements, Dialect dialect, RunImages images) {
		this.statements = statements;
		this.images = images;
		this.found = IMAGES + dialect.among("i.image_id", "UUID", "ids");
	}

	/**
	 * Locks claims that were released or have expired, the longest due first.
	 */
	Mono<List<Due>> due(LockedRun locked, int limit) {
		return this.statements.sql(DUE)
			.bind("run_id", locked.run().id())
			.bind("now", locked.now())
			.bind("limit", limit)
			.all((row) -> new Due(Columns.get(row, 0, UUID.class), row.get(1, String.class),
					Columns.get(row, 2, Integer.class), Columns.get(row, 3, Integer.class)))
			.collectList();
	}

	/**
	 * Finds images.
	 * @param attempts the failed attempts by image
	 * @return the existing images
	 */
	Mono<List<Claimed.Item>> images(Map<UUID, Integer> attempts) {
		return this.statements.sql(this.found)
			.bind("ids", attempts.keySet().toArray(UUID[]::new))
			.all((row) -> item(row, attempts.getOrDefault(Columns.get(row, 0, UUID.class), 0)))
			.collectList();
	}

	/**
	 * Finds the last of some images in the order of their ids.
	 * @param after the image before the first
	 * @return empty if fewer images follow
	 */
	Mono<UUID> edge(UUID after, int images) {
		return this.statements.sql(EDGE).bind("after", after).bind("before", images - 1).value(UUID.class);
	}

	/**
	 * Finds images that the run has not assigned yet, in the order of their ids.
	 * @param after the image before the first to examine
	 * @param edge the last image to examine, null to examine all that follow
	 */
	Mono<List<Claimed.Item>> unclaimed(Run run, UUID after, @Nullable UUID edge, int limit) {
		FilterSql sql = this.images.remaining(run);
		return this.statements.sql(NEW.formatted(sql.condition()))
			.bind(sql.values())
			.bind("after", after)
			.bind("edge", (edge != null) ? edge : LAST)
			.bind("limit", limit)
			.all((row) -> item(row, 0))
			.collectList();
	}

	Mono<Void> insert(UUID run, List<UUID> ids, String worker, Instant until) {
		return ids.isEmpty() ? Mono.empty() : call(INSERT, run, ids).bind("worker", worker).bind("until", until).then();
	}

	Mono<Void> reassign(UUID run, List<UUID> ids, String worker, Instant until) {
		return ids.isEmpty() ? Mono.empty()
				: call(REASSIGN, run, ids).bind("worker", worker).bind("until", until).then();
	}

	Mono<Void> giveUp(UUID run, List<UUID> ids) {
		return ids.isEmpty() ? Mono.empty() : call(GIVE_UP, run, ids).then();
	}

	Mono<Void> delete(UUID run, List<UUID> ids) {
		return ids.isEmpty() ? Mono.empty() : call(DELETE, run, ids).then();
	}

	private Statements.Call call(String sql, UUID run, List<UUID> ids) {
		return this.statements.sql(sql).bind("run_id", run).bind("ids", ids.toArray(UUID[]::new));
	}

	private static Claimed.Item item(Readable row, int attempts) {
		return new Claimed.Item(Columns.get(row, 0, UUID.class), row.get(1, String.class),
				Columns.get(row, 2, String.class), row.get(3, String.class), row.get(4, Integer.class),
				row.get(5, Integer.class), attempts + 1);
	}

	/**
	 * A claim that is due.
	 *
	 * @param worker that let its lease expire, null if the image was queued
	 */
	record Due(UUID imageId, @Nullable String worker, int attempts, int expired) {

		private static final int MOST_EXPIRED = 10;

		boolean isSpent() {
			return this.worker != null && this.expired + 1 >= MOST_EXPIRED;
		}

	}

}
