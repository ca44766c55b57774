package dev.tintype.text.promptsave;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

import dev.tintype.imaging.thumbnail.StoredThumbnail;

/**
 * The uses of prompts that one statement saves: each prompt once, with the number of its
 * uses, sorted by hash. All writers lock prompts in this order, so they cannot deadlock.
 */
final class PromptWrite {

	private final SortedMap<String, List<PromptUse>> uses = new TreeMap<>();

	private final Map<String, StoredThumbnail> pictures = new LinkedHashMap<>();

	private final Set<Link> links = new LinkedHashSet<>();

	private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);

	/**
	 * Combines uses.
	 * @param together at least one, in order, none with a fault
	 */
	PromptWrite(List<PromptUse> together) {
		for (PromptUse use : together) {
			String hash = use.normal().hash();
			this.uses.computeIfAbsent(hash, (absent) -> new ArrayList<>()).add(use);
			if (use.picture() != null) {
				this.pictures.put(hash, use.picture());
			}
			UUID image = use.imageId();
			if (image != null) {
				this.links.add(new Link(hash, image));
			}
		}
	}

	String[] hashes() {
		return this.uses.keySet().toArray(String[]::new);
	}

	String[] texts() {
		return column((use) -> use.draft().text());
	}

	String[] searchTexts() {
		return column((use) -> use.normal().searchText());
	}

	// An empty text means no model, because a driver refuses null in an array.
	String[] models() {
		return column((use) -> Objects.requireNonNullElse(use.draft().model(), ""));
	}

	Long[] counts() {
		return this.uses.values().stream().map((same) -> (long) same.size()).toArray(Long[]::new);
	}

	/**
	 * Returns the number of uses of a prompt, at least 1.
	 */
	int count(String hash) {
		return Objects.requireNonNull(this.uses.get(hash)).size();
	}

	// By hash, the last picture of each prompt that has one.
	Map<String, StoredThumbnail> pictures() {
		return this.pictures;
	}

	// Without duplicates.
	Set<Link> links() {
		return this.links;
	}

	// The time of all uses.
	Instant now() {
		return this.now;
	}

	// From the first use of each prompt: later uses change neither text nor model.
	private String[] column(Function<PromptUse, String> value) {
		return this.uses.values().stream().map((same) -> value.apply(same.get(0))).toArray(String[]::new);
	}

	/**
	 * An image that a prompt made.
	 *
	 * @param hash of the prompt
	 * @param imageId of the image, which may not exist
	 */
	record Link(String hash, UUID imageId) {
	}

}
