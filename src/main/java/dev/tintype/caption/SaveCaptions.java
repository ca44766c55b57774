package dev.tintype.caption;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import dev.tintype.caption.CaptionResult.Status;
import dev.tintype.sql.Dialect;
import dev.tintype.sql.Statements;
import dev.tintype.sql.Transactions;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Saves a chunk of captions: locks the images in the order of their ids, adds every
 * caption to the history, makes those current whose source ranks high enough, and counts
 * them to their operation. On PostgreSQL all of that is one statement.
 */
@Repository
class SaveCaptions {

	/**
	 * The rank is read from the row that is locked, never from the caption: a save that
	 * waited for another one sees the other's rank, but not its caption, which its
	 * snapshot is too old for. Within a chunk the rank to beat is the greatest so far,
	 * since an item becomes current just when it is not lower than that. The ids of a
	 * chunk ascend, so the greatest current one so far is the last.
	 */
	private static final String SAVE_POSTGRESQL = """
			/* saveCaptions */
			WITH input AS (
			  SELECT * FROM unnest(CAST(:image_ids AS UUID ARRAY), CAST(:caption_ids AS UUID ARRAY),
			    CAST(:texts AS TEXT ARRAY), CAST(:sources AS TEXT ARRAY), CAST(:models AS TEXT ARRAY),
			    CAST(:ranks AS INT ARRAY)) WITH ORDINALITY AS t(image_id, caption_id, text, source, model, rank, n)
			), locked AS (
			  SELECT image_id, caption_id, caption_rank FROM images WHERE image_id = ANY(:lock_order)
			  ORDER BY image_id FOR NO KEY UPDATE
			), judged AS (
			  SELECT input.*, locked.caption_id AS former, :overwrite OR rank >= GREATEST(locked.caption_rank,
			    MAX(rank) OVER (PARTITION BY input.image_id ORDER BY n ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
			    ) AS is_current
			  FROM input JOIN locked ON locked.image_id = input.image_id
			), placed AS (
			  SELECT *, COALESCE(CAST(MAX(CASE WHEN is_current THEN CAST(caption_id AS TEXT) END) OVER (
			    PARTITION BY image_id ORDER BY n ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS UUID), former)
			    AS replaces
			  FROM judged
			), history AS (
			  INSERT INTO captions (caption_id, image_id, text, source, model, replaces, operation_id, created_at)
			  SELECT caption_id, image_id, text, source, NULLIF(model, ''), replaces, :operation_id, :now FROM placed
			), current AS (
			  UPDATE images SET caption_id = last.caption_id, caption_rank = last.rank, updated_at = :now
			  FROM (SELECT DISTINCT ON (image_id) image_id, caption_id, rank FROM placed WHERE is_current
			    ORDER BY image_id, n DESC) last
			  WHERE images.image_id = last.image_id
			), operation AS (
			  INSERT INTO caption_operations AS o (operation_id, created_at, source, model, saved)
			  SELECT :operation_id, :now, CASE WHEN MIN(source) = MAX(source) THEN MIN(source) END,
			    CASE WHEN MIN(model) = MAX(model) THEN NULLIF(MIN(model), '') END, count(*) FILTER (WHERE is_current)
			  FROM placed HAVING :recorded AND count(*) > 0
			  ON CONFLICT (operation_id) DO UPDATE SET saved = o.saved + excluded.saved,
			    source = CASE WHEN o.source = excluded.source THEN o.source END,
			    model = CASE WHEN o.model = excluded.model THEN o.model END
			)
			SELECT input.n, placed.n IS NOT NULL FROM input LEFT JOIN placed ON placed.n = input.n
			WHERE placed.is_current IS NOT TRUE
			""";

	private static final String LOCK = """
			/* lockImages */
			SELECT image_id, caption_id, caption_rank FROM images WHERE image_id = ANY(:lock_order)
			ORDER BY image_id FOR UPDATE
			""";

	private static final String HISTORY_H2 = """
			/* insertCaptions */
			INSERT INTO captions (caption_id, image_id, text, source, model, replaces, operation_id, created_at)
			SELECT t.caption_id, t.image_id, t.text, t.source, NULLIF(t.model, ''), NULLIF(t.replaces, :nil),
			  :operation_id, :now
			FROM unnest(CAST(:image_ids AS UUID ARRAY), CAST(:caption_ids AS UUID ARRAY),
			  CAST(:texts AS VARCHAR ARRAY), CAST(:sources AS VARCHAR ARRAY), CAST(:models AS VARCHAR ARRAY),
			  CAST(:replaces AS UUID ARRAY)) AS t(image_id, caption_id, text, source, model, replaces)
			""";

	private static final String CURRENT_H2 = """
			/* makeCaptionsCurrent */
			MERGE INTO images i USING (
			  SELECT * FROM unnest(CAST(:image_ids AS UUID ARRAY), CAST(:caption_ids AS UUID ARRAY),
			    CAST(:ranks AS INT ARRAY)) AS t(image_id, caption_id, rank)) t ON i.image_id = t.image_id
			WHEN MATCHED THEN UPDATE SET caption_id = t.caption_id, caption_rank = t.rank, updated_at = :now
			""";

	private static final String OPERATION_H2 = """
			/* countOperation */
			MERGE INTO caption_operations o USING (VALUES (:operation_id, CAST(:saved AS BIGINT), :source, :model))
			  AS t(operation_id, saved, source, model) ON o.operation_id = t.operation_id
			WHEN MATCHED THEN UPDATE SET saved = o.saved + t.saved,
			  source = CASE WHEN o.source = t.source THEN o.source END,
			  model = CASE WHEN o.model = t.model THEN o.model END
			WHEN NOT MATCHED THEN INSERT (operation_id, created_at, source, model, saved)
			  VALUES (t.operation_id, :now, NULLIF(t.source, ''), NULLIF(t.model, ''), t.saved)
			""";

	private static final UUID NIL = new UUID(0, 0);

	private final Statements statements;

	private final Dialect dialect;

	private final Transactions transactions;

	SaveCaptions(Statements statements, Dialect dialect, Transactions transactions) {
		this.statements = statements;
		this.dialect = dialect;
		this.transactions = transactions;
	}

	/**
	 * Saves a chunk, in one transaction.
	 * @param write the captions
	 * @return for each caption, in order: saved, kept or missing; committed when it
	 * comes, unless it runs inside a larger transaction
	 */
	Mono<List<Status>> save(CaptionWrite write) {
		return switch (this.dialect) {
			case POSTGRESQL -> this.transactions.runSingle(Mono.defer(() -> saveOnPostgresql(write)));
			case H2 -> this.transactions.run(Mono.defer(() -> saveOnH2(write)));
		};
	}

	/**
	 * Locks the images of several chunks in one order, before the first is saved in a
	 * transaction of all.
	 * @param lockOrder the images, sorted
	 * @return when they are locked
	 */
	Mono<Void> lock(UUID[] lockOrder) {
		return this.statements.sql(LOCK).bind("lock_order", lockOrder).all((row) -> true).then();
	}

	private Mono<List<Status>> saveOnPostgresql(CaptionWrite write) {
		List<Status> statuses = new ArrayList<>(Collections.nCopies(write.drafts().size(), Status.SAVED));
		return columns(this.statements.sql(SAVE_POSTGRESQL), write).bind("ranks", write.ranks())
			.bind("lock_order", write.lockOrder())
			.bind("overwrite", write.overwrite())
			.bind("operation_id", write.operationId())
			.bind("recorded", write.recorded())
			.bind("now", write.now())
			.all((row) -> {
				int n = Objects.requireNonNull(row.get(0, Integer.class));
				boolean kept = Boolean.TRUE.equals(row.get(1, Boolean.class));
				return statuses.set(n - 1, kept ? Status.KEPT : Status.MISSING);
			})
			.then(Mono.just(statuses));
	}

	private Mono<List<Status>> saveOnH2(CaptionWrite write) {
		return this.statements.sql(LOCK)
			.bind("lock_order", write.lockOrder())
			.all((row) -> new Locked(Objects.requireNonNull(row.get(0, UUID.class)), row.get(1, UUID.class),
					Objects.requireNonNull(row.get(2, Integer.class))))
			.collectMap(Locked::imageId)
			.flatMap((locked) -> {
				Judgement judgement = new Judgement(write, locked);
				return judgement.written.isEmpty() ? Mono.just(judgement.statuses)
						: write(judgement).thenReturn(judgement.statuses);
			});
	}

	private Mono<Void> write(Judgement judgement) {
		CaptionWrite write = judgement.written();
		Mono<Void> history = columns(this.statements.sql(HISTORY_H2), write).bind("nil", NIL)
			.bind("replaces", judgement.replaces.toArray(UUID[]::new))
			.bind("operation_id", write.operationId())
			.bind("now", write.now())
			.then();
		Mono<Void> current = this.statements.sql(CURRENT_H2)
			.bind("image_ids", judgement.current.keySet().toArray(UUID[]::new))
			.bind("caption_ids", judgement.current.values().stream().map(Locked::captionId).toArray(UUID[]::new))
			.bind("ranks", judgement.current.values().stream().map(Locked::rank).toArray(Integer[]::new))
			.bind("now", write.now())
			.then();
		return history.then(current).then(write.recorded() ? countOperation(judgement) : Mono.empty());
	}

	private Mono<Void> countOperation(Judgement judgement) {
		CaptionWrite write = judgement.written();
		return this.statements.sql(OPERATION_H2)
			.bind("operation_id", write.operationId())
			.bind("saved", judgement.statuses.stream().filter(Status.SAVED::equals).count())
			.bind("source", write.commonSource())
			.bind("model", write.commonModel())
			.bind("now", write.now())
			.then();
	}

	private static Statements.Call columns(Statements.Call statement, CaptionWrite write) {
		return statement.bind("image_ids", write.imageIds())
			.bind("caption_ids", write.captionIds().toArray(UUID[]::new))
			.bind("texts", write.texts())
			.bind("sources", write.sources())
			.bind("models", write.models());
	}

	/**
	 * The current caption of an image that is locked.
	 *
	 * @param imageId of the image
	 * @param captionId null when it has none
	 * @param rank of the caption's source, 0 when it has none
	 */
	private record Locked(UUID imageId, @Nullable UUID captionId, int rank) {
	}

	/**
	 * Decides, item by item, what becomes of a chunk on H2, as the statement for
	 * PostgreSQL does.
	 */
	private static final class Judgement {

		private final CaptionWrite write;

		private final List<Status> statuses = new ArrayList<>();

		private final List<Integer> written = new ArrayList<>();

		private final List<UUID> replaces = new ArrayList<>();

		private final Map<UUID, Locked> current = new LinkedHashMap<>();

		Judgement(CaptionWrite write, Map<UUID, Locked> locked) {
			this.write = write;
			Map<UUID, Locked> now = new HashMap<>(locked);
			for (int i = 0; i < write.drafts().size(); i++) {
				CaptionDraft draft = write.drafts().get(i);
				Locked before = now.get(draft.imageId());
				if (before == null) {
					this.statuses.add(Status.MISSING);
					continue;
				}
				this.written.add(i);
				this.replaces.add(Objects.requireNonNullElse(before.captionId(), NIL));
				boolean becomesCurrent = write.overwrite() || draft.source().rank() >= before.rank();
				this.statuses.add(becomesCurrent ? Status.SAVED : Status.KEPT);
				if (becomesCurrent) {
					Locked after = new Locked(before.imageId(), write.captionIds().get(i), draft.source().rank());
					now.put(before.imageId(), after);
					this.current.put(before.imageId(), after);
				}
			}
		}

		CaptionWrite written() {
			return new CaptionWrite(this.written.stream().map(this.write.drafts()::get).toList(),
					this.written.stream().map(this.write.captionIds()::get).toList(), this.write.operationId(),
					this.write.recorded(), this.write.overwrite());
		}

	}

}
