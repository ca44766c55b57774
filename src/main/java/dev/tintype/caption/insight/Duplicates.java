package dev.tintype.caption.insight;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.UUID;

import dev.tintype.caption.insight.CaptionStats.Hashes;
import dev.tintype.search.filter.RowFilter;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Finds texts that are the captions of several images. It reads the captions twice: first
 * it counts their hashes, and then it reads the texts of the most frequent ones. So it
 * needs little memory.
 */
@Component
class Duplicates {

	/** How many images of a text are named. */
	private static final int NAMED = 20;

	private final CurrentTexts texts;

	Duplicates(CurrentTexts texts) {
		this.texts = texts;
	}

	/**
	 * Finds the most frequent texts.
	 * @param filter of the images, null for all
	 * @param min the fewest images of a text
	 * @param limit the most texts
	 */
	Mono<List<Duplicate>> find(@Nullable RowFilter filter, int min, int limit) {
		return Mono.defer(() -> {
			Hashes hashes = new Hashes();
			return this.texts.visit(filter, (text) -> hashes.add(text.hash()))
				.then(Mono.fromSupplier(() -> most(hashes, min, limit)));
		}).flatMap((counts) -> counts.isEmpty() ? Mono.just(List.of()) : read(filter, counts));
	}

	private static Map<Long, Integer> most(Hashes hashes, int min, int limit) {
		PriorityQueue<Map.Entry<Long, Integer>> most = new PriorityQueue<>(Map.Entry.comparingByValue());
		hashes.forEach((hash, count) -> {
			if (count >= min) {
				most.add(Map.entry(hash, count));
				if (most.size() > limit) {
					most.remove();
				}
			}
		});
		Map<Long, Integer> counts = new HashMap<>();
		most.forEach((entry) -> counts.put(entry.getKey(), entry.getValue()));
		return counts;
	}

	private Mono<List<Duplicate>> read(@Nullable RowFilter filter, Map<Long, Integer> counts) {
		Map<Long, Duplicate> found = new HashMap<>();
		return this.texts.visit(filter, (text) -> {
			long hash = text.hash();
			Integer count = counts.get(hash);
			if (count != null) {
				List<UUID> images = found
					.computeIfAbsent(hash, (key) -> new Duplicate(text.string(), count, new ArrayList<>()))
					.imageIds();
				if (images.size() < NAMED) {
					images.add(text.imageId());
				}
			}
		})
			.then(Mono.fromSupplier(() -> found.values()
				.stream()
				.sorted(Comparator.comparingInt((Duplicate duplicate) -> -duplicate.count())
					.thenComparing(Duplicate::text))
				.toList()));
	}

	/**
	 * A text of several images.
	 *
	 * @param imageIds the first of them
	 */
	record Duplicate(String text, int count, List<UUID> imageIds) {
	}

}
