package dev.tintype.caption.operation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * A plain model of the history of captions, without a database. It names captions,
 * operations and images by what the service returns.
 */
final class HistoryModel {

	private static final Map<String, Integer> RANKS = Map.of("model", 1, "import", 2, "human", 3);

	/** All captions, in the order in which they were saved. */
	final List<Entry> entries = new ArrayList<>();

	final Map<String, @Nullable Entry> current = new LinkedHashMap<>();

	/** The numbers of saved and kept captions by operation. */
	final Map<String, long[]> operations = new HashMap<>();

	HistoryModel(List<String> images) {
		images.forEach((image) -> this.current.put(image, null));
	}

	String save(String operation, String image, @Nullable String text, String source, @Nullable String model,
			boolean overwrite) {
		Entry before = this.current.get(image);
		boolean kept = !overwrite && rank(before) > Objects.requireNonNull(RANKS.get(source));
		Entry entry = new Entry(image, text, source, model, before, operation, kept);
		this.entries.add(entry);
		if (!kept) {
			this.current.put(image, entry);
		}
		this.operations.computeIfAbsent(operation, (id) -> new long[2])[kept ? 1 : 0]++;
		return kept ? "kept" : "saved";
	}

	@Nullable String text(String image) {
		Entry entry = this.current.get(image);
		return (entry != null) ? entry.text() : null;
	}

	/** Returns the numbers of restored, cleared and skipped images. */
	List<Long> undo(String operation) {
		return move(operation, (image) -> {
			Entry now = this.current.get(image);
			return (now != null && now.operation().equals(operation)) ? new Target(before(now)) : null;
		});
	}

	List<Long> redo(String operation) {
		return move(operation, (image) -> {
			Entry last = of(operation).stream()
				.filter((entry) -> entry.image().equals(image) && !entry.kept())
				.reduce((first, second) -> second)
				.orElse(null);
			return (last != null && before(last) == this.current.get(image)) ? new Target(last) : null;
		});
	}

	private List<Long> move(String operation, Function<String, @Nullable Target> rule) {
		List<Long> counts = new ArrayList<>(List.of(0L, 0L, 0L));
		for (String image : of(operation).stream().map(Entry::image).distinct().toList()) {
			Target target = rule.apply(image);
			int count = 2;
			if (target != null) {
				this.current.put(image, target.entry());
				count = (text(image) != null) ? 0 : 1;
			}
			counts.set(count, counts.get(count) + 1);
		}
		return counts;
	}

	List<Entry> of(String operation) {
		return this.entries.stream().filter((entry) -> entry.operation().equals(operation)).toList();
	}

	private static @Nullable Entry before(Entry entry) {
		Entry before = entry.replaces();
		while (before != null && before.operation().equals(entry.operation())) {
			before = before.replaces();
		}
		return before;
	}

	static int rank(@Nullable Entry entry) {
		return (entry == null || entry.text() == null) ? 0 : Objects.requireNonNull(RANKS.get(entry.source()));
	}

	/** The new current caption of an image, null for none. */
	private record Target(@Nullable Entry entry) {
	}

	/** A caption. Two entries are never equal, also with the same values. */
	static final class Entry {

		private final String image;

		private final @Nullable String text;

		private final String source;

		private final @Nullable String model;

		private final @Nullable Entry replaces;

		private final String operation;

		private final boolean kept;

		Entry(String image, @Nullable String text, String source, @Nullable String model, @Nullable Entry replaces,
				String operation, boolean kept) {
			this.image = image;
			this.text = text;
			this.source = (text != null) ? source : "human";
			this.model = (text != null) ? model : null;
			this.replaces = replaces;
			this.operation = operation;
			this.kept = kept;
		}

		String image() {
			return this.image;
		}

		@Nullable String text() {
			return this.text;
		}

		String source() {
			return this.source;
		}

		@Nullable String model() {
			return this.model;
		}

		@Nullable Entry replaces() {
			return this.replaces;
		}

		String operation() {
			return this.operation;
		}

		boolean kept() {
			return this.kept;
		}

	}

}
