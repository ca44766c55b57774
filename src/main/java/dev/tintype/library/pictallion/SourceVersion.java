package dev.tintype.library.pictallion;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

import dev.tintype.library.file.FileFields;
import dev.tintype.library.file.ReadPicture;
import dev.tintype.library.version.ProcessingState;
import dev.tintype.library.version.Tags;
import dev.tintype.library.version.Tier;
import dev.tintype.library.version.Version;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A version of Pictallion whose file has been read.
 *
 * @param file its real path
 * @param location of the file of the photo: this file, or its copy in the library
 */
record SourceVersion(SourceRow row, Tier tier, Path file, ReadPicture picture, String location) {

	private static final int MOST_STARS = 5;

	/**
	 * The photo. Hashes, EXIF and size are those of the file.
	 * @param isBest whether no version of the asset is in a higher tier
	 */
	Version version(UUID assetId, boolean isBest) {
		JsonNode metadata = this.row.json("metadata");
		Version version = new Version(this.row.id(), assetId, this.tier, this.location, this.picture.hash(),
				this.picture.size(), this.picture.header().format().mimeType(),
				(metadata != null && metadata.isObject()) ? metadata : null, this.row.flag("is_reviewed", false),
				Math.max(0, Math.min(this.row.integer("rating", 0), MOST_STARS)), tags(), text("location"),
				text("event_type"), text("event_name"), text("ai_short_description"), state(isBest),
				this.row.time("created_at"), this.row.time("created_at"), 1, null, null, null, null, null, null, null,
				null, (this.tier == Tier.GOLD) ? false : null, null);
		return FileFields.read(version, this.picture).build();
	}

	private @Nullable String text(String column) {
		String text = this.row.text(column);
		return (text == null || text.isBlank()) ? null : text;
	}

	private List<String> tags() {
		return Tags.distinct(
				this.row.texts("keywords").stream().map(Tags::clean).filter((tag) -> Tags.fault(tag) == null).toList());
	}

	// Pictallion also has the state unprocessed, and keeps no state of lower versions.
	private ProcessingState state(boolean isBest) {
		if (!isBest) {
			return ProcessingState.PROMOTED;
		}
		boolean rejected = "rejected".equals(this.row.text("processing_state")) && this.tier != Tier.GOLD;
		return rejected ? ProcessingState.REJECTED : ProcessingState.PROCESSED;
	}

}
