package dev.tintype.library.tier;

import java.util.ArrayList;
import java.util.List;

import dev.tintype.imaging.xmp.Coordinates;
import dev.tintype.imaging.xmp.EmbeddedFields;
import dev.tintype.library.version.Version;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Chooses the columns of a version that are embedded in a file.
 */
public final class EmbeddedColumns {

	private EmbeddedColumns() {
	}

	/**
	 * Chooses the columns.
	 * @param caption the current caption of the image, null for none
	 * @return what the file is to say
	 */
	public static EmbeddedFields of(Version version, @Nullable String caption) {
		JsonNode ai = AiMetadata.of(version);
		String description = (caption != null) ? caption : ai.path(AiMetadata.LONG).asString(null);
		boolean dated = version.takenAt() != null && Version.USER.equals(version.takenSource());
		Coordinates place = Version.USER.equals(version.coordinatesSource())
				? Coordinates.of(version.latitude(), version.longitude()) : null;
		return new EmbeddedFields(description, version.keywords(), tags(ai), version.rating(), null,
				version.eventName(), null, dated ? version.takenAt() : null, place);
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
