package dev.tintype.text.prompt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.LikePattern;
import dev.tintype.search.filter.FilterSql;
import dev.tintype.search.filter.RowFilter;
import dev.tintype.search.regex.Regex;
import dev.tintype.support.Texts;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.QueryParameters;
import dev.tintype.web.listing.Where;
import org.jspecify.annotations.Nullable;

/**
 * The prompts that a listing shows.
 *
 * @param words the parts that the search text must contain, the longest first; empty for
 * all
 * @param model the model of the prompts, null for any
 * @param withThumbnail whether they have a picture, null for both
 * @param regex an expression that the original text matches; null for all
 * @param filter a filter in the filter language; null for all
 */
record PromptFilter(List<String> words, @Nullable String model, @Nullable Boolean withThumbnail, @Nullable Regex regex,
		@Nullable RowFilter filter) {

	/** Selects every prompt. */
	static final PromptFilter ALL = new PromptFilter(List.of(), null, null, null, null);

	private static final Comparator<String> LONGEST_FIRST = Comparator.comparingInt(String::length).reversed();

	/**
	 * Reads the query string of the listing.
	 */
	static PromptFilter ofList(QueryParameters parameters) {
		return new PromptFilter(words(parameters.text("search", Texts.SEARCH_LENGTH)), model(parameters), null,
				Regex.of(parameters), filter(parameters));
	}

	/**
	 * Reads the query string of a search.
	 * @return the filter, with at least one word
	 * @throws ProblemException of type {@code INVALID_REQUEST} if there is no word
	 */
	static PromptFilter ofSearch(QueryParameters parameters) {
		String q = parameters.text("q", Texts.SEARCH_LENGTH);
		String query = parameters.text("query", Texts.SEARCH_LENGTH);
		List<String> words = words((q != null) ? q : query);
		if (words.isEmpty()) {
			throw ProblemException.invalid("q", "must have at least one word");
		}
		return new PromptFilter(words, model(parameters), null, null, filter(parameters));
	}

	/**
	 * Reads the query string of the popular or recent prompts.
	 */
	static PromptFilter ofTop(QueryParameters parameters) {
		return new PromptFilter(List.of(), model(parameters), parameters.flag("with_thumbnail"), null,
				filter(parameters));
	}

	/**
	 * Reads the query string of the export.
	 */
	static PromptFilter ofExport(QueryParameters parameters) {
		return new PromptFilter(List.of(), null, null, null, filter(parameters));
	}

	/**
	 * Returns the conditions of the filter over {@code prompts p} for a page.
	 */
	Where where(Dialect dialect) {
		return where(dialect, Regex.LIMIT);
	}

	/**
	 * Returns the conditions of the filter over {@code prompts p}.
	 * @param limit the time limit of regular expressions of the filter on H2
	 */
	Where where(Dialect dialect, Duration limit) {
		Where where = Where.ALL;
		if (this.model != null) {
			where = where.and("p.model = :model", Map.of("model", this.model));
		}
		if (this.withThumbnail != null) {
			where = where.and(this.withThumbnail ? "p.thumbnail_bytes IS NOT NULL" : "p.thumbnail_bytes IS NULL");
		}
		for (int i = 0; i < places(); i++) {
			// Every text contains the empty word.
			String word = (i < this.words.size()) ? this.words.get(i) : "";
			where = where.and(dialect.choose("LOCATE(:w%d, p.search_text) > 0", "p.search_text LIKE :w%d").formatted(i),
					Map.of("w" + i, dialect.choose(word, LikePattern.containing(word))));
		}
		if (this.regex != null) {
			where = where.and(Regex.condition(dialect, "p.prompt_text"), this.regex.parameters(dialect));
		}
		if (this.filter != null) {
			FilterSql filtering = this.filter.sql(dialect, limit);
			where = where.and(filtering.condition(), filtering.values());
		}
		return where;
	}

	/**
	 * Whether it has a regular expression, so that the statements of a page need a time
	 * limit.
	 */
	boolean isMatching() {
		return this.regex != null || (this.filter != null && this.filter.isMatching());
	}

	// A power of two, so that there are few different statements to cache.
	private int places() {
		int count = this.words.size();
		return (count < 2) ? count : Integer.highestOneBit(count - 1) << 1;
	}

	/**
	 * Whether only the regular expression or the filter can exclude a prompt. These do
	 * not use the index of uses.
	 */
	boolean isOfAllButRegex() {
		return this.words.isEmpty() && this.model == null && this.withThumbnail == null;
	}

	private static @Nullable RowFilter filter(QueryParameters parameters) {
		return RowFilter.of(parameters, PromptFields.ALL);
	}

	private static @Nullable String model(QueryParameters parameters) {
		return parameters.text("model", Texts.NAME_LENGTH);
	}

	/**
	 * Splits a text into words, normalised like the search text of prompts.
	 * @return the longest first, without words that are part of another
	 */
	static List<String> words(@Nullable String text) {
		List<String> words = new ArrayList<>();
		Arrays.stream(NormalPrompt.of(text).searchText().split(" "))
			.filter((word) -> !word.isEmpty())
			.sorted(LONGEST_FIRST)
			.filter((word) -> words.stream().noneMatch((longer) -> longer.contains(word)))
			.forEachOrdered(words::add);
		return List.copyOf(words);
	}

}
