package dev.tintype.caption.export;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.tintype.caption.file.SidecarText;
import dev.tintype.image.registry.ImageFields;
import dev.tintype.search.filter.ExpectedCount;
import dev.tintype.search.filter.RowFilter;
import dev.tintype.support.Texts;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.JsonFields;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.QueryParameters;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * What is exported.
 *
 * @param filter of the images, null for all
 * @param now the base of relative times of the filter
 * @param all whether the whole history is exported, not only current captions
 * @param model that wrote the captions, null for any
 * @param root the folder that names are relative to, null for the common one
 * @param limit the most captions, null for all
 * @param bom whether CSV begins with a byte order mark
 * @param extension of the text files
 * @param images which pictures a tar has: {@code original}, a size, or {@code none}
 * @param shard the part that is exported, from 0
 * @param shards the number of parts
 * @param expected the number of captions that the request must select, null for any
 */
record ExportRequest(ExportFormat format, @Nullable RowFilter filter, Instant now, boolean all, @Nullable String model,
		@Nullable String root, @Nullable Integer limit, boolean bom, String extension, String images, int shard,
		int shards, @Nullable Long expected) {

	private static final int PATH_LENGTH = 2_000;

	private static final int MOST_SHARDS = 10_000;

	private static final List<String> CAPTIONS = List.of("current", "all");

	private static final List<String> IMAGES = List.of("original", "1024", "512", "none");

	/** Refuses what a format cannot hold. */
	ExportRequest {
		if (all && !format.holdsMany()) {
			throw ProblemException.invalid("captions",
					"must be current, because " + format.word() + " has one caption for each image");
		}
		if (shard >= shards) {
			throw ProblemException.invalid("shard", "must be less than shards");
		}
	}

	/**
	 * Reads the query string.
	 */
	static ExportRequest read(ServerRequest request) {
		QueryParameters parameters = QueryParameters.of(request);
		String format = parameters.word("format", ExportFormat.WORDS, "");
		if (format.isEmpty()) {
			throw ProblemException.invalid("format", "must be one of " + String.join(", ", ExportFormat.WORDS));
		}
		return new ExportRequest(ExportFormat.of(format), RowFilter.of(parameters, ImageFields.ALL), Instant.now(),
				"all".equals(parameters.word("captions", CAPTIONS, "current")),
				parameters.text("model", Texts.NAME_LENGTH), parameters.text("root", PATH_LENGTH),
				parameters.optionalNumber("limit", 1, Integer.MAX_VALUE), Boolean.TRUE.equals(parameters.flag("bom")),
				parameters.word("extension", SidecarText.EXTENSIONS, ".txt"),
				parameters.word("images", IMAGES, "original"), parameters.number("shard", 0, MOST_SHARDS - 1, 0),
				parameters.number("shards", 1, MOST_SHARDS, 1), null);
	}

	/**
	 * Reads the body of a request for a job, or the stored request of a job.
	 */
	static ExportRequest read(JsonNode json) {
		JsonFields fields = new JsonFields(json, "");
		String format = fields.optionalWord("format", ExportFormat.WORDS);
		fields.required("format", format);
		String filter = fields.optionalText("filter", 1, RowFilter.BODY_LENGTH);
		String captions = fields.optionalWord("captions", CAPTIONS);
		String model = fields.optionalText("model", 1, Texts.NAME_LENGTH);
		String root = fields.optionalText("root", 1, PATH_LENGTH);
		Integer limit = fields.optionalInteger("limit", 1, Integer.MAX_VALUE);
		boolean bom = fields.flag("bom", false);
		String extension = fields.optionalWord("extension", SidecarText.EXTENSIONS);
		String images = fields.optionalWord("images", IMAGES);
		Integer shard = fields.optionalInteger("shard", 0, MOST_SHARDS - 1);
		Integer shards = fields.optionalInteger("shards", 1, MOST_SHARDS);
		Long expected = fields.optionalCount(ExpectedCount.NAME);
		fields.check();
		Instant now = json.path("now").isString() ? Instant.parse(json.path("now").asString()) : Instant.now();
		return new ExportRequest(ExportFormat.of(Objects.requireNonNull(format)),
				(filter != null) ? RowFilter.parse(filter, ImageFields.ALL, now, "/filter") : null, now,
				"all".equals(captions), model, root, limit, bom, Objects.requireNonNullElse(extension, ".txt"),
				Objects.requireNonNullElse(images, "original"), Objects.requireNonNullElse(shard, 0),
				Objects.requireNonNullElse(shards, 1), expected);
	}

	/**
	 * Reads the body of a request for a job.
	 */
	static ExportRequest read(byte[] body) {
		return read(Json.read(body));
	}

	/**
	 * Returns the request of a job.
	 */
	Map<String, ?> json() {
		Map<String, Object> json = new LinkedHashMap<>();
		json.put("format", this.format.word());
		json.put("filter", (this.filter != null) ? this.filter.text() : null);
		json.put("now", this.now.toString());
		json.put("captions", this.all ? "all" : "current");
		json.put("model", this.model);
		json.put("root", this.root);
		json.put("limit", this.limit);
		json.put("bom", this.bom);
		json.put("extension", this.extension);
		json.put("images", this.images);
		json.put("shard", this.shard);
		json.put("shards", this.shards);
		return json;
	}

	/**
	 * The number of captions.
	 * @param selected how many the filter selects
	 */
	long most(long selected) {
		return (this.limit != null) ? Math.min(selected, this.limit) : selected;
	}

	/**
	 * The name of the file.
	 */
	String filename() {
		return (this.shards == 1) ? this.format.filename()
				: this.format.filename().replaceFirst("(\\.[a-z]+)$", "-%06d$1".formatted(this.shard));
	}

	/**
	 * Whether an image belongs to the part.
	 */
	boolean isInShard(ExportedCaption caption) {
		return Math.floorMod(caption.imageId().getLeastSignificantBits(), (long) this.shards) == this.shard;
	}

}
