package dev.tintype.library.tier;

import java.util.ArrayList;
import java.util.List;

import dev.tintype.imaging.xmp.Coordinates;
import dev.tintype.imaging.xmp.EmbeddedFields;
import dev.tintype.imaging.xmp.EmbeddedFields.Regions;
import dev.tintype.library.face.PicturedPeople.Pictured;
import dev.tintype.library.version.Version;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Chooses the columns of a version that are embedded in a file.
 */
public final class EmbeddedColumns {

	private static final int MOST_TURNS = 8;

	private EmbeddedColumns() {
	}

	/**
	 * Chooses the columns.
	 * @param caption the current caption of the image, null for none
	 * @return what the file is to say
	 */
	public static EmbeddedFields of(Version version, @Nullable String caption) {
		return of(version, caption, Pictured.UNKNOWN);
	}

	/**
	 * Chooses the columns of a version whose faces are known.
	 * @param caption the current caption of the image, null for none
	 * @param pictured who is in the picture
	 * @return what the file is to say
	 */
	public static EmbeddedFields of(Version version, @Nullable String caption, Pictured pictured) {
		JsonNode ai = AiMetadata.of(version);
		String description = (caption != null) ? caption : ai.path(AiMetadata.LONG).asString(null);
		boolean dated = version.takenAt() != null && Version.USER.equals(version.takenSource());
		Coordinates place = Version.USER.equals(version.coordinatesSource())
				? Coordinates.of(version.latitude(), version.longitude()) : null;
		return new EmbeddedFields(description, version.keywords(), tags(ai), version.rating(), pictured.names(),
				version.eventName(), regions(version, pictured.regions()), dated ? version.takenAt() : null, place);
	}

	// The packet describes the stored picture, which may be turned.
	private static @Nullable Regions regions(Version version, @Nullable Regions displayed) {
		JsonNode metadata = version.metadata();
		if (displayed == null || metadata == null) {
			return displayed;
		}
		int turn = metadata.path("exif").path("orientation").asInt(1);
		return new Regions(displayed.width(), displayed.height(), displayed.faces(),
				(turn >= 1 && turn <= MOST_TURNS) ? turn : 1);
	}

	private static List<String> tags(JsonNode ai) {
		List<String> tags = new ArrayList<>();
		for (JsonNode tag : ai.path(AiMetadata.TAGS)) {
			if (tag.isString() && !tag.stringValue().isBlank()) {
				tags.add(tag.stringValue());
			}
		}
		return tags;
	}

}
