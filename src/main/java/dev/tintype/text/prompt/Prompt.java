package dev.tintype.text.prompt;

import java.time.Instant;

import dev.tintype.data.sql.Columns;
import dev.tintype.imaging.thumbnail.StoredThumbnail;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;

/**
 * A prompt of the library, without the bytes of its picture.
 *
 * @param promptText as it was first saved
 * @param promptHash SHA-256 of the normalised text in hex: its identity
 * @param totalUses the number of saves
 * @param firstUsedAt when it was first saved
 * @param lastUsedAt when it was last saved
 * @param model the model of the first save, or null
 * @param hasThumbnail whether it has a picture
 * @param thumbnailMime the picture's type
 * @param thumbnailWidth in pixels
 * @param thumbnailHeight in pixels
 * @param thumbnailUrl the path of the picture on this service; it changes with the bytes
 */
public record Prompt(long id, String promptText, String promptHash, long totalUses, Instant firstUsedAt,
		Instant lastUsedAt, @Nullable String model, boolean hasThumbnail, @Nullable String thumbnailMime,
		@Nullable Integer thumbnailWidth, @Nullable Integer thumbnailHeight, @Nullable String thumbnailUrl) {

	/** The columns of {@code prompts p} that {@link #of} reads. */
	public static final String COLUMNS = """
			p.id, p.prompt_text, p.prompt_hash, p.total_uses, p.first_used_at, p.last_used_at, p.model,
			p.thumbnail_mime, p.thumbnail_width, p.thumbnail_height, p.thumbnail_etag
			""";

	/**
	 * Reads a row of {@link #COLUMNS}.
	 * @param row a row that begins with them
	 * @return the prompt
	 */
	public static Prompt of(Readable row) {
		long id = Columns.get(row, 0, Long.class);
		String etag = row.get(10, String.class);
		return new Prompt(id, Columns.get(row, 1, String.class), Columns.get(row, 2, String.class),
				Columns.get(row, 3, Long.class), Columns.get(row, 4, Instant.class), Columns.get(row, 5, Instant.class),
				row.get(6, String.class), etag != null, row.get(7, String.class), row.get(8, Integer.class),
				row.get(9, Integer.class), (etag != null) ? thumbnailUrl(id, etag) : null);
	}

	/**
	 * Returns a copy with another picture.
	 * @return the copy
	 */
	public Prompt with(StoredThumbnail thumbnail) {
		return new Prompt(this.id, this.promptText, this.promptHash, this.totalUses, this.firstUsedAt, this.lastUsedAt,
				this.model, true, thumbnail.mimeType(), thumbnail.width(), thumbnail.height(),
				thumbnailUrl(this.id, thumbnail.etag()));
	}

	/**
	 * Returns a copy with another number of uses.
	 * @return the copy
	 */
	public Prompt with(long uses) {
		return new Prompt(this.id, this.promptText, this.promptHash, uses, this.firstUsedAt, this.lastUsedAt,
				this.model, this.hasThumbnail, this.thumbnailMime, this.thumbnailWidth, this.thumbnailHeight,
				this.thumbnailUrl);
	}

	private static String thumbnailUrl(long id, String etag) {
		return "/api/prompts/" + id + "/thumbnail?v=" + etag;
	}

}
