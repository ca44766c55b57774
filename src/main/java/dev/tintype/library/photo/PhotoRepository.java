package dev.tintype.library.photo;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.data.batch.Chunks;
import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.search.filter.RowFilter;
import dev.tintype.search.regex.RegexLimit;
import dev.tintype.web.listing.Rows;
import dev.tintype.web.listing.Where;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Reads photos.
 */
@Repository
public class PhotoRepository {

	private static final String FIND = "/* findPhotos */ SELECT " + PhotoColumns.ALL + " FROM " + PhotoColumns.TABLE
			+ " " + PhotoColumns.JOINS + " WHERE v.id = ANY(:ids)";

	private static final String SELECT = "/* selectPhotos */ SELECT v.id FROM file_versions v %s ORDER BY v.id LIMIT :limit";

	/** How many photos a statement reads. */
	private static final int CHUNK = 500;

	private final Statements statements;

	private final Dialect dialect;

	private final RegexLimit regexes;

	PhotoRepository(Statements statements, Dialect dialect, RegexLimit regexes) {
		this.statements = statements;
		this.dialect = dialect;
		this.regexes = regexes;
	}

	/**
	 * Finds a photo, which may be in the trash.
	 * @return empty if the id is unknown
	 */
	public Mono<Photo> findById(UUID id) {
		return findAllById(List.of(id)).singleOrEmpty();
	}

	/**
	 * Finds photos with one statement.
	 * @param ids without repetitions
	 * @return those that exist, in no order
	 */
	public Flux<Photo> findAllById(Collection<UUID> ids) {
		return this.statements.sql(FIND).bind("ids", ids.toArray(UUID[]::new)).all(PhotoColumns::photo);
	}

	/** The ids come first, because H2 would read the whole table for the joins. */
	private static final String FIND_BEST = "/* findBestPhotos */ SELECT " + PhotoColumns.BRIEF
			+ " FROM (SELECT b.id FROM file_versions b %s AND b.is_best) f JOIN " + PhotoColumns.TABLE
			+ " ON v.id = f.id " + PhotoColumns.JOINS;

	/**
	 * Finds the best photos of assets as lists show them.
	 * @param assetIds any number, without repetitions
	 * @return photos by asset, without unknown assets. Some may be in the trash or
	 * rejected
	 */
	public Mono<Map<UUID, Photo>> findBest(Collection<UUID> assetIds) {
		return Flux.fromIterable(Chunks.cut(List.copyOf(assetIds), CHUNK))
			.concatMap((part) -> this.statements
				.sql(FIND_BEST.formatted(this.dialect.among("b.media_asset_id", "UUID", "assets")))
				.bind("assets", part.toArray(UUID[]::new))
				.<Photo>all((row) -> PhotoColumns.photo(row).brief()), 1)
			.collectMap((photo) -> photo.version().assetId());
	}

	/**
	 * Selects the best photos that match filters.
	 * @param text in the filter language; null for all
	 * @param limit the most photos
	 * @return their ids, in order
	 */
	public Mono<List<UUID>> select(PhotoFilter filter, @Nullable RowFilter text, int limit) {
		return this.regexes.run(text != null && text.isMatching(), () -> {
			Where where = PhotoConditions.of(filter, text, this.dialect);
			return this.statements.sql(SELECT.formatted(where.sql()))
				.bind(where.values())
				.bind("limit", limit)
				.<UUID>all((row) -> Columns.get(row, 0, UUID.class))
				.collectList();
		});
	}

	/**
	 * Parses a filter in the filter language.
	 * @param now the base of relative times
	 * @param pointer the JSON pointer of the filter
	 * @return the filter; it throws a problem that names the position of a fault
	 */
	public static RowFilter filter(String text, Instant now, String pointer) {
		return RowFilter.parse(text, PhotoFields.ALL, now, pointer);
	}

	/**
	 * The rows of the listing that parameters select.
	 */
	Rows<Photo> rows(PhotoParameters parameters) {
		return new PhotoRows(this.statements, this.dialect, this.regexes, parameters);
	}

}
