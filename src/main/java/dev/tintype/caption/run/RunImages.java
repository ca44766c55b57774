package dev.tintype.caption.run;

import java.util.HashMap;
import java.util.Map;

import dev.tintype.data.sql.Dialect;
import dev.tintype.image.registry.ImageFields;
import dev.tintype.search.filter.FilterSql;
import dev.tintype.search.filter.RowFilter;
import dev.tintype.search.regex.RegexLimit;

import org.springframework.stereotype.Component;

/**
 * Selects the images of a run, by conditions over {@code images i}.
 */
@Component
public class RunImages {

	// Subqueries that count, because PostgreSQL would turn NOT EXISTS into a join, which
	// may read all captions. No index serves NULLIF: the one of operations would find all
	// captions of the run for each image.
	private static final String UNTOUCHED = """
			(SELECT count(*) FROM caption_claims l WHERE l.run_id = :run_id AND l.image_id = i.image_id) = 0
			AND (SELECT count(*) FROM captions c WHERE c.image_id = i.image_id
			  AND NULLIF(c.operation_id, CAST('00000000-0000-0000-0000-000000000000' AS UUID)) = :run_id) = 0
			""";

	private static final String NOT_OF_MODEL = """
			 AND (SELECT count(*) FROM captions c
			  WHERE c.image_id = i.image_id AND c.model = :model AND c.text IS NOT NULL) = 0
			""";

	private static final String UNCAPTIONED = " AND i.caption_rank = 0";

	private static final String ALL_UNCAPTIONED = """
			(i.caption_rank = 0 OR EXISTS (
			  SELECT 1 FROM captions c WHERE c.image_id = i.image_id AND c.operation_id = :run_id))
			""";

	private static final String ALL_NOT_OF_MODEL = """
			NOT EXISTS (SELECT 1 FROM captions c WHERE c.image_id = i.image_id AND c.model = :model
			  AND c.text IS NOT NULL AND c.operation_id <> :run_id)
			""";

	private final Dialect dialect;

	private final RegexLimit regexes;

	RunImages(Dialect dialect, RegexLimit regexes) {
		this.dialect = dialect;
		this.regexes = regexes;
	}

	/**
	 * Selects the images that are neither claimed nor captioned by the run.
	 * @return a condition and the values to bind
	 */
	public FilterSql remaining(Run run) {
		return switch (Skip.of(run.skip())) {
			case CAPTIONED -> filtered(run, UNTOUCHED + UNCAPTIONED, Map.of("run_id", run.id()));
			case SAME_MODEL ->
				filtered(run, UNTOUCHED + NOT_OF_MODEL, Map.of("run_id", run.id(), "model", run.model()));
			case NONE -> filtered(run, UNTOUCHED, Map.of("run_id", run.id()));
		};
	}

	/**
	 * Selects all images of the run, also those that it has captioned.
	 * @return a condition and the values to bind
	 */
	FilterSql all(Run run) {
		return switch (Skip.of(run.skip())) {
			case CAPTIONED -> filtered(run, ALL_UNCAPTIONED, Map.of("run_id", run.id()));
			case SAME_MODEL -> filtered(run, ALL_NOT_OF_MODEL, Map.of("run_id", run.id(), "model", run.model()));
			case NONE -> filtered(run, "TRUE", Map.of());
		};
	}

	private FilterSql filtered(Run run, String condition, Map<String, ?> values) {
		if (run.filter() == null) {
			return new FilterSql(condition, Map.copyOf(values));
		}
		FilterSql filter = RowFilter.parse(run.filter(), ImageFields.ALL, run.createdAt(), RowFilter.PARAMETER)
			.sql(this.dialect, this.regexes.usual());
		Map<String, Object> all = new HashMap<>(filter.values());
		all.putAll(values);
		return new FilterSql("(" + filter.condition() + ") AND " + condition, all);
	}

}
