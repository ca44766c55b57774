package dev.tintype.caption.insight;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Records;
import dev.tintype.data.sql.Statements;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Reads all captions of the history, in the order of the images and of their times.
 */
@Repository
class ModelCaptions {

	private static final String COLUMNS = """
			c.image_id, c.caption_id, c.replaces, c.source, c.model, c.is_kept, c.created_at, c.text
			""";

	private static final String READ = """
			FROM captions c WHERE c.image_id >= :image AND (c.image_id > :image OR c.created_at > :created
			  OR (c.created_at = :created AND c.caption_id > :caption)) AND c.text IS NOT NULL
			ORDER BY c.image_id, c.created_at, c.caption_id LIMIT :limit
			""";

	private static final String READ_H2 = "/* readHistory */ SELECT " + COLUMNS + READ;

	private static final String READ_POSTGRESQL = """
			/* readHistory */
			SELECT string_agg(record_send(r), CAST('' AS BYTEA)) FROM (SELECT ROW(%s) AS r
			""".formatted(COLUMNS) + READ + ") captions";

	private static final String CURRENT = """
			/* countCurrentByModel */
			SELECT i.caption_model, count(*) FROM images i WHERE i.caption_model IS NOT NULL GROUP BY i.caption_model
			""";

	private static final UUID NIL = new UUID(0, 0);

	private final Statements statements;

	private final Dialect dialect;

	ModelCaptions(Statements statements, Dialect dialect) {
		this.statements = statements;
		this.dialect = dialect;
	}

	/**
	 * Summarises what each model wrote.
	 */
	Mono<List<ModelFigures.Model>> models() {
		return Mono.defer(() -> {
			ModelFigures figures = new ModelFigures();
			return Pages.visit(Place.START, this::read, Place::of, Written::length, figures::add)
				.then(current())
				.map(figures::models);
		});
	}

	private Mono<Map<String, Long>> current() {
		return this.statements.sql(CURRENT)
			.all((row) -> Map.entry(Columns.get(row, 0, String.class), Columns.get(row, 1, Long.class)))
			.collectMap(Map.Entry::getKey, Map.Entry::getValue);
	}

	private Mono<List<Written>> read(Place after, int limit) {
		Statements.Call call = this.statements.sql(this.dialect.choose(READ_H2, READ_POSTGRESQL))
			.bind("image", after.image())
			.bind("created", moment(after.micros()))
			.bind("caption", after.caption())
			.bind("limit", limit);
		return switch (this.dialect) {
			case POSTGRESQL -> call.one((row) -> captions(row.get(0, byte[].class)));
			case H2 -> call.all(ModelCaptions::caption).collectList();
		};
	}

	private static Written caption(Readable row) {
		byte[] text = Columns.get(row, 7, String.class).getBytes(StandardCharsets.UTF_8);
		return new Written(Columns.get(row, 0, UUID.class), Columns.get(row, 1, UUID.class),
				Objects.requireNonNullElse(row.get(2, UUID.class), NIL), Columns.get(row, 3, String.class),
				row.get(4, String.class), Columns.get(row, 5, Boolean.class),
				ChronoUnit.MICROS.between(Instant.EPOCH, Columns.get(row, 6, Instant.class)), text, 0, text.length);
	}

	private static List<Written> captions(byte @Nullable [] bytes) {
		List<Written> captions = new ArrayList<>();
		Records records = new Records(Objects.requireNonNullElse(bytes, new byte[0]));
		while (records.nextRow()) {
			records.next();
			UUID image = records.id();
			records.next();
			UUID caption = records.id();
			UUID replaces = records.next() ? records.id() : NIL;
			records.next();
			String source = Objects.requireNonNull(records.text());
			String model = records.next() ? records.text() : null;
			records.next();
			boolean isKept = records.flag();
			records.next();
			long micros = records.micros();
			records.next();
			captions.add(new Written(image, caption, replaces, source, model, isKept, micros, records.bytes(),
					records.from(), records.length()));
		}
		return captions;
	}

	static Instant moment(long micros) {
		return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
	}

	/**
	 * The place of a caption.
	 *
	 * @param micros since 1970
	 */
	private record Place(UUID image, long micros, UUID caption) {

		static final Place START = new Place(NIL, 0, NIL);

		static Place of(Written last) {
			return new Place(last.imageId(), last.micros(), last.captionId());
		}

	}

	/**
	 * A caption of the history.
	 *
	 * @param replaces the nil id for none
	 * @param micros its time, since 1970
	 * @param bytes UTF-8, of which the text is a part
	 */
	@SuppressWarnings("ArrayRecordComponent")
	record Written(UUID imageId, UUID captionId, UUID replaces, String source, @Nullable String model, boolean isKept,
			long micros, byte[] bytes, int from, int length) {
	}

}
