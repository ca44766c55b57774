package dev.tintype.library.photo;

import java.time.Duration;
import java.util.Map;

import dev.tintype.data.sql.Dialect;
import dev.tintype.library.likeness.NearHash;
import dev.tintype.search.filter.Filter;
import dev.tintype.search.filter.FilterSql;
import dev.tintype.search.filter.Operator;
import dev.tintype.search.regex.Regex;
import dev.tintype.web.listing.Where;
import org.jspecify.annotations.Nullable;

/**
 * The photos that a client selects, as a filter on {@code file_versions v}.
 *
 * @param tree the filter, with the state of the photos
 * @param isOfOneListing whether all photos have the same value in the column
 * {@code listing}
 * @param near the hash that the photos are similar to, or null
 * @param isLocal whether all photos are in a small circle
 */
public record PhotoSelection(Filter tree, boolean isOfOneListing, @Nullable NearHash near, boolean isLocal) {

	/** H2 would choose an index of the state, which nearly all photos share. */
	private static final String PLACES = "USE INDEX (file_versions_coordinates)";

	/**
	 * Selects best photos of live assets that are not rejected.
	 * @param filter a further condition
	 * @return the selection
	 */
	public static PhotoSelection listed(Filter filter) {
		return new PhotoSelection(PhotoConditions.LISTED.and(filter), true, null, false);
	}

	/**
	 * Returns the conditions for one statement of a page. On H2 the time limit of regular
	 * expressions begins with this call.
	 * @return conditions on {@code file_versions v}
	 */
	public Where where(Dialect dialect) {
		return where(dialect, Regex.LIMIT);
	}

	Where where(Dialect dialect, Duration limit) {
		FilterSql sql = this.tree.sql(dialect, limit);
		Where where = Where.ALL.and(sql.condition(), sql.values());
		// Always true. It binds the parameter of the order by similarity.
		return (this.near != null)
				? where.and(this.near.similarity(dialect, "v.phash") + " >= 0", Map.of("near_hash", this.near.hash()))
				: where;
	}

	/**
	 * Returns the hint that follows {@code file_versions v} in a statement that finds the
	 * photos.
	 * @return the index that H2 uses, or an empty text
	 */
	public String hint(Dialect dialect) {
		return this.isLocal ? dialect.choose(PLACES, "") : "";
	}

	/**
	 * Tells whether the statements of a page need a time limit.
	 * @return true if the filter has a regular expression
	 */
	public boolean isMatching() {
		return this.tree.has(Operator.MATCHES);
	}

}
