package dev.tintype.library.search;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

import dev.tintype.library.photo.PhotoFilter;
import dev.tintype.library.photo.PhotoFilters;
import dev.tintype.library.photo.PhotoRepository;
import dev.tintype.search.filter.RowFilter;
import dev.tintype.support.Hashes;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.JsonFields;
import dev.tintype.web.listing.PageRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A search for photos.
 *
 * @param filter the search filters
 * @param text a filter in the filter language, or null
 * @param field the field that the photos are sorted by, null for the latest ingest first
 * @param isDescending whether the greatest value comes first
 * @param page the part that is requested
 * @param digest of the filters, for cursors
 */
record SearchRequest(PhotoFilter filter, @Nullable RowFilter text, @Nullable String field, boolean isDescending,
		PageRequest page, long digest) {

	static final String EVENT_NAME = "event_name";

	static final String SIMILARITY = "similarity";

	/** The fields of sorting. */
	static final List<String> FIELDS = List.of("created_at", "taken_at", "rating", "file_size", "original_filename",
			EVENT_NAME, SIMILARITY);

	private static final String FILTERS = "filters";

	private static final String ASCENDING = "asc";

	private static final String DESCENDING = "desc";

	/**
	 * Reads the body of a search.
	 */
	static SearchRequest read(byte[] bytes) {
		JsonNode body = Json.read(bytes);
		JsonFields fields = new JsonFields(body, "");
		JsonFields filters = fields.optionalObject(FILTERS);
		PhotoFilter filter = (filters != null) ? PhotoFilters.read(filters) : PhotoFilter.ALL;
		String text = fields.optionalText(RowFilter.PARAMETER, 1, RowFilter.BODY_LENGTH);
		JsonFields sort = fields.optionalObject("sort");
		String field = (sort != null) ? sort.optionalWord("field", FIELDS) : null;
		String direction = (sort != null) ? sort.optionalWord("direction", List.of(ASCENDING, DESCENDING)) : null;
		if (sort != null) {
			sort.onlyKnown(List.of("field", "direction"), "a part of the order");
			sort.required("field", field);
			if (SIMILARITY.equals(field) && filter.similar() == null) {
				sort.fault("field", "needs the filter 'similar'");
			}
		}
		PageRequest page = page(fields);
		fields.check();
		RowFilter parsed = (text != null) ? PhotoRepository.filter(text, Instant.now(), "/" + RowFilter.PARAMETER)
				: null;
		String initial = SIMILARITY.equals(field) ? DESCENDING : ASCENDING;
		return new SearchRequest(filter, parsed, field,
				DESCENDING.equals(Objects.requireNonNullElse(direction, initial)), page,
				digest(body.path(FILTERS).toString() + '\0' + text));
	}

	private static PageRequest page(JsonFields fields) {
		String after = fields.optionalText("after", 1, PageRequest.CURSOR_LENGTH);
		Integer page = fields.optionalInteger("page", 1, Integer.MAX_VALUE);
		Integer perPage = fields.optionalInteger("per_page", 1, PageRequest.MAX_PER_PAGE);
		String count = fields.optionalWord("count", List.of("exact", "none"));
		return new PageRequest((after != null) ? 1 : Objects.requireNonNullElse(page, 1),
				Objects.requireNonNullElse(perPage, PageRequest.DEFAULT_PER_PAGE), after,
				after == null && !"none".equals(count));
	}

	private static long digest(String filters) {
		MessageDigest digest = Hashes.sha256Digest();
		return ByteBuffer.wrap(digest.digest(filters.getBytes(StandardCharsets.UTF_8))).getLong();
	}

}
