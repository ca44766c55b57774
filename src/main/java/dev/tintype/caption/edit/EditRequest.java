package dev.tintype.caption.edit;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

import dev.tintype.caption.save.CaptionKind;
import dev.tintype.caption.save.CaptionOperation;
import dev.tintype.caption.save.CaptionSource;
import dev.tintype.image.registry.ImageFields;
import dev.tintype.search.filter.ExpectedCount;
import dev.tintype.search.filter.RowFilter;
import dev.tintype.support.Texts;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.JsonFields;
import dev.tintype.web.http.QueryParameters;
import dev.tintype.web.http.Requests;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * A request to edit or clear the captions of many images.
 *
 * @param filter of the images, null for all
 * @param edits what to do
 * @param clears whether the request clears captions
 * @param source of the edited captions
 * @param label the name of the operation, or null
 * @param allowsEmpty whether a caption is cleared when its result is empty
 * @param isDry whether nothing is written
 * @param expected the number of captions that the request must select, null for any
 * @param job the same request for a job
 */
record EditRequest(@Nullable RowFilter filter, Edits edits, boolean clears, CaptionSource source,
		@Nullable String label, boolean allowsEmpty, boolean isDry, @Nullable Long expected, JsonNode job) {

	/** The moment to which the relative times of the filter refer. */
	private static final String NOW = "now";

	private static final String CLEARS = "clear";

	/**
	 * Reads the body of an edit.
	 */
	static EditRequest read(byte[] body) {
		JsonNode json = Json.read(body);
		JsonFields fields = new JsonFields(json, "");
		String filter = fields.text("filter", 1, RowFilter.BODY_LENGTH);
		Edits edits = EditReader.read(fields, json);
		String label = fields.optionalText("label", 1, Texts.NAME_LENGTH);
		String source = fields.optionalWord("source", CaptionSource.WORDS);
		boolean dry = fields.flag("dry_run", false);
		boolean allowsEmpty = fields.flag("allow_empty", false);
		Long expected = fields.optionalCount(ExpectedCount.NAME);
		fields.check();
		Instant now = now(json);
		ObjectNode job = Json.MAPPER.createObjectNode();
		job.put("filter", filter).set("edits", json.path("edits"));
		job.put("source", source).put("label", label).put("allow_empty", allowsEmpty).put(NOW, now.toString());
		job.put(ExpectedCount.NAME, expected);
		return new EditRequest(RowFilter.parse(filter, ImageFields.ALL, now, "/filter"), edits, false,
				CaptionSource.of(Objects.requireNonNullElse(source, CaptionSource.HUMAN.word())), label, allowsEmpty,
				dry, expected, job);
	}

	/**
	 * Reads the query string of a request that clears captions.
	 */
	static EditRequest read(ServerRequest request) {
		QueryParameters parameters = QueryParameters.of(request);
		RowFilter filter = RowFilter.of(parameters, ImageFields.ALL);
		if (filter == null) {
			Requests.confirmAll(request);
		}
		Integer expected = parameters.optionalNumber(ExpectedCount.NAME, 0, Integer.MAX_VALUE);
		String label = parameters.text("label", Texts.NAME_LENGTH);
		return clearing(filter, label, (expected != null) ? expected.longValue() : null, Instant.now());
	}

	private static EditRequest clearing(@Nullable RowFilter filter, @Nullable String label, @Nullable Long expected,
			Instant now) {
		ObjectNode job = Json.MAPPER.createObjectNode();
		job.put(CLEARS, true).put("filter", (filter != null) ? filter.text() : null).put("label", label);
		job.put(NOW, now.toString()).put(ExpectedCount.NAME, expected);
		return new EditRequest(filter, Edits.CLEAR, true, CaptionSource.HUMAN, label, true, false, expected, job);
	}

	/**
	 * The operation of this request.
	 */
	CaptionOperation operation(UUID id) {
		return new CaptionOperation(id, this.clears ? CaptionKind.CLEAR : CaptionKind.EDIT, this.label, true, true);
	}

	/**
	 * The response to a request without its rows.
	 * @param id of its operation, which exists only if a caption was saved
	 */
	ObjectNode result(EditTally tally, UUID id) {
		long saved = tally.changed() + (this.allowsEmpty ? tally.emptied() : 0);
		ObjectNode result = Json.MAPPER.createObjectNode();
		if (this.clears) {
			result.put("cleared", saved);
		}
		else {
			put(result, tally);
		}
		return result.put("operation_id", (saved > 0) ? id.toString() : null);
	}

	/**
	 * The response to a dry run.
	 */
	ObjectNode result(Edited edited) {
		ObjectNode result = Json.MAPPER.createObjectNode();
		put(result, edited.tally());
		result.set("sample", Json.MAPPER.valueToTree(edited.sample()));
		return result;
	}

	/**
	 * How many more captions the request may edit. Captions that match since it was
	 * accepted may be edited in place of others, but never more than it expected.
	 */
	long left(EditTally tally) {
		return (this.expected != null) ? Math.max(this.expected - tally.matched(), 0) : Long.MAX_VALUE;
	}

	private static void put(ObjectNode result, EditTally tally) {
		result.put("matched", tally.matched()).put("changed", tally.changed());
		result.put("unchanged", tally.unchanged()).put("emptied", tally.emptied());
	}

	/**
	 * Reads the request of a job.
	 */
	static EditRequest ofJob(JsonNode job) {
		if (!job.path(CLEARS).asBoolean(false)) {
			return read(Json.MAPPER.writeValueAsBytes(job));
		}
		JsonNode filter = job.path("filter");
		JsonNode label = job.path("label");
		JsonNode expected = job.path(ExpectedCount.NAME);
		Instant now = now(job);
		return clearing(
				filter.isString() ? RowFilter.parse(filter.stringValue(), ImageFields.ALL, now, RowFilter.PARAMETER)
						: null,
				label.isString() ? label.stringValue() : null,
				expected.isNumber() ? Long.valueOf(expected.asLong()) : null, now);
	}

	private static Instant now(JsonNode job) {
		JsonNode now = job.path(NOW);
		return now.isString() ? Instant.parse(now.stringValue()) : Instant.now();
	}

}
