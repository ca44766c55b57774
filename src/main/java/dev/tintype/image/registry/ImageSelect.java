package dev.tintype.image.registry;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import io.r2dbc.spi.Readable;
import reactor.core.publisher.Mono;

/**
 * Builds and executes the statements that read images. PostgreSQL returns all images in
 * one value, which {@link ImageRecords} reads, and null for none. A row of many columns
 * per image would cost PostgreSQL and the driver many times as much. H2 returns a row per
 * image.
 */
final class ImageSelect {

	/** The columns of an {@link Image}, from {@code i}. */
	private static final String COLUMNS = """
			i.image_id, i.filename, i.file_path, i.file_size, i.width, i.height, i.mime_type, i.content_hash,
			i.is_uploaded, i.caption, CASE i.caption_rank WHEN 1 THEN 'model' WHEN 2 THEN 'import' WHEN 3 THEN 'human' END,
			i.caption_model, i.taken_at, i.colour, i.is_stored, i.file_modified_at, i.created_at, i.updated_at
			""";

	private ImageSelect() {
	}

	/**
	 * Builds a statement that reads images.
	 * @param from SQL from {@code FROM images i} to the end
	 */
	static String of(Dialect dialect, String name, String from) {
		return "/* " + name + " */ SELECT " + switch (dialect) {
			case POSTGRESQL -> "string_agg(record_send(r), CAST('' AS BYTEA)) FROM (SELECT ROW(" + COLUMNS + ") AS r "
					+ from + ") images";
			case H2 -> COLUMNS + " " + from;
		};
	}

	/**
	 * Executes such a statement.
	 * @param call with its parameters bound
	 * @return the images, in the order of the statement
	 */
	static Mono<List<Image>> read(Dialect dialect, Statements.Call call) {
		return switch (dialect) {
			case POSTGRESQL -> call.one((row) -> ImageRecords.images(row.get(0, byte[].class)));
			case H2 -> call.all(ImageSelect::image).collectList();
		};
	}

	private static Image image(Readable row) {
		UUID id = Columns.get(row, 0, UUID.class);
		String hash = row.get(7, String.class);
		Long size = row.get(3, Long.class);
		Instant modified = row.get(15, Instant.class);
		LocalDateTime taken = row.get(12, LocalDateTime.class);
		Integer colour = row.get(13, Integer.class);
		boolean stored = Columns.get(row, 14, Boolean.class);
		return new Image(id, Columns.get(row, 1, String.class), row.get(2, String.class), size,
				row.get(4, Integer.class), row.get(5, Integer.class), row.get(6, String.class), hash,
				Columns.get(row, 8, Boolean.class), row.get(9, String.class), row.get(10, String.class),
				row.get(11, String.class), (taken != null) ? DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(taken) : null,
				(colour != null) ? ImageJson.colour(colour) : null,
				ImageVersion.thumbnailUrl(id, ImageVersion.number(hash, size, stored ? null : modified)),
				Columns.get(row, 16, Instant.class), Columns.get(row, 17, Instant.class), modified);
	}

}
