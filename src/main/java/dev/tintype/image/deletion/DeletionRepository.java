package dev.tintype.image.deletion;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.tintype.data.change.Change;
import dev.tintype.data.change.ChangeKind;
import dev.tintype.data.change.ChangeLog;
import dev.tintype.data.change.ChangeTopic;
import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.image.deletion.Removal.Deleted;
import dev.tintype.image.registry.HeldImages;
import dev.tintype.search.filter.FilterSql;
import dev.tintype.search.filter.RowFilter;
import dev.tintype.search.regex.RegexLimit;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Deletes rows of images. Foreign keys delete their captions and thumbnails.
 */
@Repository
class DeletionRepository {

	private final Statements statements;

	private final Dialect dialect;

	private final RegexLimit regexes;

	private final String held;

	private final String among;

	private final ChangeLog changes;

	DeletionRepository(Statements statements, Dialect dialect, RegexLimit regexes, HeldImages held, ChangeLog changes) {
		this.changes = changes;
		this.statements = statements;
		this.dialect = dialect;
		this.regexes = regexes;
		this.held = held.condition();
		this.among = dialect.among("i.image_id", "UUID", "ids");
	}

	private static final String DELETE_H2 = """
			/* deleteImages */
			SELECT image_id, CASE WHEN is_stored THEN file_path ELSE '' END
			FROM OLD TABLE (DELETE FROM images i WHERE image_id = %s AND NOT (%s))
			""";

	private static final String DELETE_POSTGRESQL = """
			/* deleteImages */
			DELETE FROM images i WHERE image_id = %s AND NOT (%s)
			RETURNING image_id, CASE WHEN is_stored THEN file_path ELSE '' END
			""";

	/**
	 * Deletes an image, unless another feature needs it.
	 * @return the path of its stored file, or an empty text if it had none; empty when
	 * the image is unknown or needed
	 */
	Mono<String> delete(UUID id) {
		return this.statements.sql(this.dialect.choose(DELETE_H2, DELETE_POSTGRESQL).formatted(":id", this.held))
			.bind("id", id)
			.one((row) -> Columns.get(row, 1, String.class))
			.flatMap((path) -> this.changes.record(Change.of(ChangeTopic.IMAGES, ChangeKind.DELETED, id))
				.thenReturn(path));
	}

	/**
	 * Deletes images that no other feature needs.
	 * @param ids at most a chunk
	 * @return the deleted images, in no order
	 */
	Mono<List<Deleted>> delete(Collection<UUID> ids) {
		return this.statements.sql(this.dialect.choose(DELETE_H2, DELETE_POSTGRESQL).formatted("ANY(:ids)", this.held))
			.bind("ids", ids.toArray(UUID[]::new))
			.all((row) -> new Deleted(Columns.get(row, 0, UUID.class), Columns.get(row, 1, String.class)))
			.collectList()
			.flatMap((deleted) -> this.changes
				.record(Change.of(ChangeTopic.IMAGES, ChangeKind.DELETED,
						deleted.stream().map(Deleted::imageId).toList()))
				.thenReturn(deleted));
	}

	/**
	 * The condition of the filter is inside a CASE, because H2 would otherwise find the
	 * images by an index for it, and compare each of them with all ids.
	 */
	private static final String FIND = """
			/* findImagesToDelete */
			SELECT i.image_id, CASE WHEN (%s) THEN TRUE ELSE FALSE END FROM images i %s
			  AND CASE WHEN %s THEN TRUE ELSE FALSE END
			ORDER BY i.image_id %s
			""";

	/**
	 * Finds images. An image that the filter no longer selects is left out.
	 * @param ids distinct, at most a chunk
	 * @param filter null for all
	 * @param locks whether the images are locked until the end of the transaction
	 */
	Mono<Found> find(Collection<UUID> ids, @Nullable RowFilter filter, boolean locks) {
		FilterSql sql = FilterSql.of(filter, this.dialect, this.regexes.usual());
		return this.statements.sql(FIND.formatted(this.held, this.among, sql.condition(), locks ? "FOR UPDATE" : ""))
			.bind(sql.values())
			.bind("ids", ids.toArray(UUID[]::new))
			.all((row) -> new Candidate(Columns.get(row, 0, UUID.class), Columns.get(row, 1, Boolean.class)))
			.collectList()
			.map(Found::of);
	}

	private static final String EXISTING = """
			/* findExistingImages */ SELECT image_id FROM images WHERE image_id = ANY(:ids)
			""";

	/**
	 * Finds out which images exist.
	 */
	Mono<Set<UUID>> existing(Collection<UUID> ids) {
		return this.statements.sql(EXISTING)
			.bind("ids", ids.toArray(UUID[]::new))
			.<UUID>all((row) -> Columns.get(row, 0, UUID.class))
			.collect(Collectors.toSet());
	}

	private static final String STORED = "/* storedFiles */ SELECT file_path FROM images WHERE is_stored FOR UPDATE";

	/**
	 * Finds the paths of all stored files.
	 */
	Mono<List<String>> findStoredPaths() {
		return this.statements.sql(STORED).all((row) -> Columns.get(row, 0, String.class)).collectList();
	}

	private static final String DELETE_ALL = "/* deleteAllImages */ DELETE FROM images i WHERE NOT (%s)";

	/**
	 * Deletes every image that no other feature needs.
	 * @return the number of deleted images
	 */
	Mono<Long> deleteAll() {
		return this.statements.sql(DELETE_ALL.formatted(this.held))
			.update()
			.flatMap((deleted) -> this.changes.record(Change.of(ChangeTopic.IMAGES, ChangeKind.DELETED, deleted))
				.thenReturn(deleted));
	}

	private static final String COUNT_HELD = "/* countNeededImages */ SELECT count(*) FROM images i WHERE (%s)";

	/**
	 * Counts the images that other features need.
	 */
	Mono<Long> countHeld() {
		return this.statements.sql(COUNT_HELD.formatted(this.held)).value(Long.class);
	}

	private static final String IS_HELD = "/* isNeededImage */ SELECT count(*) FROM images i WHERE image_id = :id AND (%s)";

	/**
	 * Whether another feature needs an image.
	 */
	Mono<Boolean> isHeld(UUID id) {
		return this.statements.sql(IS_HELD.formatted(this.held))
			.bind("id", id)
			.value(Long.class)
			.map((count) -> count > 0);
	}

	/**
	 * An image that was found.
	 *
	 * @param isHeld whether another feature needs it
	 */
	private record Candidate(UUID imageId, boolean isHeld) {
	}

	/**
	 * The images that were found.
	 *
	 * @param free the images that no other feature needs, in the order of their ids
	 * @param held the number of the others
	 */
	record Found(List<UUID> free, long held) {

		private static Found of(List<Candidate> all) {
			List<UUID> free = all.stream().filter((image) -> !image.isHeld()).map(Candidate::imageId).toList();
			return new Found(free, all.size() - free.size());
		}

		long size() {
			return this.free.size() + this.held;
		}

	}

}
