package dev.tintype.text.prompt;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Statistics of the prompt library.
 *
 * @param totalPrompts the number of prompts
 * @param totalUses the number of their saves
 * @param promptsWithThumbnails the number of prompts with a picture
 * @param thumbnailBytes the size of all pictures together
 * @param averageThumbnailBytes the average size of a picture, rounded, null if there is
 * none
 * @param mostPopular the prompt with the most saves, null if there is none
 * @param models the models, the most used first
 * @param oldestUse the time of the first save
 * @param newestUse the time of the last save
 */
record PromptOverview(long totalPrompts, long totalUses, long promptsWithThumbnails, long thumbnailBytes,
		@Nullable Long averageThumbnailBytes, @Nullable Prompt mostPopular, List<Model> models,
		@Nullable Instant oldestUse, @Nullable Instant newestUse) {

	private static final Comparator<Model> MOST_USED = Comparator.comparingLong(Model::uses)
		.reversed()
		.thenComparing(Model::model, Comparator.nullsLast(Comparator.naturalOrder()));

	/**
	 * Sums up the figures of all models.
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
	 * The use of one model.
	 *
	 * @param model its name, null for prompts without a model
	 * @param prompts the number of its prompts
	 * @param uses the number of their saves
	 */
	record Model(@Nullable String model, long prompts, long uses) {
	}

	/**
	 * The sums of the database for one model.
	 *
	 * @param model its name, null for prompts without a model
	 * @param prompts the number of its prompts
	 * @param uses the number of their saves
	 * @param thumbnails the number of prompts with a picture
	 * @param thumbnailBytes the size of these pictures together
	 * @param oldest the time of the first save
	 * @param newest the time of the last save
	 */
	record Usage(@Nullable String model, long prompts, long uses, long thumbnails, long thumbnailBytes, Instant oldest,
			Instant newest) {
	}

}
