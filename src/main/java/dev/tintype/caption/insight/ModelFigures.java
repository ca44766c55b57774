package dev.tintype.caption.insight;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.caption.insight.ModelCaptions.Written;
import org.jspecify.annotations.Nullable;

/**
 * Collects the figures of each model. It receives all captions in the order of the images
 * and of their times, so that it keeps only the captions of one image.
 */
final class ModelFigures {

	private static final String HUMAN = "human";

	private final Map<String, Figures> models = new HashMap<>();

	/** The models of the captions of the last image. */
	private final Map<UUID, Figures> ofImage = new HashMap<>();

	private @Nullable UUID image;

	void add(Written caption) {
		if (!caption.imageId().equals(this.image)) {
			this.image = caption.imageId();
			this.ofImage.clear();
		}
		Figures replaced = this.ofImage.get(caption.replaces());
		if (replaced != null && HUMAN.equals(caption.source()) && !caption.isKept()) {
			replaced.replacedByHuman++;
		}
		if (caption.model() != null) {
			Figures figures = this.models.computeIfAbsent(caption.model(), (name) -> new Figures(caption.source()));
			figures.add(caption);
			if (!HUMAN.equals(caption.source())) {
				this.ofImage.put(caption.captionId(), figures);
			}
		}
	}

	/**
	 * Summarises the figures.
	 * @param current the number of current captions by model
	 * @return the model with the most captions first
	 */
	List<Model> models(Map<String, Long> current) {
		return this.models.entrySet()
			.stream()
			.map((entry) -> entry.getValue().model(entry.getKey(), current.getOrDefault(entry.getKey(), 0L)))
			.sorted(Comparator.comparingLong((Model model) -> -model.captions()).thenComparing(Model::model))
			.toList();
	}

	/**
	 * The figures of a model.
	 */
	private static final class Figures {

		private @Nullable String source;

		private long captions;

		private long images;

		private @Nullable UUID lastImage;

		private long characters;

		private long words;

		private long replacedByHuman;

		private long firstMicros = Long.MAX_VALUE;

		private long lastMicros = Long.MIN_VALUE;

		Figures(String source) {
			this.source = source;
		}

		void add(Written caption) {
			this.captions++;
			this.images += caption.imageId().equals(this.lastImage) ? 0 : 1;
			this.lastImage = caption.imageId();
			this.source = caption.source().equals(this.source) ? this.source : null;
			this.characters += TextMeasure.characters(caption.bytes(), caption.from(), caption.length());
			this.words += TextMeasure.words(caption.bytes(), caption.from(), caption.length());
			this.firstMicros = Math.min(this.firstMicros, caption.micros());
			this.lastMicros = Math.max(this.lastMicros, caption.micros());
		}

		Model model(String name, long current) {
			return new Model(name, this.source, this.captions, this.images, current, this.replacedByHuman,
					Lengths.rounded((double) this.characters / this.captions),
					Lengths.rounded((double) this.words / this.captions), ModelCaptions.moment(this.firstMicros),
					ModelCaptions.moment(this.lastMicros));
		}

	}

	/**
	 * What a model wrote.
	 *
	 * @param source of its captions, null if they differ
	 * @param current how many of its captions are current
	 * @param replacedByHuman how many of its captions a person replaced
	 */
	record Model(String model, @Nullable String source, long captions, long images, long current, long replacedByHuman,
			double meanCharacters, double meanWords, Instant firstAt, Instant lastAt) {
	}

}
