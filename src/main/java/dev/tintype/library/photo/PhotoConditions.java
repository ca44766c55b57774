package dev.tintype.library.photo;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.LikePattern;
import dev.tintype.library.geo.Circle;
import dev.tintype.library.likeness.Likeness;
import dev.tintype.library.likeness.NearHash;
import dev.tintype.library.version.Tags;
import dev.tintype.search.filter.Filter;
import dev.tintype.support.AnyCase;
import org.jspecify.annotations.Nullable;

/**
 * The conditions on {@code file_versions v} that are no comparison of a field. None of
 * them is ever unknown.
 */
public final class PhotoConditions {

	/** The best photos of live assets that are not rejected. */
	public static final Filter LISTED = plain("v.listing = 'listed'");

	/** Photos with faces that are not ignored. */
	static final Filter FACES = hinted("faces f", "faces_photo", "f.photo_id = v.id AND NOT f.ignored", Map.of());

	/** Photos that await processing. */
	static final Filter UNPROCESSED = plain(
			"v.tier = 'bronze' AND COALESCE(v.processing_state, 'processed') = 'processed'");

	/** After the time that a photo without a date has in one of the columns. */
	private static final LocalDateTime EARLIEST = LocalDateTime.of(1, 1, 2, 0, 0);

	/** The time that a photo without a date has in the other column. */
	private static final LocalDateTime LATEST = LocalDateTime.of(9999, 12, 31, 0, 0);

	private static final String STATE = "COALESCE(v.processing_state, 'processed') = :state";

	private static final String NOT_REJECTED = "COALESCE(v.processing_state, 'processed') <> 'rejected'";

	/** The caption belongs to the image, so it has a separate index. */
	private static final String QUERY_POSTGRESQL = """
			v.id IN (
			  SELECT s.id FROM file_versions s WHERE s.search_text LIKE :query
			  UNION
			  SELECT s.id FROM images i JOIN media_assets a ON a.image_id = i.image_id
			    JOIN file_versions s ON s.media_asset_id = a.id
			  WHERE i.caption_folded LIKE :query)""";

	private static final String QUERY_H2 = """
			v.search_text LIKE :query OR EXISTS (
			  SELECT 1 FROM media_assets a JOIN images i ON i.image_id = a.image_id
			  WHERE a.id = v.media_asset_id AND i.caption_folded LIKE :query)""";

	/** The tag itself, and the tags below it: {@code 0} follows the slash. */
	private static final String TAGGED = """
			EXISTS (SELECT 1 FROM photo_tags t WHERE t.photo_id = v.id
			  AND (t.tag_key = :tag OR (t.tag_key >= :below AND t.tag_key < :after)))""";

	private static final String IMAGE = "v.media_asset_id IN (SELECT a.id FROM media_assets a WHERE a.image_id = :image)";

	private static final String PERSON = "f.photo_id = v.id AND f.person_id = :person AND NOT f.ignored";

	private static final String MEMBER_POSTGRESQL = """
			EXISTS (SELECT 1 FROM collection_photos m WHERE m.photo_id = v.id AND m.collection_id = ANY(:collections))""";

	/** H2 uses both columns of the unique index only if each has one value. */
	private static final String MEMBER_H2 = """
			EXISTS (SELECT 1 FROM collection_photos m WHERE m.collection_id = :collection_%1$d AND m.photo_id = v.id)""";

	private static final String SIMILAR_H2 = "v.phash IS NOT NULL AND %s <= :near_distance";

	private PhotoConditions() {
	}

	/**
	 * Selects photos with a tag, or with a tag below it.
	 * @param tag as a client sends it
	 * @return the condition
	 */
	public static Filter tagged(String tag) {
		String key = Tags.key(Tags.clean(tag));
		return Filter.Fragment.of(TAGGED, Map.of("tag", key, "below", key + "/", "after", key + "0"));
	}

	/**
	 * Selects photos in a circle.
	 * @return the condition
	 */
	public static Filter near(Circle circle) {
		return Filter.Fragment.of("v.latitude IS NOT NULL AND v.longitude IS NOT NULL AND "
				+ circle.condition("v.latitude", "v.longitude", "near"), circle.values("near"));
	}

	/**
	 * Selects photos whose hash is near another one. H2 would repeat a subquery for each
	 * photo that it finds, so it compares each hash.
	 * @return the condition
	 */
	public static Filter similar(NearHash near) {
		String compared = SIMILAR_H2.formatted(Likeness.distance(Dialect.H2, "v.phash", "CAST(:near_hash AS BIGINT)"));
		return new Filter.Fragment(compared, near.condition(Dialect.POSTGRESQL, "v.id"), near.values());
	}

	/**
	 * Selects photos in collections that are not smart.
	 * @param ids of collections, at least one; unknown ones have no photos
	 * @return the condition
	 */
	public static Filter inAny(Collection<UUID> ids) {
		UUID[] array = ids.toArray(UUID[]::new);
		Map<String, Object> values = new HashMap<>(Map.of("collections", array));
		List<String> each = new ArrayList<>();
		for (int i = 0; i < array.length; i++) {
			values.put("collection_" + i, array[i]);
			each.add(MEMBER_H2.formatted(i));
		}
		return new Filter.Fragment(String.join(" OR ", each), MEMBER_POSTGRESQL, values);
	}

	/**
	 * Selects photos with a face of a person that is not ignored.
	 * @return the condition
	 */
	public static Filter withPerson(UUID person) {
		return hinted("faces f", "faces_photo", PERSON, Map.of("person", person));
	}

	/**
	 * Selects photos that were taken at a time or later. The two columns differ only for
	 * photos without a date, which do not match. Each order by time has an index of one
	 * of them.
	 */
	static Filter takenFrom(LocalDateTime time) {
		return Filter.Fragment.of("v.taken_descending >= :taken_from AND v.taken_ascending >= :taken_from",
				Map.of("taken_from", time.isAfter(EARLIEST) ? time : EARLIEST));
	}

	/**
	 * Selects photos that were taken before a time.
	 */
	static Filter takenBefore(LocalDateTime time) {
		return Filter.Fragment.of("v.taken_ascending < :taken_before AND v.taken_descending < :taken_before",
				Map.of("taken_before", time.isBefore(LATEST) ? time : LATEST));
	}

	/**
	 * Returns a condition that PostgreSQL checks photo by photo and never turns into a
	 * join. The time that it plans grows with the square of the number of joins.
	 */
	static Filter apart(Filter condition) {
		return (condition instanceof Filter.Fragment fragment)
				? new Filter.Fragment(fragment.h2(), "(" + fragment.postgresql() + ") IS TRUE", fragment.values())
				: condition;
	}

	static Filter ofImage(UUID image) {
		return Filter.Fragment.of(IMAGE, Map.of("image", image));
	}

	static Filter onDay(int day) {
		return Filter.Fragment.of("v.taken_day IS NOT NULL AND v.taken_day = :day", Map.of("day", day));
	}

	/**
	 * Selects photos with a part in one of their texts, in any case.
	 */
	static Filter query(String part) {
		return new Filter.Fragment(QUERY_H2, QUERY_POSTGRESQL,
				Map.of("query", LikePattern.containing(AnyCase.fold(part))));
	}

	/**
	 * Selects photos by their state. The condition is the beginning of each index that
	 * serves an order.
	 * @param state processed, promoted, rejected or all; null for all but rejected photos
	 * @param allVersions whether lower versions are selected too
	 */
	static Filter state(@Nullable String state, boolean allVersions) {
		boolean isAll = "all".equals(state);
		if (allVersions) {
			String live = "NOT v.is_trashed";
			if (isAll) {
				return plain(live);
			}
			return (state != null) ? Filter.Fragment.of(live + " AND " + STATE, Map.of("state", state))
					: plain(live + " AND " + NOT_REJECTED);
		}
		if (isAll) {
			return plain("v.listing IN ('listed', 'rejected')");
		}
		if ("rejected".equals(state)) {
			return plain("v.listing = 'rejected'");
		}
		return (state != null) ? Filter.Fragment.of("v.listing = 'listed' AND " + STATE, Map.of("state", state))
				: LISTED;
	}

	// Without statistics, H2 may choose an index that has all rows of a person or a
	// state, and scan it for each photo.
	private static Filter hinted(String table, String index, String condition, Map<String, ?> values) {
		String sql = "EXISTS (SELECT 1 FROM " + table + "%s WHERE " + condition + ")";
		return new Filter.Fragment(sql.formatted(" USE INDEX (" + index + ")"), sql.formatted(""), values);
	}

	private static Filter plain(String sql) {
		return Filter.Fragment.of(sql, Map.of());
	}

}
