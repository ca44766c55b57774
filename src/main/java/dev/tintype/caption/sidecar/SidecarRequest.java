package dev.tintype.caption.sidecar;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.tintype.caption.file.SidecarText;
import dev.tintype.image.registry.ImageFields;
import dev.tintype.search.filter.ExpectedCount;
import dev.tintype.search.filter.RowFilter;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.JsonFields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A request to write text files beside images.
 *
 * @param filter of the images, null for all
 * @param now the base of relative times of the filter
 * @param overwrite which existing files are replaced
 * @param isDry whether nothing is written
 * @param expected the number of captions that the request must select, null for any
 */
record SidecarRequest(@Nullable RowFilter filter, Instant now, String extension, String overwrite, boolean isDry,
		@Nullable Long expected) {

	/** No file is replaced. */
	static final String NEVER = "never";

	/** A file is replaced if it is older than the caption. */
	static final String OLDER = "older";

	private static final List<String> OVERWRITE = List.of(NEVER, OLDER, "always");

	/**
	 * Reads the body of a request.
	 */
	static SidecarRequest read(byte[] body) {
		return read((body.length > 0) ? Json.read(body) : Json.MAPPER.createObjectNode());
	}

	/**
	 * Reads the request of a job.
	 */
	static SidecarRequest read(JsonNode json) {
		JsonFields fields = new JsonFields(json, "");
		String filter = fields.optionalText(RowFilter.PARAMETER, 1, RowFilter.BODY_LENGTH);
		String extension = fields.optionalWord("extension", SidecarText.EXTENSIONS);
		String overwrite = fields.optionalWord("overwrite", OVERWRITE);
		boolean dry = fields.flag("dry_run", false);
		Long expected = fields.optionalCount(ExpectedCount.NAME);
		fields.check();
		Instant now = json.path("now").isString() ? Instant.parse(json.path("now").asString()) : Instant.now();
		return new SidecarRequest((filter != null) ? RowFilter.parse(filter, ImageFields.ALL, now, "/filter") : null,
				now, Objects.requireNonNullElse(extension, ".txt"), Objects.requireNonNullElse(overwrite, NEVER), dry,
				expected);
	}

	/**
	 * Returns the request of a job.
	 */
	Map<String, ?> json() {
		Map<String, Object> json = new LinkedHashMap<>();
		json.put(RowFilter.PARAMETER, (this.filter != null) ? this.filter.text() : null);
		json.put("now", this.now.toString());
		json.put("extension", this.extension);
		json.put("overwrite", this.overwrite);
		return json;
	}

}
