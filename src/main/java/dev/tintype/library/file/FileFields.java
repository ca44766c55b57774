package dev.tintype.library.file;

import java.util.List;
import java.util.Map;

import dev.tintype.imaging.metadata.PictureMetadata;
import dev.tintype.imaging.xmp.Coordinates;
import dev.tintype.library.version.Tags;
import dev.tintype.library.version.Version;
import dev.tintype.library.version.VersionBuilder;
import dev.tintype.support.Texts;
import dev.tintype.web.http.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes what a file says into the columns of a version.
 */
public final class FileFields {

	private static final String EXIF = PictureMetadata.EXIF;

	private static final String XMP = PictureMetadata.XMP;

	private static final String AI = "ai";

	private FileFields() {
	}

	/**
	 * Sets the columns that describe the bytes and that EXIF fills. A date and
	 * coordinates that a user set stay, and so does {@code metadata.ai}. What a sidecar
	 * said stays if the file says nothing, because a copy has no sidecar.
	 * @param before the version so far
	 * @return the builder of the changed version
	 */
	public static VersionBuilder read(Version before, ReadPicture picture) {
		PictureMetadata metadata = picture.metadata();
		VersionBuilder version = before.toBuilder()
			.fileHash(picture.hash())
			.fileSize(picture.size())
			.mimeType(picture.header().format().mimeType())
			.phash(picture.phash())
			.metadata(merged(before.metadata(), metadata.exif()))
			.camera(metadata.camera())
			.lens(metadata.lens());
		takenAndPlaced(version, before, metadata);
		return version;
	}

	/**
	 * Sets the same columns from another original. What the former one or its sidecar
	 * said does not stay.
	 * @param before the version so far
	 * @return the builder of the changed version
	 */
	public static VersionBuilder readOriginal(Version before, ReadPicture picture) {
		VersionBuilder cleared = before.toBuilder();
		if (!Version.USER.equals(before.takenSource())) {
			cleared.taken(null, null);
		}
		if (!Version.USER.equals(before.coordinatesSource())) {
			cleared.coordinates(null, null, null);
		}
		return read(cleared.build(), picture);
	}

	/**
	 * Sets the date and the coordinates, unless a user set them.
	 * @param version the builder of the changed version
	 * @param before the version so far
	 */
	public static void takenAndPlaced(VersionBuilder version, Version before, PictureMetadata metadata) {
		boolean fromSidecar = metadata.takenAt() == null && XMP.equals(before.takenSource());
		if (!Version.USER.equals(before.takenSource()) && !fromSidecar) {
			version.taken(metadata.takenAt(), metadata.takenSource());
		}
		boolean placedBeside = metadata.coordinates() == null && XMP.equals(before.coordinatesSource());
		if (!Version.USER.equals(before.coordinatesSource()) && !placedBeside) {
			coordinates(version, before.metadata(), metadata);
		}
	}

	private static JsonNode merged(@Nullable JsonNode before, Map<String, Object> exif) {
		ObjectNode merged = (before instanceof ObjectNode object) ? object.deepCopy() : Json.MAPPER.createObjectNode();
		merged.set(EXIF, Json.MAPPER.valueToTree(exif));
		return merged;
	}

	private static void coordinates(VersionBuilder version, @Nullable JsonNode before, PictureMetadata metadata) {
		Coordinates found = metadata.coordinates();
		if (found != null) {
			version.coordinates(found.latitude(), found.longitude(), metadata.coordinatesSource());
			return;
		}
		Coordinates named = (before != null) ? ofModel(before.path(AI)) : null;
		if (named != null) {
			version.coordinates(named.latitude(), named.longitude(), AI);
		}
		else {
			version.coordinates(null, null, null);
		}
	}

	/**
	 * Reads the coordinates that a model named.
	 * @param ai the value of {@code metadata.ai}
	 * @return null for none, and for values that do not count
	 */
	public static @Nullable Coordinates ofModel(JsonNode ai) {
		JsonNode place = ai.path("gpsCoordinates");
		JsonNode latitude = place.path("latitude");
		JsonNode longitude = place.path("longitude");
		return Coordinates.of(latitude.doubleValue(Double.NaN), longitude.doubleValue(Double.NaN));
	}

	/**
	 * The keywords of a file as tags.
	 * @return normalised, each once, without those that are no tags
	 */
	public static List<String> tags(PictureMetadata metadata) {
		return Tags.distinct(
				metadata.keywords().stream().map(Tags::cleanOfFile).filter((tag) -> Tags.fault(tag) == null).toList());
	}

	/**
	 * The description of a file as a caption.
	 * @return null if there is none, or if it cannot be a caption
	 */
	public static @Nullable String caption(PictureMetadata metadata) {
		String text = metadata.description();
		return (text == null || text.isBlank() || Texts.fault(text, 1, Texts.TEXT_LENGTH) != null) ? null : text;
	}

}
