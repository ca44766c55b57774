package dev.tintype.caption.run;

import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import dev.tintype.data.sql.LongWork;
import dev.tintype.data.sql.Statements;
import dev.tintype.search.filter.FilterSql;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Counts the images of runs in the background. A count that was lost, because its
 * instance ended, begins again when the run is read.
 */
@Component
class RunTotals {

	private static final Logger LOG = LoggerFactory.getLogger(RunTotals.class);

	private static final String COUNT = "/* countRunImages */ SELECT count(*) FROM images i WHERE %s";

	private static final String STORE = """
			/* storeRunTotal */
			UPDATE caption_runs SET total = :total
			WHERE run_id = :id AND total IS NULL AND state IN ('running', 'paused')
			""";

	private final Statements statements;

	private final RunImages images;

	/** The runs that this instance is counting. */
	private final Set<UUID> counting = ConcurrentHashMap.newKeySet();

	RunTotals(Statements statements, RunImages images) {
		this.statements = statements;
		this.images = images;
	}

	/**
	 * Begins to count the images of a run, unless they are counted.
	 */
	void begin(Run run) {
		if (run.total() == null && !run.state().isEnded() && this.counting.add(run.id())) {
			LongWork.of(count(run))
				.doFinally((signal) -> this.counting.remove(run.id()))
				.subscribe(null, (ex) -> LOG.warn("The images of run {} could not be counted", run.id(), ex));
		}
	}

	private Mono<Void> count(Run run) {
		return Mono.defer(() -> {
			FilterSql sql = this.images.all(run);
			return this.statements.sql(COUNT.formatted(sql.condition())).bind(sql.values()).value(Long.class);
		}).flatMap((total) -> this.statements.sql(STORE).bind("id", run.id()).bind("total", total).then());
	}

}
