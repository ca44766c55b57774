package dev.tintype.library.place;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.library.geo.Earth;
import dev.tintype.library.place.LocationRepository.Marker;
import dev.tintype.web.http.Json;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Suggests names for places: that of a location, otherwise the most frequent location of
 * the photos, otherwise the most frequent place that a model named, otherwise the
 * coordinates.
 */
@Repository
class HotspotNames {

	private static final String TEXTS = """
			/* readPlacesOfPhotos */
			SELECT v.id, v.location, CAST(%s AS VARCHAR) FROM file_versions v %s
			""";

	private final Statements statements;

	private final LocationRepository locations;

	private final String texts;

	HotspotNames(Statements statements, LocationRepository locations, Dialect dialect) {
		this.statements = statements;
		this.locations = locations;
		this.texts = TEXTS.formatted(
				dialect.choose("(v.metadata).\"ai\".\"placeName\"", "v.metadata -> 'ai' -> 'placeName'"),
				dialect.among("v.id", "UUID", "ids"));
	}

	/**
	 * Names places.
	 * @return the same places in the same order
	 */
	Mono<List<Hotspot>> name(List<Hotspot> hotspots) {
		if (hotspots.isEmpty()) {
			return Mono.just(hotspots);
		}
		UUID[] ids = hotspots.stream().flatMap((hotspot) -> hotspot.photoIds().stream()).toArray(UUID[]::new);
		return this.locations.markers()
			.zipWith(
					this.statements.sql(this.texts)
						.bind("ids", ids)
						.<PhotoText>all((row) -> new PhotoText(Columns.get(row, 0, UUID.class),
								row.get(1, String.class), text(row.get(2, String.class))))
						.collectMap(PhotoText::id, Function.identity()),
					(markers, photos) -> hotspots.stream().map((hotspot) -> name(hotspot, markers, photos)).toList());
	}

	private static Hotspot name(Hotspot hotspot, List<Marker> markers, Map<UUID, PhotoText> photos) {
		Marker nearest = nearest(hotspot, markers);
		if (nearest != null) {
			return hotspot.named(nearest.name(), nearest.id());
		}
		List<PhotoText> texts = hotspot.photoIds().stream().map(photos::get).filter(Objects::nonNull).toList();
		String name = mostFrequent(texts.stream().map(PhotoText::location).filter(Objects::nonNull).toList());
		if (name == null) {
			name = mostFrequent(texts.stream().map(PhotoText::placeName).filter(Objects::nonNull).toList());
		}
		return hotspot.named((name != null) ? name
				: String.format(Locale.ROOT, "%.5f, %.5f", hotspot.latitude(), hotspot.longitude()), null);
	}

	private static @Nullable Marker nearest(Hotspot hotspot, List<Marker> markers) {
		Marker nearest = null;
		double least = Double.MAX_VALUE;
		for (Marker marker : markers) {
			double north = Math.toRadians(Math.abs(marker.latitude() - hotspot.latitude())) * Earth.RADIUS;
			// Most locations are too far north or south, which costs little to find out.
			if (north <= marker.radius() && north <= least) {
				double distance = Earth.distance(marker.latitude(), marker.longitude(), hotspot.latitude(),
						hotspot.longitude());
				if (distance <= marker.radius() && distance < least) {
					nearest = marker;
					least = distance;
				}
			}
		}
		return nearest;
	}

	// Of equally frequent names, the first in the order of code units.
	private static @Nullable String mostFrequent(Collection<String> names) {
		Map<String, Long> counts = names.stream()
			.collect(Collectors.groupingBy(Function.identity(), HashMap::new, Collectors.counting()));
		return counts.entrySet()
			.stream()
			.min(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
				.thenComparing(Map.Entry.comparingByKey()))
			.map(Map.Entry::getKey)
			.orElse(null);
	}

	private static @Nullable String text(@Nullable String json) {
		String text = (json != null) ? Json.MAPPER.readTree(json).asString("") : "";
		return text.isBlank() ? null : text;
	}

	/**
	 * What a photo says about its place.
	 */
	private record PhotoText(UUID id, @Nullable String location, @Nullable String placeName) {
	}

}
