package dev.tintype.caption.run;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

import dev.tintype.caption.save.CaptionSource;
import dev.tintype.image.registry.ImageFields;
import dev.tintype.search.filter.ExpectedCount;
import dev.tintype.search.filter.RowFilter;
import dev.tintype.support.Texts;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.JsonFields;
import org.jspecify.annotations.Nullable;

/**
 * A request to create a run.
 *
 * @param filter of the images, null for all
 * @param now the time to which the relative times of the filter refer
 * @param expected the number of images that the filter must select, before any is
 * skipped; null for any
 */
record RunDraft(@Nullable String label, String model, CaptionSource source, @Nullable String filter, Skip skip,
		boolean overwrite, int maxAttempts, Instant now, @Nullable Long expected) {

	private static final int MOST_ATTEMPTS = 100;

	private static final int ATTEMPTS = 3;

	/**
	 * Reads the body.
	 */
	static RunDraft read(byte[] body) {
		JsonFields fields = new JsonFields(Json.read(body), "");
		String label = fields.optionalText("label", 1, Texts.NAME_LENGTH);
		String model = fields.text("model", 1, Texts.NAME_LENGTH);
		String source = fields.optionalWord("source", CaptionSource.WORDS);
		String filter = fields.optionalText("filter", 1, RowFilter.BODY_LENGTH);
		String skip = fields.optionalWord("skip", Skip.WORDS);
		boolean overwrite = fields.flag("overwrite", false);
		Integer attempts = fields.optionalInteger("max_attempts", 1, MOST_ATTEMPTS);
		Long expected = fields.optionalCount(ExpectedCount.NAME);
		fields.check();
		// The databases store microseconds.
		Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
		RunDraft draft = new RunDraft(label, model, CaptionSource.of(Objects.requireNonNullElse(source, "model")),
				filter, (skip != null) ? Skip.of(skip) : Skip.SAME_MODEL, overwrite,
				Objects.requireNonNullElse(attempts, ATTEMPTS), now, expected);
		draft.rows();
		return draft;
	}

	/**
	 * The parsed filter.
	 * @return null for all images
	 */
	@Nullable RowFilter rows() {
		return (this.filter != null)
				? RowFilter.parse(this.filter, ImageFields.ALL, this.now, "/" + RowFilter.PARAMETER) : null;
	}

}
