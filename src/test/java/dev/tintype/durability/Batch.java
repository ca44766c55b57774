package dev.tintype.durability;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Captions that are saved together, each with its own text.
 */
final class Batch {

	private final boolean atomic;

	private final List<String> texts;

	private volatile boolean acknowledged;

	Batch(String name, int size, boolean atomic) {
		this.atomic = atomic;
		this.texts = IntStream.range(0, size).mapToObj((i) -> name + " item " + i).toList();
	}

	String path() {
		return "/api/captions?atomic=" + this.atomic;
	}

	Map<String, ?> body(List<String> images) {
		return Map.of("captions",
				this.texts.stream()
					.map((text) -> Map.of("image_id", images.get(ThreadLocalRandom.current().nextInt(images.size())),
							"caption", text))
					.toList());
	}

	void acknowledge() {
		this.acknowledged = true;
	}

	/**
	 * Fails if an acknowledged caption is lost, if one is there twice, or if only a part
	 * of a unit is there.
	 * @param found how often each text is there
	 * @param chunk how many captions of a batch that is not atomic form a unit
	 */
	void verify(Map<String, Integer> found, int chunk) {
		int together = this.atomic ? this.texts.size() : chunk;
		List<Set<Integer>> counts = new ArrayList<>();
		for (int from = 0; from < this.texts.size(); from += together) {
			counts.add(this.texts.subList(from, Math.min(from + together, this.texts.size()))
				.stream()
				.map((text) -> found.getOrDefault(text, 0))
				.collect(Collectors.toSet()));
		}
		String name = (this.atomic ? "atomic " : "") + this.texts.get(0);
		if (this.acknowledged) {
			assertThat(counts).as("acknowledged, %s", name).containsOnly(Set.of(1));
		}
		else {
			assertThat(counts).as("not acknowledged, %s", name).isSubsetOf(Set.of(0), Set.of(1));
		}
	}

}
