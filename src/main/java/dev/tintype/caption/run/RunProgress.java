package dev.tintype.caption.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.caption.run.RunStatus.Worker;
import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.support.Ids;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Reads the progress of runs: their workers, claims and rates.
 */
@Repository
class RunProgress {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private static final String WORKERS = """
			/* listRunWorkers */
			SELECT w.run_id, w.worker, w.done, w.last_seen_at FROM (
			  SELECT k.run_id, k.worker, k.done, k.last_seen_at,
			    ROW_NUMBER() OVER (PARTITION BY k.run_id ORDER BY k.last_seen_at DESC, k.worker) AS place
			  FROM caption_run_workers k %s) w
			WHERE w.place <= 100 ORDER BY w.run_id, w.place
			""";

	private static final String CLAIMS = """
			/* countClaims */
			SELECT l.run_id, l.worker, count(*) FROM caption_claims l %s
			  AND l.leased_until > CURRENT_TIMESTAMP AND l.worker IS NOT NULL
			GROUP BY l.run_id, l.worker
			""";

	/** Ids of captions ascend with their time, so the index finds those of a minute. */
	private static final String RATE = """
			/* countRecentCaptions */
			SELECT count(*) FROM captions c WHERE c.operation_id = :id AND c.caption_id >= :since
			""";

	private final Statements statements;

	private final String workers;

	private final String claims;

	RunProgress(Statements statements, Dialect dialect) {
		this.statements = statements;
		this.workers = WORKERS.formatted(dialect.among("k.run_id", "UUID", "ids"));
		this.claims = CLAIMS.formatted(dialect.among("l.run_id", "UUID", "ids"));
	}

	/**
	 * Reads the progress of runs.
	 * @param runs in any order
	 * @return in the same order
	 */
	Mono<List<RunStatus>> of(Collection<Run> runs) {
		if (runs.isEmpty()) {
			return Mono.just(List.of());
		}
		UUID[] ids = runs.stream().map(Run::id).toArray(UUID[]::new);
		Mono<Map<Holder, Long>> claimed = this.statements.sql(this.claims)
			.bind("ids", ids)
			.all((row) -> Map.entry(new Holder(Columns.get(row, 0, UUID.class), Columns.get(row, 1, String.class)),
					Columns.get(row, 2, Long.class)))
			.collectMap(Map.Entry::getKey, Map.Entry::getValue);
		return claimed.flatMap((held) -> this.statements.sql(this.workers).bind("ids", ids).all((row) -> {
			Holder holder = new Holder(Columns.get(row, 0, UUID.class), Columns.get(row, 1, String.class));
			return Map.entry(holder.run(), new Worker(holder.worker(), held.getOrDefault(holder, 0L),
					Columns.get(row, 2, Long.class), Columns.get(row, 3, Instant.class)));
		})
			.collectMultimap(Map.Entry::getKey, Map.Entry::getValue)
			.flatMap((found) -> rates(runs).map((rates) -> runs.stream()
				.map((run) -> RunStatus.of(run, claimed(run.id(), held), rates.getOrDefault(run.id(), 0.0),
						List.copyOf(found.getOrDefault(run.id(), List.of()))))
				.toList())));
	}

	private static long claimed(UUID run, Map<Holder, Long> held) {
		return held.entrySet()
			.stream()
			.filter((entry) -> entry.getKey().run().equals(run))
			.mapToLong(Map.Entry::getValue)
			.sum();
	}

	private Mono<Map<UUID, Double>> rates(Collection<Run> runs) {
		Map<UUID, Double> rates = new HashMap<>();
		return Flux.fromIterable(runs)
			.filter((run) -> !run.state().isEnded())
			.concatMap((run) -> rate(run).doOnNext((rate) -> rates.put(run.id(), rate)), 1)
			.then(Mono.just(rates));
	}

	private Mono<Double> rate(Run run) {
		Instant now = Instant.now();
		Instant since = now.minus(MINUTE);
		Duration span = Duration.between(run.createdAt().isAfter(since) ? run.createdAt() : since, now);
		double seconds = Math.max(1, span.toMillis() / 1000.0);
		return this.statements.sql(RATE)
			.bind("id", run.id())
			.bind("since", Ids.first(since))
			.value(Long.class)
			.map((captions) -> captions / seconds);
	}

	/**
	 * A worker of a run.
	 */
	private record Holder(UUID run, String worker) {
	}

}
