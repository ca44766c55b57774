package dev.tintype.library.conflict;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import io.r2dbc.spi.Readable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Keeps the pictures that wait for a decision.
 */
@Repository
public class OpenConflicts {

	/** The tables of {@link #SHOWN}. */
	public static final String TABLES = "ingest_conflicts c JOIN images i ON i.image_id = c.image_id";

	/** What {@link #shown} reads. */
	public static final String SHOWN = """
			c.id, c.image_id, i.filename, i.content_hash, c.media_asset_id,
			  (SELECT b.id FROM file_versions b WHERE b.media_asset_id = c.media_asset_id AND b.is_best LIMIT 1),
			  c.similarity, c.suggested, c.reason, c.created_at""";

	private final Statements statements;

	private final Dialect dialect;

	OpenConflicts(Statements statements, Dialect dialect) {
		this.statements = statements;
		this.dialect = dialect;
	}

	/**
	 * Reads a row of {@link #SHOWN}.
	 * @return the conflict
	 */
	public static ShownConflict shown(Readable row) {
		return new ShownConflict(Columns.get(row, 0, UUID.class), Columns.get(row, 1, UUID.class),
				Columns.get(row, 2, String.class), row.get(3, String.class), row.get(4, UUID.class),
				row.get(5, UUID.class), Columns.get(row, 6, Integer.class), suggestion(row, 7),
				Columns.get(row, 9, Instant.class));
	}

	private static Suggestion suggestion(Readable row, int i) {
		return new Suggestion(Suggestion.Action.of(Columns.get(row, i, String.class)),
				Columns.get(row, i + 1, String.class));
	}

	/** The asset may have been deleted since it was found. */
	private static final String INSERT = """
			/* insertConflict */
			INSERT INTO ingest_conflicts (id, image_id, media_asset_id, similarity, suggested, reason, is_copied)
			VALUES (:id, :image, (SELECT a.id FROM media_assets a WHERE a.id = :asset %s), :similarity, :suggested, :reason,
			  :copied)
			""";

	/**
	 * Inserts conflicts in the caller's transaction.
	 * @param conflicts with an asset; only a few of a chunk
	 * @return completes when it is done
	 */
	public Mono<Void> insert(List<OpenConflict> conflicts) {
		return Flux.fromIterable(conflicts).concatMap(this::insert, 1).then();
	}

	private Mono<Void> insert(OpenConflict conflict) {
		return this.statements.sql(INSERT.formatted(this.dialect.choose("", "FOR KEY SHARE")))
			.bind("id", conflict.id())
			.bind("image", conflict.imageId())
			.bind("asset", Objects.requireNonNull(conflict.assetId()))
			.bind("similarity", conflict.similarity())
			.bind("suggested", conflict.suggestion().action().word())
			.bind("reason", conflict.suggestion().reason())
			.bind("copied", conflict.copied())
			.then();
	}

	private static final String FIND = """
			/* findConflict */
			SELECT id, image_id, media_asset_id, similarity, suggested, reason, is_copied
			FROM ingest_conflicts WHERE id = :id
			""";

	/**
	 * Finds a conflict.
	 * @return empty if it is unknown or was decided
	 */
	public Mono<OpenConflict> find(UUID id) {
		return this.statements.sql(FIND)
			.bind("id", id)
			.one((row) -> new OpenConflict(Columns.get(row, 0, UUID.class), Columns.get(row, 1, UUID.class),
					row.get(2, UUID.class), Columns.get(row, 3, Integer.class), suggestion(row, 4),
					Columns.get(row, 6, Boolean.class)));
	}

	private static final String WAITING = "/* findWaitingPictures */ SELECT " + SHOWN + " FROM ingest_conflicts c %s";

	/**
	 * Finds the conflicts of images.
	 * @return the conflicts, in no order
	 */
	public Flux<ShownConflict> ofImages(Collection<UUID> images) {
		return images.isEmpty() ? Flux.empty() : this.statements
			.sql(WAITING.formatted(
					"JOIN images i ON i.image_id = c.image_id " + this.dialect.among("c.image_id", "UUID", "images")))
			.bind("images", images.stream().distinct().toArray(UUID[]::new))
			.all(OpenConflicts::shown);
	}

	/**
	 * Finds the conflicts of pictures with given bytes.
	 * @param hashes SHA-256 in hex
	 * @return the conflicts, the oldest first
	 */
	public Flux<ShownConflict> ofHashes(Collection<String> hashes) {
		return hashes.isEmpty() ? Flux.empty()
				: this.statements
					.sql(WAITING.formatted("JOIN images i ON i.image_id = c.image_id "
							+ this.dialect.among("i.content_hash", "VARCHAR", "hashes")) + " ORDER BY c.id")
					.bind("hashes", hashes.stream().distinct().toArray(String[]::new))
					.all(OpenConflicts::shown);
	}

	private static final String DELETE = "/* deleteConflict */ DELETE FROM ingest_conflicts WHERE id = :id";

	/**
	 * Deletes a conflict in the caller's transaction.
	 * @return whether there was one. Of two concurrent callers one receives true
	 */
	public Mono<Boolean> delete(UUID id) {
		return this.statements.sql(DELETE).bind("id", id).update().map((deleted) -> deleted > 0);
	}

	private static final String DELETE_OF = """
			/* deleteConflictsOfImages */ DELETE FROM ingest_conflicts WHERE image_id = ANY(:images)
			""";

	/**
	 * Deletes the conflicts of images that belong to assets now.
	 * @return completes when it is done
	 */
	public Mono<Void> deleteOf(Collection<UUID> images) {
		return images.isEmpty() ? Mono.empty()
				: this.statements.sql(DELETE_OF).bind("images", images.toArray(UUID[]::new)).then();
	}

}
