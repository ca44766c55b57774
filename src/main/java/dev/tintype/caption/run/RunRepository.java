package dev.tintype.caption.run;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import dev.tintype.caption.operation.OperationOwner;
import dev.tintype.data.sql.Statements;
import dev.tintype.support.Ids;
import dev.tintype.web.listing.Key;
import dev.tintype.web.listing.Listing;
import dev.tintype.web.listing.Order;
import dev.tintype.web.listing.Rows;
import dev.tintype.web.listing.Where;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Reads and creates the rows of {@code caption_runs}, and makes the changes of state that
 * users request.
 */
@Repository
public class RunRepository implements OperationOwner {

	/** The newest first. Ids ascend with the time of creation. */
	static final Order<Run> NEWEST = Order.of("newest", Key.<Run>id("r.run_id", Run::id).down());

	private static final String INSERT = """
			/* insertCaptionRun */
			INSERT INTO caption_runs (run_id, label, model, source, filter_text, skip, overwrite, max_attempts, state,
			  examined_to, created_at)
			VALUES (:id, NULLIF(CAST(:label AS VARCHAR), ''), :model, :source, NULLIF(CAST(:filter AS VARCHAR), ''), :skip,
			  :overwrite, :max_attempts, 'running', :start, :now)
			""";

	private static final String FIND = "/* findCaptionRun */ SELECT " + Run.COLUMNS
			+ " FROM caption_runs r WHERE r.run_id = :id";

	private static final String CHANGE = """
			/* changeCaptionRun */
			UPDATE caption_runs SET state = :state,
			  finished_at = CASE WHEN CAST(:state AS VARCHAR) = 'cancelled' THEN CURRENT_TIMESTAMP END
			WHERE run_id = :id AND state IN (SELECT s.state FROM unnest(CAST(:from AS VARCHAR ARRAY)) AS s(state))
			""";

	private static final String DROP_CLAIMS = """
			/* dropClaims */
			DELETE FROM caption_claims WHERE run_id = :id AND image_id IN (
			  SELECT l.image_id FROM caption_claims l WHERE l.run_id = :id AND l.leased_until IS NOT NULL
			    AND EXISTS (SELECT 1 FROM caption_runs r WHERE r.run_id = :id AND r.state = 'cancelled')
			  ORDER BY l.image_id FOR UPDATE)
			""";

	private static final UUID START = new UUID(0, 0);

	private final Statements statements;

	private final Listing<Run> listing;

	RunRepository(Statements statements) {
		this.statements = statements;
		this.listing = new Listing<>(statements, "CaptionRuns", "caption_runs r", Run.COLUMNS, Run::of);
	}

	/**
	 * Creates a run.
	 */
	Mono<Run> insert(RunDraft draft) {
		UUID id = Ids.next();
		return this.statements.sql(INSERT)
			.bind("id", id)
			.bind("label", Objects.requireNonNullElse(draft.label(), ""))
			.bind("model", draft.model())
			.bind("source", draft.source().word())
			.bind("filter", Objects.requireNonNullElse(draft.filter(), ""))
			.bind("skip", draft.skip().word())
			.bind("overwrite", draft.overwrite())
			.bind("max_attempts", draft.maxAttempts())
			.bind("start", START)
			.bind("now", draft.now())
			.then()
			.then(Mono.defer(() -> find(id)));
	}

	/**
	 * Finds a run.
	 * @return empty if the id is unknown
	 */
	public Mono<Run> find(UUID id) {
		return this.statements.sql(FIND).bind("id", id).one(Run::of);
	}

	/**
	 * The runs in a state.
	 * @param state empty for all
	 */
	Rows<Run> rows(String state) {
		return this.listing
			.rows(state.isEmpty() ? Where.ALL : Where.ALL.and("r.state = :state", Map.of("state", state)));
	}

	/**
	 * Changes the state of a run.
	 * @param from the states that the run may have
	 * @return whether it had one of them
	 */
	Mono<Boolean> change(UUID id, List<RunState> from, RunState to) {
		return this.statements.sql(CHANGE)
			.bind("id", id)
			.bind("state", to.word())
			.bind("from", from.stream().map(RunState::word).toArray(String[]::new))
			.update()
			.map((changed) -> changed > 0);
	}

	/**
	 * Deletes the claims of a cancelled run, except those of failed images. It waits for
	 * results that are being saved, so that the caller must not have locked the run.
	 */
	Mono<Void> dropClaims(UUID id) {
		return this.statements.sql(DROP_CLAIMS).bind("id", id).then();
	}

	@Override
	public Mono<String> obstacle(UUID operationId) {
		return find(operationId).filter((run) -> !run.state().isEnded())
			.map((run) -> "The run of this operation has not ended. Cancel it, or wait for its end.");
	}

}
