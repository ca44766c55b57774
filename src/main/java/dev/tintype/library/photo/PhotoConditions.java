package dev.tintype.library.photo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.LikePattern;
import dev.tintype.library.version.Tags;
import dev.tintype.search.filter.FilterSql;
import dev.tintype.search.filter.RowFilter;
import dev.tintype.support.AnyCase;
import dev.tintype.support.Ids;
import dev.tintype.web.listing.Where;
import org.jspecify.annotations.Nullable;

/**
 * Converts what a client selects into conditions on {@code file_versions v}.
 */
final class PhotoConditions {

	private static final String LISTED = "v.listing = 'listed'";

	private static final String NEVER = "1 = 0";

	/** The caption belongs to the image, so it has a separate index. */
	private static final String QUERY_POSTGRESQL = """
			v.id IN (
			  SELECT s.id FROM file_versions s WHERE s.search_text LIKE :query
			  UNION
			  SELECT s.id FROM images i JOIN media_assets a ON a.image_id = i.image_id
			    JOIN file_versions s ON s.media_asset_id = a.id
			  WHERE i.caption_folded LIKE :query)""";

	private static final String QUERY_H2 = """
			(v.search_text LIKE :query OR EXISTS (
			  SELECT 1 FROM media_assets a JOIN images i ON i.image_id = a.image_id
			  WHERE a.id = v.media_asset_id AND i.caption_folded LIKE :query))""";

	/** The tag itself, and the tags below it: {@code 0} follows the slash. */
	private static final String TAGGED = """
			EXISTS (SELECT 1 FROM photo_tags t WHERE t.photo_id = v.id
			  AND (t.tag_key = :tag_%1$d OR (t.tag_key >= :tag_%1$d_below AND t.tag_key < :tag_%1$d_after)))""";

	private static final String FACES = "EXISTS (SELECT 1 FROM faces f WHERE f.photo_id = v.id AND NOT f.ignored)";

	private final Dialect dialect;

	private Where where = Where.ALL;

	private PhotoConditions(Dialect dialect) {
		this.dialect = dialect;
	}

	/**
	 * The conditions of a listing.
	 */
	static Where of(PhotoParameters parameters, Dialect dialect) {
		PhotoConditions conditions = new PhotoConditions(dialect);
		conditions.state(parameters.filter().state(), parameters.allVersions());
		if (parameters.unprocessed()) {
			conditions.add("v.tier = 'bronze' AND COALESCE(v.processing_state, 'processed') = 'processed'", Map.of());
		}
		if (parameters.imageId() != null) {
			UUID image = Ids.parse(parameters.imageId());
			conditions.add((image != null)
					? "v.media_asset_id IN (SELECT a.id FROM media_assets a WHERE a.image_id = :image_id)" : NEVER,
					(image != null) ? Map.of("image_id", image) : Map.of());
		}
		if (parameters.taken() != null) {
			conditions.add("v.taken_at >= :taken_start AND v.taken_at < :taken_end",
					Map.of("taken_start", parameters.taken().start(), "taken_end", parameters.taken().end()));
		}
		conditions.equal("v.taken_day", "on_day", parameters.onDay());
		conditions.filter(parameters.filter());
		conditions.language(parameters.text());
		return conditions.where;
	}

	/**
	 * The conditions of a search over best photos.
	 */
	static Where of(PhotoFilter filter, @Nullable RowFilter text, Dialect dialect) {
		PhotoConditions conditions = new PhotoConditions(dialect);
		conditions.state(filter.state(), false);
		conditions.filter(filter);
		conditions.language(text);
		return conditions.where;
	}

	// The first condition is the beginning of each index that serves an order.
	private void state(@Nullable String state, boolean allVersions) {
		boolean isAll = "all".equals(state);
		if (allVersions) {
			add("NOT v.is_trashed", Map.of());
			if (!isAll) {
				String sql = "COALESCE(v.processing_state, 'processed')";
				add((state != null) ? sql + " = :state" : sql + " <> 'rejected'",
						(state != null) ? Map.of("state", state) : Map.of());
			}
		}
		else if (isAll) {
			add("v.listing IN ('listed', 'rejected')", Map.of());
		}
		else if ("rejected".equals(state)) {
			add("v.listing = 'rejected'", Map.of());
		}
		else {
			add(LISTED, Map.of());
			if (state != null) {
				add("COALESCE(v.processing_state, 'processed') = :state", Map.of("state", state));
			}
		}
	}

	private void filter(PhotoFilter filter) {
		if (filter.query() != null) {
			add(this.dialect.choose(QUERY_H2, QUERY_POSTGRESQL),
					Map.of("query", LikePattern.containing(AnyCase.fold(filter.query()))));
		}
		equal("v.tier", "tier", (filter.tier() != null) ? filter.tier().text() : null);
		compare("v.rating_order >=", "rating_min", filter.ratingMin());
		compare("v.rating_order <=", "rating_max", filter.ratingMax());
		compare("v.taken_at >=", "taken_from", filter.from());
		compare("v.taken_at <", "taken_to", filter.to());
		for (int i = 0; i < filter.keywords().size(); i++) {
			String key = Tags.key(Tags.clean(filter.keywords().get(i)));
			String name = "tag_" + i;
			add(TAGGED.formatted(i), Map.of(name, key, name + "_below", key + "/", name + "_after", key + "0"));
		}
		among("v.event_type", "event_types", filter.eventTypes());
		among("v.mime_type", "mime_types", filter.mimeTypes());
		part("v.event_name", "event_name", filter.eventName());
		part("v.location", "location", filter.location());
		part("v.camera", "camera", filter.camera());
		part("v.lens", "lens", filter.lens());
		flag("(v.latitude IS NOT NULL AND v.longitude IS NOT NULL)", filter.hasGps());
		flag(FACES, filter.hasFaces());
		flag("COALESCE(v.is_reviewed, FALSE)", filter.isReviewed());
	}

	private void language(@Nullable RowFilter filter) {
		if (filter != null) {
			FilterSql sql = filter.sql(this.dialect);
			add(sql.condition(), sql.values());
		}
	}

	private void add(String condition, Map<String, ?> values) {
		this.where = this.where.and(condition, values);
	}

	private void equal(String column, String name, @Nullable Object value) {
		compare(column + " =", name, value);
	}

	private void compare(String comparison, String name, @Nullable Object value) {
		if (value != null) {
			add(comparison + " :" + name, Map.of(name, value));
		}
	}

	private void among(String column, String name, List<String> values) {
		if (!values.isEmpty()) {
			Map<String, Object> bound = new HashMap<>();
			bound.put(name, values.stream().distinct().toArray(String[]::new));
			add(column + " = ANY(:" + name + ")", bound);
		}
	}

	private void part(String column, String name, @Nullable String part) {
		if (part != null) {
			add("fold_case(" + column + ") LIKE :" + name, Map.of(name, LikePattern.containing(AnyCase.fold(part))));
		}
	}

	private void flag(String condition, @Nullable Boolean wanted) {
		if (wanted != null) {
			add(wanted ? condition : "NOT " + condition, Map.of());
		}
	}

}
