package dev.tintype.caption.load;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.caption.save.CaptionKind;
import dev.tintype.caption.save.CaptionOperation;
import dev.tintype.caption.save.CaptionSource;
import dev.tintype.support.Texts;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.QueryParameters;
import org.jspecify.annotations.Nullable;

import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * How a file is imported.
 *
 * @param match how the image of a row is found
 * @param source of the captions
 * @param model that wrote them, null for that of each row
 * @param root the folder that names are relative to, null for the common one
 * @param label the name of the operation, or null
 * @param isDry whether nothing is written
 */
record ImportRequest(ImportFormat format, String match, CaptionSource source, @Nullable String model,
		@Nullable String root, @Nullable String label, boolean isDry) {

	/** By the id if a row has one, otherwise by the path, otherwise by the name. */
	static final String AUTO = "auto";

	/** By the path only. */
	static final String PATH = "path";

	/** By the name only. */
	static final String NAME = "name";

	private static final int PATH_LENGTH = 2_000;

	private static final String DRY_RUN = "dry_run";

	/**
	 * Reads the query string.
	 */
	static ImportRequest read(ServerRequest request) {
		QueryParameters parameters = QueryParameters.of(request);
		String format = parameters.word("format", ImportFormat.WORDS, "");
		if (format.isEmpty()) {
			throw ProblemException.invalid("format", "must be one of " + String.join(", ", ImportFormat.WORDS));
		}
		if (parameters.has(DRY_RUN) && parameters.flag(DRY_RUN) == null) {
			// As absent it would start a real import, against the intention of the
			// caller.
			throw ProblemException.invalid(DRY_RUN, "must be true or false");
		}
		return new ImportRequest(ImportFormat.of(format), parameters.word("match", List.of(AUTO, PATH, NAME), AUTO),
				CaptionSource.of(parameters.word("source", CaptionSource.WORDS, CaptionSource.IMPORT.word())),
				parameters.text("model", Texts.NAME_LENGTH), parameters.text("root", PATH_LENGTH),
				parameters.text("label", Texts.NAME_LENGTH), Boolean.TRUE.equals(parameters.flag(DRY_RUN)));
	}

	/**
	 * Returns the request of a job.
	 */
	Map<String, ?> json() {
		Map<String, Object> json = new LinkedHashMap<>();
		json.put("format", this.format.word());
		json.put("match", this.match);
		json.put("source", this.source.word());
		json.put("model", this.model);
		json.put("root", this.root);
		json.put("label", this.label);
		return json;
	}

	/**
	 * Reads the request of a job.
	 */
	static ImportRequest ofJob(Stored stored) {
		return new ImportRequest(ImportFormat.of(stored.format()), stored.match(), CaptionSource.of(stored.source()),
				stored.model(), stored.root(), stored.label(), false);
	}

	CaptionOperation operation(UUID id) {
		return new CaptionOperation(id, CaptionKind.IMPORT, this.label, true, false);
	}

	/**
	 * The stored request of a job.
	 */
	record Stored(String format, String match, String source, @Nullable String model, @Nullable String root,
			@Nullable String label) {
	}

}
