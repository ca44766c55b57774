package dev.tintype.library.place;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

import dev.tintype.support.Ids;
import dev.tintype.support.Texts;
import dev.tintype.web.http.PatchFields;
import tools.jackson.databind.JsonNode;

/**
 * The fields of a location that a client sends.
 */
final class LocationDraft {

	private static final int LARGEST_RADIUS = 100_000;

	private LocationDraft() {
	}

	/**
	 * Reads a new location.
	 */
	static Location create(byte[] body) {
		Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
		return read(PatchFields.of(body, true),
				new Location(Ids.next(), "", null, "0", "0", Location.DEFAULT_RADIUS, false, 0, null, null, now, now));
	}

	/**
	 * Reads a change.
	 * @param before the location as it is
	 */
	static Location change(byte[] body, Location before) {
		return read(PatchFields.of(body, false), before);
	}

	private static Location read(PatchFields sent, Location before) {
		Integer radius = sent.optional("radius", LocationDraft::radius, before.radius());
		Location location = new Location(before.id(), sent.text("name", Texts.NAME_LENGTH, before.name()),
				sent.optionalText("description", Texts.TEXT_LENGTH, before.description()),
				sent.required("latitude", (value) -> Degrees.read(value, Degrees.LATITUDE), before.latitude()),
				sent.required("longitude", (value) -> Degrees.read(value, Degrees.LONGITUDE), before.longitude()),
				(radius != null) ? radius : Location.DEFAULT_RADIUS,
				sent.flag("is_user_defined", before.isUserDefined()), before.photoCount(),
				sent.optionalText("place_name", Texts.NAME_LENGTH, before.placeName()),
				sent.optionalText("place_type", Texts.NAME_LENGTH, before.placeType()), before.createdAt(),
				Instant.now().truncatedTo(ChronoUnit.MICROS));
		sent.fields().check();
		return location;
	}

	private static Integer radius(JsonNode value) {
		if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 1
				|| value.intValue() > LARGEST_RADIUS) {
			throw new IllegalArgumentException("must be a whole number from 1 to " + LARGEST_RADIUS);
		}
		return value.intValue();
	}

}
