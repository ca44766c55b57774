package dev.tintype.library.version;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Builds a changed copy of a version.
 */
public final class VersionBuilder {

	private UUID id;

	private UUID assetId;

	private Tier tier;

	private String filePath;

	private String fileHash;

	private long fileSize;

	private String mimeType;

	private @Nullable JsonNode metadata;

	private boolean reviewed;

	private int rating;

	private List<String> keywords;

	private @Nullable String location;

	private @Nullable String eventType;

	private @Nullable String eventName;

	private @Nullable String aiShortDescription;

	private ProcessingState state;

	private Instant createdAt;

	private Instant updatedAt;

	private long revision;

	private @Nullable LocalDateTime takenAt;

	private @Nullable String takenSource;

	private @Nullable String camera;

	private @Nullable String lens;

	private @Nullable Double latitude;

	private @Nullable Double longitude;

	private @Nullable String coordinatesSource;

	private @Nullable Long phash;

	private @Nullable Boolean embedded;

	private @Nullable UUID embeddedCaptionId;

	VersionBuilder(Version from) {
		this.id = from.id();
		this.assetId = from.assetId();
		this.tier = from.tier();
		this.filePath = from.filePath();
		this.fileHash = from.fileHash();
		this.fileSize = from.fileSize();
		this.mimeType = from.mimeType();
		this.metadata = from.metadata();
		this.reviewed = from.reviewed();
		this.rating = from.rating();
		this.keywords = from.keywords();
		this.location = from.location();
		this.eventType = from.eventType();
		this.eventName = from.eventName();
		this.aiShortDescription = from.aiShortDescription();
		this.state = from.state();
		this.createdAt = from.createdAt();
		this.updatedAt = from.updatedAt();
		this.revision = from.revision();
		this.takenAt = from.takenAt();
		this.takenSource = from.takenSource();
		this.camera = from.camera();
		this.lens = from.lens();
		this.latitude = from.latitude();
		this.longitude = from.longitude();
		this.coordinatesSource = from.coordinatesSource();
		this.phash = from.phash();
		this.embedded = from.embedded();
		this.embeddedCaptionId = from.embeddedCaptionId();
	}

	public VersionBuilder id(UUID value) {
		this.id = value;
		return this;
	}

	public VersionBuilder assetId(UUID value) {
		this.assetId = value;
		return this;
	}

	public VersionBuilder tier(Tier value) {
		this.tier = value;
		return this;
	}

	public VersionBuilder filePath(String value) {
		this.filePath = value;
		return this;
	}

	public VersionBuilder fileHash(String value) {
		this.fileHash = value;
		return this;
	}

	public VersionBuilder fileSize(long value) {
		this.fileSize = value;
		return this;
	}

	public VersionBuilder mimeType(String value) {
		this.mimeType = value;
		return this;
	}

	public VersionBuilder metadata(@Nullable JsonNode value) {
		this.metadata = value;
		return this;
	}

	public VersionBuilder reviewed(boolean value) {
		this.reviewed = value;
		return this;
	}

	public VersionBuilder rating(int value) {
		this.rating = value;
		return this;
	}

	public VersionBuilder keywords(List<String> value) {
		this.keywords = value;
		return this;
	}

	public VersionBuilder location(@Nullable String value) {
		this.location = value;
		return this;
	}

	public VersionBuilder eventType(@Nullable String value) {
		this.eventType = value;
		return this;
	}

	public VersionBuilder eventName(@Nullable String value) {
		this.eventName = value;
		return this;
	}

	public VersionBuilder aiShortDescription(@Nullable String value) {
		this.aiShortDescription = value;
		return this;
	}

	public VersionBuilder state(ProcessingState value) {
		this.state = value;
		return this;
	}

	public VersionBuilder createdAt(Instant value) {
		this.createdAt = value;
		return this;
	}

	public VersionBuilder camera(@Nullable String value) {
		this.camera = value;
		return this;
	}

	public VersionBuilder lens(@Nullable String value) {
		this.lens = value;
		return this;
	}

	public VersionBuilder phash(@Nullable Long value) {
		this.phash = value;
		return this;
	}

	public VersionBuilder embedded(@Nullable Boolean value) {
		this.embedded = value;
		return this;
	}

	public VersionBuilder embeddedCaptionId(@Nullable UUID value) {
		this.embeddedCaptionId = value;
		return this;
	}

	/**
	 * Sets when the picture was taken.
	 * @param value wall-clock time, null for unknown
	 * @param source where it comes from, null for unknown
	 * @return this
	 */
	public VersionBuilder taken(@Nullable LocalDateTime value, @Nullable String source) {
		this.takenAt = value;
		this.takenSource = source;
		return this;
	}

	/**
	 * Sets the place of the picture.
	 * @param source where it comes from, null for unknown
	 * @return this
	 */
	public VersionBuilder coordinates(@Nullable Double north, @Nullable Double east, @Nullable String source) {
		this.latitude = north;
		this.longitude = east;
		this.coordinatesSource = source;
		return this;
	}

	/**
	 * Builds the version.
	 * @return the changed copy
	 */
	public Version build() {
		return new Version(this.id, this.assetId, this.tier, this.filePath, this.fileHash, this.fileSize, this.mimeType,
				this.metadata, this.reviewed, this.rating, this.keywords, this.location, this.eventType, this.eventName,
				this.aiShortDescription, this.state, this.createdAt, this.updatedAt, this.revision, this.takenAt,
				this.takenSource, this.camera, this.lens, this.latitude, this.longitude, this.coordinatesSource,
				this.phash, this.embedded, this.embeddedCaptionId);
	}

}
