package dev.tintype.library.duplicate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import dev.tintype.library.tier.EmbeddedColumns;
import dev.tintype.library.version.Tags;
import dev.tintype.library.version.Tier;
import dev.tintype.library.version.Version;

/**
 * Merges the fields of photos into the one that is kept.
 */
final class MergedFields {

	private MergedFields() {
	}

	/**
	 * Merges photos: all keywords, the highest rating, and for each empty field the value
	 * of the first photo that has one. Dates and coordinates count as set by the user,
	 * because the file of the kept photo does not have them.
	 * @return the kept photo, which may be unchanged
	 */
	static Version of(Version kept, Collection<Version> dropped) {
		Version merged = kept;
		for (Version other : dropped) {
			merged = merged(merged, other);
		}
		boolean isSame = EmbeddedColumns.of(kept, "").equals(EmbeddedColumns.of(merged, ""));
		return (isSame || kept.tier() != Tier.GOLD) ? merged : merged.toBuilder().embedded(false).build();
	}

	private static Version merged(Version kept, Version other) {
		List<String> keywords = new ArrayList<>(kept.keywords());
		keywords.addAll(other.keywords());
		Version merged = kept.toBuilder()
			.keywords(Tags.distinct(keywords))
			.rating(Math.max(kept.rating(), other.rating()))
			.location((kept.location() != null) ? kept.location() : other.location())
			.build();
		if (kept.eventName() == null && kept.eventType() == null) {
			merged = merged.toBuilder().eventName(other.eventName()).eventType(other.eventType()).build();
		}
		if (kept.takenAt() == null && other.takenAt() != null) {
			merged = merged.toBuilder().taken(other.takenAt(), Version.USER).build();
		}
		if (kept.latitude() == null && other.latitude() != null) {
			merged = merged.toBuilder().coordinates(other.latitude(), other.longitude(), Version.USER).build();
		}
		return merged;
	}

}
