package dev.tintype.caption.save;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.support.AnyCase;
import dev.tintype.support.Ids;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Locks images, and moves the pointers to their current captions.
 */
@Repository
public class CurrentCaptions {

	private static final String LOCK = """
			/* lockImages */ SELECT image_id, caption_id, caption_rank FROM images %s ORDER BY image_id FOR UPDATE
			""";

	private static final String MOVE_POSTGRESQL = """
			/* makeCaptionsCurrent */
			WITH moved AS (
			  UPDATE images SET caption_id = NULLIF(t.caption_id, :nil), caption_rank = t.rank,
			    caption = NULLIF(t.text, ''), caption_folded = NULLIF(t.folded, ''),
			    caption_model = NULLIF(t.model, ''), replaced_id = NULLIF(t.replaces, :nil), updated_at = :now
			  FROM unnest(CAST(:image_ids AS UUID ARRAY), CAST(:caption_ids AS UUID ARRAY), CAST(:texts AS TEXT ARRAY),
			    CAST(:folded_texts AS TEXT ARRAY), CAST(:models AS TEXT ARRAY), CAST(:ranks AS INT ARRAY),
			    CAST(:replaces AS UUID ARRAY)) AS t(image_id, caption_id, text, folded, model, rank, replaces)
			  WHERE images.image_id = t.image_id
			  RETURNING images.image_id
			)
			INSERT INTO caption_changes (image_ids) SELECT array_agg(image_id) FROM moved HAVING count(*) > 0
			""";

	private static final String MOVE_H2 = """
			/* makeCaptionsCurrent */
			MERGE INTO images i USING (
			  SELECT * FROM unnest(CAST(:image_ids AS UUID ARRAY), CAST(:caption_ids AS UUID ARRAY),
			    CAST(:texts AS VARCHAR ARRAY), CAST(:folded_texts AS VARCHAR ARRAY), CAST(:models AS VARCHAR ARRAY),
			    CAST(:ranks AS INT ARRAY), CAST(:replaces AS UUID ARRAY))
			    AS t(image_id, caption_id, text, folded, model, rank, replaces)) t
			  ON i.image_id = t.image_id
			WHEN MATCHED THEN UPDATE SET caption_id = NULLIF(t.caption_id, :nil), caption_rank = t.rank,
			  caption = NULLIF(t.text, ''), caption_folded = NULLIF(t.folded, ''),
			  caption_model = NULLIF(t.model, ''), replaced_id = NULLIF(t.replaces, :nil), updated_at = :now
			""";

	static final UUID NIL = new UUID(0, 0);

	private final Statements statements;

	private final SearchedCaptions searched;

	private final String lock;

	private final String move;

	CurrentCaptions(Statements statements, Dialect dialect, SearchedCaptions searched) {
		this.statements = statements;
		this.searched = searched;
		this.lock = LOCK.formatted(dialect.among("image_id", "UUID", "lock_order"));
		this.move = dialect.choose(MOVE_H2, MOVE_POSTGRESQL);
	}

	/**
	 * Locks images until the end of the transaction, in the order of their ids.
	 * @param imageIds in any order, also repeated
	 * @return the existing images by id
	 */
	public Mono<Map<UUID, LockedImage>> lock(Collection<UUID> imageIds) {
		return this.statements.sql(this.lock)
			.bind("lock_order", imageIds.stream().distinct().sorted(Ids.ORDER).toArray(UUID[]::new))
			.all((row) -> new LockedImage(Columns.get(row, 0, UUID.class), row.get(1, UUID.class),
					Columns.get(row, 2, Integer.class)))
			.collectMap(LockedImage::imageId);
	}

	private static final String LOCK_TEXT = """
			/* lockCaption */ SELECT caption FROM images WHERE image_id = :image_id FOR UPDATE
			""";

	/**
	 * Locks an image until the end of the transaction.
	 * @return the text of its current caption, an empty text if it has none; empty if the
	 * image is unknown
	 */
	Mono<String> lockText(UUID imageId) {
		return this.statements.sql(LOCK_TEXT)
			.bind("image_id", imageId)
			.one((row) -> Objects.requireNonNullElse(row.get(0, String.class), ""));
	}

	/**
	 * Makes captions of the history current. The caller has locked the images.
	 * @param moves each image once; at least one
	 * @param now the time of the change
	 * @return completes when the rows are written
	 */
	public Mono<Void> move(List<Move> moves, Instant now) {
		String[] texts = column(moves, (move) -> Objects.requireNonNullElse(move.text(), ""));
		return this.statements.sql(this.move)
			.bind("image_ids", ids(moves, Move::imageId))
			.bind("caption_ids", ids(moves, Move::captionId))
			.bind("texts", texts)
			.bind("folded_texts", AnyCase.fold(texts))
			.bind("models", column(moves, (move) -> Objects.requireNonNullElse(move.model(), "")))
			.bind("ranks", moves.stream().map(Move::rank).toArray(Integer[]::new))
			.bind("replaces", ids(moves, Move::replaces))
			.bind("nil", NIL)
			.bind("now", now)
			.then()
			.doOnSuccess((done) -> this.searched.noted());
	}

	private static UUID[] ids(List<Move> moves, Function<Move, @Nullable UUID> id) {
		return moves.stream().map((move) -> Objects.requireNonNullElse(id.apply(move), NIL)).toArray(UUID[]::new);
	}

	private static String[] column(List<Move> moves, Function<Move, String> value) {
		return moves.stream().map(value).toArray(String[]::new);
	}

	/**
	 * The new current caption of an image.
	 *
	 * @param captionId null if the image has no current caption
	 * @param text null if there is no caption, or if the caption was cleared
	 * @param replaces the caption that it replaced, or null
	 */
	public record Move(UUID imageId, @Nullable UUID captionId, @Nullable String text, @Nullable CaptionSource source,
			@Nullable String model, @Nullable UUID replaces) {

		int rank() {
			return (this.text != null && this.source != null) ? this.source.rank() : 0;
		}

	}

}
