package dev.tintype.library.search;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import dev.tintype.library.geo.Earth;
import dev.tintype.library.likeness.Likeness;
import dev.tintype.library.version.Asset;
import dev.tintype.library.version.Version;
import dev.tintype.support.AnyCase;
import org.jspecify.annotations.Nullable;

/**
 * The best photo of an asset in memory, to evaluate filters without a database.
 *
 * @param people with a face that is not ignored
 * @param faces the number of faces that are not ignored
 * @param ignored the number of ignored faces
 * @param collections that have the photo
 */
public record PlainPhoto(Asset asset, Set<UUID> people, int faces, int ignored, Set<UUID> collections) {

	/** Photos have few different texts, and each is compared many times. */
	private static final Map<String, String> FOLDED = new ConcurrentHashMap<>();

	public Version best() {
		return this.asset.best();
	}

	public UUID id() {
		return best().id();
	}

	public @Nullable LocalDateTime taken() {
		return best().takenAt();
	}

	public boolean hasTag(String tag) {
		String key = fold(tag);
		return best().keywords()
			.stream()
			.map(PlainPhoto::fold)
			.anyMatch((own) -> own.equals(key) || own.startsWith(key + "/"));
	}

	public boolean hasText(String part) {
		String description = (best().metadata() != null)
				? best().metadata().path("ai").path("longDescription").asString("") : null;
		return Stream
			.concat(best().keywords().stream(), Stream.of(this.asset.originalFilename(), best().location(),
					best().eventName(), best().aiShortDescription(), description))
			.anyMatch((text) -> contains(text, part));
	}

	public boolean isNear(double latitude, double longitude, double radius) {
		return best().latitude() != null && best().longitude() != null
				&& Earth.distance(latitude, longitude, best().latitude(), best().longitude()) <= radius;
	}

	public boolean isSimilar(@Nullable Long hash, int threshold) {
		return hash != null && best().phash() != null && similarity(hash) >= threshold;
	}

	public int similarity(long hash) {
		return Likeness.similarity(Long.bitCount(hash ^ Objects.requireNonNull(best().phash())));
	}

	public static boolean contains(@Nullable String text, String part) {
		return text != null && fold(text).contains(fold(part));
	}

	private static String fold(String text) {
		return FOLDED.computeIfAbsent(text, AnyCase::fold);
	}

	static List<UUID> ids(List<PlainPhoto> photos) {
		return photos.stream().map(PlainPhoto::id).toList();
	}

}
