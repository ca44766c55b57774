package dev.tintype.library.photo;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;

import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.LikePattern;
import dev.tintype.library.geo.Circle;
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
	static final Filter FACES = plain("EXISTS (SELECT 1 FROM faces f WHERE f.photo_id = v.id AND NOT f.ignored)");

	/** Photos that await processing. */
	static final Filter UNPROCESSED = plain(
			"v.tier = 'bronze' AND COALESCE(v.processing_state, 'processed') = 'processed'");

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

	private static final String PERSON = """
			EXISTS (SELECT 1 FROM faces f WHERE f.photo_id = v.id AND f.person_id = :person AND NOT f.ignored)""";

	private static final String MEMBER = """
			EXISTS (SELECT 1 FROM collection_photos m WHERE m.photo_id = v.id AND m.collection_id = ANY(:collections))""";

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
	 * Selects photos whose hash is near another one.
	 * @return the condition
	 */
	public static Filter similar(NearHash near) {
		return new Filter.Fragment(near.condition(Dialect.H2, "v.id"), near.condition(Dialect.POSTGRESQL, "v.id"),
				near.values());
	}

	/**
	 * Selects photos in collections that are not smart.
	 * @param ids of collections; unknown ones have no photos
	 * @return the condition
	 */
	public static Filter inAny(Collection<UUID> ids) {
		return Filter.Fragment.of(MEMBER, Map.of("collections", ids.toArray(UUID[]::new)));
	}

	/**
	 * Selects photos with a face of a person that is not ignored.
	 * @return the condition
	 */
	public static Filter withPerson(UUID person) {
		return Filter.Fragment.of(PERSON, Map.of("person", person));
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

	private static Filter plain(String sql) {
		return Filter.Fragment.of(sql, Map.of());
	}

}
