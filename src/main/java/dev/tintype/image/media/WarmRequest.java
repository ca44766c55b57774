package dev.tintype.image.media;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import dev.tintype.image.registry.ImageFields;
import dev.tintype.imaging.thumbnail.ThumbnailFormat;
import dev.tintype.search.filter.ExpectedCount;
import dev.tintype.search.filter.RowFilter;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.JsonFields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The body of a request to make thumbnails before they are needed.
 *
 * @param filter of the images, null for all
 * @param now the base of relative times of the filter
 * @param sizes of the thumbnails, without repetitions
 * @param expected the number of images that the request must select, null for any
 */
record WarmRequest(@Nullable RowFilter filter, Instant now, List<Integer> sizes, ThumbnailFormat format,
		@Nullable Long expected) {

	private static final String SIZES = "sizes";

	private static final String FORMAT = "format";

	/**
	 * Reads a body. It may be empty.
	 */
	static WarmRequest read(byte[] body) {
		return read((body.length > 0) ? Json.read(body) : Json.MAPPER.createObjectNode(), Instant.now());
	}

	/**
	 * Reads the request of a job.
	 */
	static WarmRequest ofJob(JsonNode request) {
		return read(request, Instant.parse(request.path("now").asString("")));
	}

	private static WarmRequest read(JsonNode node, Instant now) {
		JsonFields fields = new JsonFields(node, "");
		String text = fields.optionalText(RowFilter.PARAMETER, 1, RowFilter.BODY_LENGTH);
		boolean isAbsent = node.path(SIZES).isMissingNode() || node.path(SIZES).isNull();
		List<Integer> sizes = isAbsent ? List.of(256) : sizes(fields);
		String format = Objects.requireNonNullElse(fields.optionalWord(FORMAT, ImageMedia.FORMATS), "webp");
		Long expected = fields.optionalCount(ExpectedCount.NAME);
		fields.check();
		RowFilter filter = (text != null) ? RowFilter.parse(text, ImageFields.ALL, now, "/" + RowFilter.PARAMETER)
				: null;
		return new WarmRequest(filter, now, sizes, ThumbnailFormat.valueOf(format.toUpperCase(Locale.ROOT)), expected);
	}

	private static List<Integer> sizes(JsonFields fields) {
		List<Integer> sizes = new ArrayList<>();
		for (JsonNode size : fields.items(SIZES, ImageMedia.SIZES.size())) {
			if (size.isInt() && ImageMedia.SIZES.contains(size.asString()) && !sizes.contains(size.intValue())) {
				sizes.add(size.intValue());
			}
			else {
				fields.fault(SIZES, "must be an array of different numbers of " + String.join(", ", ImageMedia.SIZES));
			}
		}
		if (sizes.isEmpty()) {
			fields.fault(SIZES, "must have at least one number");
		}
		return sizes;
	}

	/**
	 * Returns the request of a job.
	 */
	Map<String, ?> json() {
		Map<String, Object> json = new LinkedHashMap<>();
		json.put(RowFilter.PARAMETER, (this.filter != null) ? this.filter.text() : null);
		json.put("now", this.now.toString());
		json.put(SIZES, this.sizes);
		json.put(FORMAT, this.format.name().toLowerCase(Locale.ROOT));
		return json;
	}

}
