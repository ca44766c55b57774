package dev.tintype.library.duplicate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import dev.tintype.library.photo.Photo;
import dev.tintype.support.Ids;

/**
 * Chooses the photo of a group that is kept: that with the most pixels, then the largest
 * file, then one with a date from its file, then the oldest.
 *
 * @param ranked the photos, the one to keep first
 * @param reason what makes it better than the second one
 */
record Keeper(List<Photo> ranked, String reason) {

	private static final Set<String> OF_FILE = Set.of("exif", "xmp");

	/**
	 * Ranks photos.
	 * @param photos two at least
	 * @param ages when each asset was created
	 */
	static Keeper of(List<Photo> photos, Map<UUID, Instant> ages) {
		Map<String, Comparator<Photo>> rules = new LinkedHashMap<>();
		rules.put("It has the most pixels.", Comparator.comparingLong(Keeper::pixels).reversed());
		rules.put("Its file is the largest.",
				Comparator.comparingLong((Photo photo) -> photo.version().fileSize()).reversed());
		rules.put("Its file has a date.", Comparator.comparing((Photo photo) -> !isDated(photo)));
		rules.put("It is the oldest.",
				Comparator
					.comparing(
							(Photo photo) -> ages.getOrDefault(photo.version().assetId(), photo.version().createdAt()))
					.thenComparing((photo) -> photo.version().assetId(), Ids.ORDER));
		List<Photo> ranked = new ArrayList<>(photos);
		ranked.sort(rules.values().stream().reduce(Comparator::thenComparing).orElseThrow());
		String reason = rules.entrySet()
			.stream()
			.filter((rule) -> rule.getValue().compare(ranked.get(0), ranked.get(1)) != 0)
			.map(Map.Entry::getKey)
			.findFirst()
			.orElseThrow();
		return new Keeper(ranked, reason);
	}

	private static long pixels(Photo photo) {
		return (long) Objects.requireNonNullElse(photo.width(), 0) * Objects.requireNonNullElse(photo.height(), 0);
	}

	private static boolean isDated(Photo photo) {
		return photo.version().takenAt() != null && photo.version().takenSource() != null
				&& OF_FILE.contains(photo.version().takenSource());
	}

}
