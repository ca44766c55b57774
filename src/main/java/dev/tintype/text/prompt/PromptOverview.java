package dev.tintype.text.prompt;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The library in figures.
 *
 * @param totalPrompts how many prompts there are
 * @param totalUses how often they were saved
 * @param promptsWithThumbnails how many of them have a picture
 * @param thumbnailBytes the size of all pictures
 * @param averageThumbnailBytes the size of one, rounded, null when there is none
 * @param mostPopular the prompt that was saved most often, null when there is none
 * @param models the most used first, null for prompts without a model
 * @param oldestUse when a prompt was saved first
 * @param newestUse when a prompt was saved last
 */
record PromptOverview(long totalPrompts, long totalUses, long promptsWithThumbnails, long thumbnailBytes,
		@Nullable Long averageThumbnailBytes, @Nullable Prompt mostPopular, List<Model> models,
		@Nullable Instant oldestUse, @Nullable Instant newestUse) {

	private static final Comparator<Model> MOST_USED = Comparator.comparingLong(Model::uses)
		.reversed()
		.thenComparing(Model::model, Comparator.nullsLast(Comparator.naturalOrder()));

	/**
	 * Sums up.
	 * @return the figures
	 */
	static PromptOverview of(List<Usage> usage, List<Prompt> mostPopular) {
		long thumbnails = usage.stream().mapToLong(Usage::thumbnails).sum();
		long bytes = usage.stream().mapToLong(Usage::thumbnailBytes).sum();
		return new PromptOverview(usage.stream().mapToLong(Usage::prompts).sum(),
				usage.stream().mapToLong(Usage::uses).sum(), thumbnails, bytes,
				(thumbnails > 0) ? Math.round((double) bytes / thumbnails) : null,
				mostPopular.isEmpty() ? null : mostPopular.get(0),
				usage.stream()
					.map((model) -> new Model(model.model(), model.prompts(), model.uses()))
					.sorted(MOST_USED)
					.toList(),
				usage.stream().map(Usage::oldest).min(Comparator.naturalOrder()).orElse(null),
				usage.stream().map(Usage::newest).max(Comparator.naturalOrder()).orElse(null));
	}

	/**
	 * A model as it is used.
	 *
	 * @param model its name, null for none
	 * @param prompts how many were saved for it
	 * @param uses how often
	 */
	record Model(@Nullable String model, long prompts, long uses) {
	}

	/**
	 * What the database sums up for a model.
	 *
	 * @param model its name, null for none
	 * @param prompts how many there are
	 * @param uses how often they were saved
	 * @param thumbnails how many have a picture
	 * @param thumbnailBytes the size of these
	 * @param oldest when one was saved first
	 * @param newest when one was saved last
	 */
	record Usage(@Nullable String model, long prompts, long uses, long thumbnails, long thumbnailBytes, Instant oldest,
			Instant newest) {
	}

}
