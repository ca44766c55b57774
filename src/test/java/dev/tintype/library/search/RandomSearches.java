package dev.tintype.library.search;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;

import dev.tintype.library.version.ProcessingState;
import dev.tintype.library.version.Version;
import dev.tintype.support.Ids;
import dev.tintype.web.http.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Random search filters, each with the condition that it means.
 */
final class RandomSearches {

	/** Leaves out the photos of other tests. */
	private static final String OWN = "created_at < " + RandomPhotos.END;

	private final Random random;

	private final RandomPhotos photos;

	private final String mark;

	RandomSearches(Random random, RandomPhotos photos, String mark) {
		this.random = random;
		this.photos = photos;
		this.mark = mark;
	}

	/**
	 * A search with up to four filters, and often a filter in the filter language.
	 */
	Search next() {
		Search search = new Search(Json.MAPPER.createObjectNode(), null, new ArrayList<>());
		search.conditions().add((photo) -> !photo.asset().isTrashed());
		int count = this.random.nextInt(5);
		for (int i = 0; i < count; i++) {
			add(search);
		}
		if (!search.filters().has("state")) {
			search.conditions().add((photo) -> photo.best().state() != ProcessingState.REJECTED);
		}
		return (this.random.nextInt(3) == 0) ? withText(search) : search.with(OWN, (photo) -> true);
	}

	private void add(Search search) {
		switch (this.random.nextInt(17)) {
			case 0 -> {
				String part = part();
				put(search, "query", part, (photo) -> photo.hasText(part));
			}
			case 1 -> {
				String tier = this.photos.one(List.of("bronze", "silver", "gold"));
				put(search, "tier", tier, (photo) -> photo.best().tier().text().equals(tier));
			}
			case 2 -> state(search);
			case 3 -> rating(search);
			case 4 -> dates(search);
			case 5 -> list(search, "keywords", () -> tag(), true, (photo, tag) -> photo.hasTag(tag));
			case 6 -> list(search, "event_type", () -> this.photos.one(RandomPhotos.EVENT_TYPES), false,
					(photo, type) -> type.equals(photo.best().eventType()));
			case 7 -> list(search, "mime_type", () -> this.photos.one(RandomPhotos.MIME_TYPES), false,
					(photo, type) -> type.equals(photo.best().mimeType()));
			case 8 -> text(search, "event_name", Version::eventName);
			case 9 -> text(search, "location", Version::location);
			case 10 -> text(search, "camera", Version::camera);
			case 11 -> text(search, "lens", Version::lens);
			case 12 -> list(search, "people_ids", () -> id(this.photos.people()), true,
					(photo, id) -> photo.people().contains(UUID.fromString(id)));
			case 13 -> list(search, "collections", () -> id(this.photos.collections()), false,
					(photo, id) -> photo.collections().contains(UUID.fromString(id)));
			case 14 -> flags(search);
			case 15 -> near(search);
			default -> similar(search);
		}
	}

	private void state(Search search) {
		String state = this.photos.one(List.of("processed", "promoted", "rejected", "all"));
		put(search, "state", state,
				(photo) -> state.equals("all") || photo.best().state().name().equalsIgnoreCase(state));
	}

	private void rating(Search search) {
		int min = this.random.nextInt(6);
		int max = this.random.nextInt(6);
		ObjectNode rating = Json.MAPPER.createObjectNode();
		boolean hasMin = this.random.nextBoolean();
		boolean hasMax = this.random.nextBoolean();
		if (hasMin) {
			rating.put("min", min);
		}
		if (hasMax) {
			rating.put("max", max);
		}
		search.filters().set("rating", rating);
		search.only("rating",
				(photo) -> (!hasMin || photo.best().rating() >= min) && (!hasMax || photo.best().rating() <= max));
	}

	private void dates(Search search) {
		ObjectNode range = Json.MAPPER.createObjectNode();
		LocalDateTime from = this.photos.taken();
		LocalDateTime to = this.photos.taken();
		boolean fromDay = this.random.nextBoolean();
		boolean toDay = this.random.nextBoolean();
		boolean hasFrom = this.random.nextInt(3) != 0;
		boolean hasTo = this.random.nextInt(3) != 0;
		LocalDateTime start = fromDay ? from.truncatedTo(ChronoUnit.DAYS) : from;
		LocalDateTime end = toDay ? to.truncatedTo(ChronoUnit.DAYS).plusDays(1) : to.plus(1, ChronoUnit.MILLIS);
		if (hasFrom) {
			range.put("from", written(from, fromDay));
		}
		if (hasTo) {
			range.put("to", written(to, toDay));
		}
		search.filters().set("date_range", range);
		search.only("date_range", (photo) -> (!hasFrom || (photo.taken() != null && !photo.taken().isBefore(start)))
				&& (!hasTo || (photo.taken() != null && photo.taken().isBefore(end))));
	}

	private static String written(LocalDateTime time, boolean asDay) {
		return asDay ? time.toLocalDate().toString()
				: DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS", Locale.ROOT).format(time);
	}

	private void flags(Search search) {
		boolean wanted = this.random.nextBoolean();
		switch (this.random.nextInt(3)) {
			case 0 -> put(search, "has_gps", wanted, (photo) -> (photo.best().latitude() != null) == wanted);
			case 1 -> put(search, "has_faces", wanted, (photo) -> (photo.faces() > 0) == wanted);
			default -> put(search, "is_reviewed", wanted, (photo) -> photo.best().reviewed() == wanted);
		}
	}

	private void near(Search search) {
		double latitude = this.photos.latitude();
		double longitude = this.photos.longitude();
		double radius = Math.pow(10, this.random.nextDouble(4, 6.5));
		search.filters().putObject("near").put("latitude", latitude).put("longitude", longitude).put("radius", radius);
		search.only("near", (photo) -> photo.isNear(latitude, longitude, radius));
	}

	private void similar(Search search) {
		ObjectNode similar = search.filters().putObject("similar");
		int threshold = this.random.nextInt(50, 101);
		Long hash;
		if (this.random.nextBoolean()) {
			PlainPhoto photo = this.photos.one(this.photos.all());
			hash = photo.best().phash();
			similar.put("photo_id", photo.id().toString());
		}
		else {
			hash = this.photos.hash();
			similar.put("hash", "0".repeat(Long.numberOfLeadingZeros(hash)) + Long.toBinaryString(hash));
		}
		similar.put("threshold", threshold);
		search.only("similar", (photo) -> photo.isSimilar(hash, threshold));
	}

	private void text(Search search, String name, Function<Version, @Nullable String> column) {
		String part = part();
		put(search, name, part, (photo) -> PlainPhoto.contains(column.apply(photo.best()), part));
	}

	private void list(Search search, String name, java.util.function.Supplier<String> value, boolean all,
			java.util.function.BiPredicate<PlainPhoto, String> one) {
		List<String> values = new ArrayList<>();
		for (int i = this.random.nextInt(1, 3); i > 0; i--) {
			values.add(value.get());
		}
		ArrayNode array = search.filters().putArray(name);
		values.forEach(array::add);
		search.only(name, (photo) -> all ? values.stream().allMatch((each) -> one.test(photo, each))
				: values.stream().anyMatch((each) -> one.test(photo, each)));
	}

	// The language itself has its own test; this one is about the fields of photos.
	private Search withText(Search search) {
		int stars = this.random.nextInt(6);
		String text = this.photos.one(RandomPhotos.TEXTS);
		String tag = this.mark + "/" + this.photos.one(RandomPhotos.TAGS);
		String quoted = "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
		LocalDateTime time = this.photos.taken();
		record Part(String text, Predicate<PlainPhoto> holds) {
		}
		List<Part> parts = List.of(new Part("rating >= " + stars, (photo) -> photo.best().rating() >= stars),
				new Part("camera = " + quoted, (photo) -> text.equals(photo.best().camera())),
				new Part("keywords CONTAINS '" + tag.toUpperCase(Locale.ROOT) + "'",
						(photo) -> photo.best().keywords().contains(tag)),
				new Part("taken_at < '" + written(time, false) + "Z'",
						(photo) -> photo.taken() != null && photo.taken().isBefore(time)),
				new Part("taken_at IN ['" + time.toLocalDate() + "']",
						(photo) -> photo.taken() != null && photo.taken().toLocalDate().equals(time.toLocalDate())),
				new Part("face_count > 1", (photo) -> photo.faces() > 1),
				new Part("people EXISTS", (photo) -> !photo.people().isEmpty()),
				new Part("location EXISTS", (photo) -> photo.best().location() != null),
				new Part("has_gps = true", (photo) -> photo.best().latitude() != null),
				new Part("event_type IN [holiday, Custom]", (photo) -> "holiday".equals(photo.best().eventType())
						|| "Custom".equals(photo.best().eventType())));
		Part one = this.photos.one(parts);
		Part other = this.photos.one(parts);
		return switch (this.random.nextInt(3)) {
			case 0 -> search.with(OWN + " AND NOT " + one.text(), one.holds().negate());
			case 1 -> search.with(OWN + " AND (" + one.text() + " OR NOT " + other.text() + ")",
					one.holds().or(other.holds().negate()));
			default -> search.with(OWN + " AND NOT (" + one.text() + " AND " + other.text() + ")",
					one.holds().and(other.holds()).negate());
		};
	}

	private <T> void put(Search search, String name, Object value, Predicate<PlainPhoto> holds) {
		search.filters().set(name, Json.MAPPER.valueToTree(value));
		search.only(name, holds);
	}

	private String id(List<UUID> ids) {
		return ((this.random.nextInt(8) == 0) ? Ids.next() : this.photos.one(ids)).toString();
	}

	private String tag() {
		return (this.random.nextInt(4) == 0) ? this.mark + "/nothing"
				: (this.mark + "/" + this.photos.one(RandomPhotos.TAGS)).toUpperCase(Locale.ROOT);
	}

	private String part() {
		String text = this.photos.one(RandomPhotos.TEXTS);
		boolean isWhole = text.length() < 3 || !text.chars().allMatch((c) -> c < 0x80) || this.random.nextBoolean();
		return isWhole ? text : text.substring(1, 3);
	}

	/**
	 * A search.
	 *
	 * @param text in the filter language, or null
	 * @param conditions all of them hold for the photos that it finds
	 */
	record Search(ObjectNode filters, @Nullable String text, List<Predicate<PlainPhoto>> conditions) {

		// A filter that is set again replaces the one before, whose condition is wrapped
		// by its name.
		void only(String name, Predicate<PlainPhoto> holds) {
			this.conditions.removeIf((condition) -> condition instanceof Named named && named.name().equals(name));
			this.conditions.add(new Named(name, holds));
		}

		Search with(String filter, Predicate<PlainPhoto> holds) {
			List<Predicate<PlainPhoto>> all = new ArrayList<>(this.conditions);
			all.add(holds);
			return new Search(this.filters, filter, all);
		}

		boolean finds(PlainPhoto photo) {
			return this.conditions.stream().allMatch((condition) -> condition.test(photo));
		}

		ObjectNode json() {
			ObjectNode body = Json.MAPPER.createObjectNode();
			body.set("filters", this.filters);
			if (this.text != null) {
				body.put("filter", this.text);
			}
			return body;
		}

	}

	/**
	 * The condition of a filter.
	 */
	private record Named(String name, Predicate<PlainPhoto> holds) implements Predicate<PlainPhoto> {

		@Override
		public boolean test(PlainPhoto photo) {
			return this.holds.test(photo);
		}

	}

}
