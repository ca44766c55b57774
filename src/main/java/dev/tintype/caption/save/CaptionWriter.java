package dev.tintype.caption.save;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import dev.tintype.caption.save.CaptionResult.Status;
import dev.tintype.data.change.ChangeLog;
import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Saves a chunk of captions. It makes captions of sufficient rank current, adds all to
 * the history, and counts them in their operation. It locks the images in the order of
 * their ids. On PostgreSQL this is one statement, unless the chunk contains an image
 * twice.
 */
@Repository
public class CaptionWriter {

	/**
	 * For a chunk that contains each image once, sorted, so that all writers lock in the
	 * same order. The update compares the ranks and returns the former caption; if it
	 * waited for another save, it sees the row of that save. The other captions are kept
	 * if their image exists. That image is locked until the commit, since no foreign key
	 * prevents its deletion.
	 */
	private static final String SAVE_POSTGRESQL = """
			/* saveCaptions */
			WITH input AS (
			  SELECT * FROM unnest(CAST(:image_ids AS UUID ARRAY), CAST(:caption_ids AS UUID ARRAY),
			    CAST(:texts AS TEXT ARRAY), CAST(:folded_texts AS TEXT ARRAY), CAST(:sources AS TEXT ARRAY),
			    CAST(:models AS TEXT ARRAY), CAST(:ranks AS INT ARRAY)) WITH ORDINALITY
			    AS t(image_id, caption_id, text, folded, source, model, rank, n)
			), current AS (
			  UPDATE images SET replaced_id = images.caption_id, caption_id = input.caption_id,
			    caption_rank = input.rank, caption = NULLIF(input.text, ''),
			    caption_folded = NULLIF(input.folded, ''), caption_model = NULLIF(input.model, ''), updated_at = :now
			  FROM input WHERE images.image_id = input.image_id AND (:overwrite OR input.rank >= images.caption_rank)
			  RETURNING input.*, images.replaced_id AS replaces
			), unsaved AS (
			  SELECT * FROM input WHERE n NOT IN (SELECT n FROM current)
			), kept AS (
			  SELECT unsaved.*, higher.replaces
			  FROM (SELECT image_id, caption_id AS replaces FROM images
			    WHERE image_id IN (SELECT image_id FROM unsaved) ORDER BY image_id FOR KEY SHARE) higher
			  JOIN unsaved ON unsaved.image_id = higher.image_id
			), written AS (
			  SELECT *, FALSE AS is_kept FROM current UNION ALL SELECT *, TRUE FROM kept
			), history AS (
			  INSERT INTO captions (caption_id, image_id, text, source, model, replaces, operation_id, created_at, is_kept)
			  SELECT caption_id, image_id, NULLIF(text, ''), source, NULLIF(model, ''), replaces, :operation_id, :now, is_kept
			  FROM written
			), noted AS (
			  INSERT INTO caption_changes (image_ids) SELECT array_agg(image_id) FROM current HAVING count(*) > 0
			), changed AS (
			  INSERT INTO changes (topic, kind, count, ids, operation_id)
			  SELECT 'captions', CASE WHEN bool_and(text = '') THEN 'cleared' WHEN bool_and(is_kept) THEN 'kept'
			      ELSE 'captioned' END,
			    count(*), CASE WHEN count(*) <= 1000 THEN array_agg(image_id) END, :operation_id
			  FROM written HAVING count(*) > 0
			), operation AS (
			  INSERT INTO caption_operations AS o (operation_id, created_at, source, model, saved, kept, kind, label)
			  SELECT :operation_id, :now, CASE WHEN MIN(source) = MAX(source) THEN MIN(source) END,
			    CASE WHEN MIN(model) = MAX(model) THEN NULLIF(MIN(model), '') END, (SELECT count(*) FROM current),
			    (SELECT count(*) FROM kept), :kind, NULLIF(:label, '')
			  FROM written HAVING :recorded AND count(*) > 0
			  ON CONFLICT (operation_id) DO UPDATE SET saved = o.saved + excluded.saved, kept = o.kept + excluded.kept,
			    source = CASE WHEN o.source = excluded.source THEN o.source END,
			    model = CASE WHEN o.model = excluded.model THEN o.model END
			)
			SELECT n, n IN (SELECT n FROM kept) FROM unsaved
			""";

	private static final String HISTORY_H2 = """
			/* insertCaptions */
			INSERT INTO captions (caption_id, image_id, text, source, model, replaces, operation_id, created_at, is_kept)
			SELECT t.caption_id, t.image_id, NULLIF(t.text, ''), t.source, NULLIF(t.model, ''), NULLIF(t.replaces, :nil),
			  :operation_id, :now, t.is_kept
			FROM unnest(CAST(:image_ids AS UUID ARRAY), CAST(:caption_ids AS UUID ARRAY),
			  CAST(:texts AS VARCHAR ARRAY), CAST(:sources AS VARCHAR ARRAY), CAST(:models AS VARCHAR ARRAY),
			  CAST(:replaces AS UUID ARRAY), CAST(:kept AS BOOLEAN ARRAY))
			  AS t(image_id, caption_id, text, source, model, replaces, is_kept)
			""";

	private static final String OPERATION_H2 = """
			/* countOperation */
			MERGE INTO caption_operations o
			  USING (VALUES (:operation_id, CAST(:saved AS BIGINT), CAST(:kept AS BIGINT), :source, :model))
			  AS t(operation_id, saved, kept, source, model) ON o.operation_id = t.operation_id
			WHEN MATCHED THEN UPDATE SET saved = o.saved + t.saved, kept = o.kept + t.kept,
			  source = CASE WHEN o.source = t.source THEN o.source END,
			  model = CASE WHEN o.model = t.model THEN o.model END
			WHEN NOT MATCHED THEN INSERT (operation_id, created_at, source, model, saved, kept, kind, label)
			  VALUES (t.operation_id, :now, NULLIF(t.source, ''), NULLIF(t.model, ''), t.saved, t.kept, :kind,
			    NULLIF(:label, ''))
			""";

	private final Statements statements;

	private final Dialect dialect;

	private final Transactions transactions;

	private final SearchedCaptions searched;

	private final CurrentCaptions current;

	private final ChangeLog changes;

	CaptionWriter(Statements statements, Dialect dialect, Transactions transactions, SearchedCaptions searched,
			CurrentCaptions current, ChangeLog changes) {
		this.statements = statements;
		this.dialect = dialect;
		this.transactions = transactions;
		this.searched = searched;
		this.current = current;
		this.changes = changes;
	}

	/**
	 * Saves a chunk in one transaction.
	 * @return per caption, in order: saved, kept or missing; emitted after the commit,
	 * unless the caller has a transaction
	 */
	public Mono<List<Status>> save(CaptionWrite write) {
		return switch (this.dialect) {
			case POSTGRESQL -> saveOnPostgresql(write);
			case H2 -> this.transactions.run(Mono.defer(() -> saveOnH2(write)));
		};
	}

	private Mono<List<Status>> saveOnPostgresql(CaptionWrite write) {
		List<List<Integer>> layers = write.layers();
		Mono<List<Status>> saved = Mono.defer(() -> {
			List<Status> statuses = new ArrayList<>(Collections.nCopies(write.drafts().size(), Status.SAVED));
			return Flux.fromIterable(layers)
				.concatMap((layer) -> saveLayer(write.only(layer), layer, statuses), 1)
				.then(Mono.just(statuses));
		});
		return (layers.size() == 1) ? this.transactions.runSingle(saved) : this.transactions.run(saved);
	}

	private Mono<Void> saveLayer(CaptionWrite write, List<Integer> places, List<Status> statuses) {
		return columns(this.statements.sql(SAVE_POSTGRESQL), write).bind("folded_texts", write.foldedTexts())
			.bind("ranks", write.ranks())
			.bind("overwrite", write.operation().overwrite())
			.bind("operation_id", write.operation().operationId())
			.bind("recorded", write.operation().recorded())
			.bind("kind", write.operation().kind().word())
			.bind("label", label(write))
			.bind("now", write.now())
			.all((row) -> {
				int n = Columns.get(row, 0, Integer.class);
				boolean kept = Boolean.TRUE.equals(row.get(1, Boolean.class));
				return statuses.set(places.get(n - 1), kept ? Status.KEPT : Status.MISSING);
			})
			.then()
			.doOnSuccess((done) -> this.searched.noted())
			.then(Transactions.afterCommit(this.changes::noted));
	}

	private Mono<List<Status>> saveOnH2(CaptionWrite write) {
		return this.current.lock(List.of(write.imageIds())).flatMap((locked) -> {
			CaptionWrite.Judgement judgement = new CaptionWrite.Judgement(write, locked);
			return judgement.isEmpty() ? Mono.just(judgement.statuses())
					: write(judgement).thenReturn(judgement.statuses());
		});
	}

	private Mono<Void> write(CaptionWrite.Judgement judgement) {
		CaptionWrite written = judgement.written();
		Mono<Void> history = columns(this.statements.sql(HISTORY_H2), written).bind("nil", CurrentCaptions.NIL)
			.bind("replaces", judgement.replaces())
			.bind("kept", judgement.kept())
			.bind("operation_id", written.operation().operationId())
			.bind("now", written.now())
			.then();
		return history.then(judgement.moves().isEmpty() ? Mono.empty() : makeCurrent(judgement))
			.then(written.operation().recorded() ? countOperation(judgement) : Mono.empty())
			.then(this.changes.record(judgement.change()));
	}

	private Mono<Void> makeCurrent(CaptionWrite.Judgement judgement) {
		return this.current.move(judgement.moves(), judgement.now());
	}

	private Mono<Void> countOperation(CaptionWrite.Judgement judgement) {
		CaptionWrite write = judgement.written();
		return this.statements.sql(OPERATION_H2)
			.bind("operation_id", write.operation().operationId())
			.bind("saved", judgement.count(Status.SAVED))
			.bind("kept", judgement.count(Status.KEPT))
			.bind("kind", write.operation().kind().word())
			.bind("label", label(write))
			.bind("source", write.commonSource())
			.bind("model", write.commonModel())
			.bind("now", write.now())
			.then();
	}

	private static String label(CaptionWrite write) {
		return Objects.requireNonNullElse(write.operation().label(), "");
	}

	private static Statements.Call columns(Statements.Call statement, CaptionWrite write) {
		return statement.bind("image_ids", write.imageIds())
			.bind("caption_ids", write.captionIds().toArray(UUID[]::new))
			.bind("texts", write.texts())
			.bind("sources", write.sources())
			.bind("models", write.models());
	}

}
