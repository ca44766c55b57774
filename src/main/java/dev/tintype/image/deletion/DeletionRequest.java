package dev.tintype.image.deletion;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.tintype.image.registry.ImageFields;
import dev.tintype.search.filter.ExpectedCount;
import dev.tintype.search.filter.RowFilter;
import dev.tintype.web.http.IdList;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.JsonFields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The body of a request to delete images. It names either ids or a filter.
 *
 * @param ids of the images, null if the filter selects them
 * @param filter selects the images, null if ids name them
 * @param now the base of relative times of the filter
 * @param expected the number of images that the request must find, null for any
 * @param isDry whether nothing is deleted
 */
record DeletionRequest(@Nullable IdList ids, @Nullable RowFilter filter, Instant now, @Nullable Long expected,
		boolean isDry) {

	private static final String IDS = "image_ids";

	/**
	 * Reads the body.
	 */
	static DeletionRequest read(byte[] body) {
		return read(Json.read(body), Instant.now());
	}

	/**
	 * Reads the request of a job.
	 */
	static DeletionRequest ofJob(JsonNode request) {
		return read(request, Instant.parse(request.path("now").asString("")));
	}

	private static DeletionRequest read(JsonNode body, Instant now) {
		JsonFields fields = new JsonFields(body, "");
		String text = fields.optionalText(RowFilter.PARAMETER, 1, RowFilter.BODY_LENGTH);
		boolean named = !isAbsent(body.path(IDS));
		if (body.isObject() && named != isAbsent(body.path(RowFilter.PARAMETER))) {
			fields.fault(IDS, "must be sent, or a filter instead");
		}
		IdList ids = named ? IdList.read(fields, IDS) : null;
		Long expected = fields.optionalCount(ExpectedCount.NAME);
		boolean dry = fields.flag("dry_run", false);
		fields.check();
		RowFilter filter = (text != null) ? RowFilter.parse(text, ImageFields.ALL, now, "/" + RowFilter.PARAMETER)
				: null;
		return new DeletionRequest(ids, filter, now, expected, dry);
	}

	private static boolean isAbsent(JsonNode value) {
		return value.isMissingNode() || value.isNull();
	}

	/**
	 * Returns the request of a job.
	 */
	Map<String, ?> json() {
		Map<String, Object> json = new LinkedHashMap<>();
		json.put(RowFilter.PARAMETER, (this.filter != null) ? this.filter.text() : null);
		json.put("now", this.now.toString());
		json.put(ExpectedCount.NAME, this.expected);
		return json;
	}

	/**
	 * How many more images a job may find. Images that match since it was accepted may be
	 * deleted in place of others, but never more than it expected.
	 */
	long left(DeletedImages before) {
		return (this.expected != null) ? Math.max(this.expected - before.found(), 0) : Long.MAX_VALUE;
	}

}
