package dev.tintype.library.edit;

import java.time.LocalDateTime;
import java.util.List;

import dev.tintype.imaging.metadata.PictureMetadata;
import dev.tintype.library.file.FileFields;
import dev.tintype.library.version.Version;
import dev.tintype.library.version.VersionBuilder;
import org.jspecify.annotations.Nullable;

/**
 * What the file of a picture says about the fields that a client may reset.
 *
 * @param takenSource where the time comes from, null for no time
 * @param coordinatesSource where the coordinates come from, null for none
 */
record FileValues(int rating, List<String> keywords, @Nullable String event, @Nullable LocalDateTime takenAt,
		@Nullable String takenSource, @Nullable Double latitude, @Nullable Double longitude,
		@Nullable String coordinatesSource) {

	/** A file that says nothing, or that cannot be read. */
	static final FileValues NONE = new FileValues(0, List.of(), null, null, null, null, null, null);

	/**
	 * Takes the values of a file.
	 * @param lowest the version with that file
	 */
	static FileValues of(PictureMetadata metadata, Version lowest) {
		Version unknown = lowest.toBuilder().taken(null, null).coordinates(null, null, null).build();
		VersionBuilder builder = unknown.toBuilder();
		FileFields.takenAndPlaced(builder, unknown, metadata);
		Version read = builder.build();
		return new FileValues(metadata.rating(), FileFields.tags(metadata), metadata.event(), read.takenAt(),
				read.takenSource(), read.latitude(), read.longitude(), read.coordinatesSource());
	}

}
