package dev.tintype.image.registry;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.tintype.data.batch.Coalescer;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.search.regex.RegexLimit;
import dev.tintype.support.AnyCase;
import dev.tintype.support.Ids;
import dev.tintype.web.http.Cursor;
import dev.tintype.web.ndjson.NdjsonPage;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * The table of images.
 */
@Repository
public class ImageRepository {

	/** Two: while the answers of one are written the database works on the other. */
	private static final int STATEMENTS = 2;

	private static final int MOST_SINGLES = 500;

	private final Statements statements;

	private final Dialect dialect;

	private final RegexLimit regexes;

	private final String find;

	private final String findOne;

	private final String findByPaths;

	private final Coalescer<UUID, Image> single = new Coalescer<>(STATEMENTS, MOST_SINGLES, this::findAllById);

	ImageRepository(Statements statements, Dialect dialect, RegexLimit regexes) {
		this.statements = statements;
		this.dialect = dialect;
		this.regexes = regexes;
		this.find = ImageListing.select(dialect, "findImages", dialect.among("i.image_id", "UUID", "ids"));
		// PostgreSQL plans a search for an array anew each time while arrays are short,
		// which takes longer than the search; for one id it keeps its plan.
		this.findOne = ImageListing.select(dialect, "findImage", "WHERE i.image_id = :id");
		this.findByPaths = ImageListing.select(dialect, "findImagesByPath",
				dialect.among("i.file_path", "VARCHAR", "paths"));
	}

	/**
	 * One image. Requests for one that come at the same time share a statement.
	 * @param id its id
	 * @return empty when there is none
	 */
	public Mono<Image> findById(UUID id) {
		return Mono.deferContextual((context) -> Transactions.isActive(context)
				? findAllById(List.of(id)).flatMap((found) -> Mono.justOrEmpty(found.get(id))) : this.single.get(id));
	}

	/**
	 * Several images, by one statement.
	 * @param ids at most a page of them, each once
	 * @return those that there are, by their ids
	 */
	public Mono<Map<UUID, Image>> findAllById(Collection<UUID> ids) {
		Statements.Call call = (ids.size() == 1) ? this.statements.sql(this.findOne).bind("id", ids.iterator().next())
				: this.statements.sql(this.find).bind("ids", ids.toArray(UUID[]::new));
		return images(call)
			.map((images) -> images.stream().collect(Collectors.toMap(Image::imageId, Function.identity())));
	}

	/**
	 * The images of files.
	 * @param paths absolute, each once
	 * @return those that are registered, in no order
	 */
	public Flux<Image> findByPaths(Collection<String> paths) {
		return images(this.statements.sql(this.findByPaths).bind("paths", paths.toArray(String[]::new)))
			.flatMapIterable(Function.identity());
	}

	/**
	 * A page of the listing.
	 * @param filter which images
	 * @param after the place behind which it begins, or null
	 * @param limit the most rows
	 * @param offset how many rows to pass over
	 * @return the rows, in order
	 */
	Mono<List<Image>> page(ImageFilter filter, @Nullable Cursor after, int limit, long offset) {
		return this.regexes.run(filter.regex(),
				() -> images(new ImageListing(this.dialect, filter).page(this.statements, after, limit, offset)));
	}

	/**
	 * The next page of a stream of the whole listing.
	 * @param filter which images
	 * @param after the place behind which it begins, or null
	 * @param limit the most rows
	 * @return the rows, in order
	 */
	Mono<NdjsonPage> streamPage(ImageFilter filter, @Nullable Cursor after, int limit) {
		return this.regexes.run(filter.regex(), () -> {
			Statements.Call page = new ImageListing(this.dialect, filter).streamPage(this.statements, after, limit);
			return switch (this.dialect) {
				case POSTGRESQL ->
					page.one((row) -> ImageRecords.page(row.get(0, byte[].class), filter.order()::cursor));
				case H2 -> images(page).map((rows) -> ImageJson.page(rows, filter.order()::cursor));
			};
		});
	}

	/** H2 knows the number of a table's rows, and its migrations keep none. */
	private static final String KEPT_COUNT = """
			/* countAllImages */ SELECT CAST(COALESCE(SUM(delta), 0) AS BIGINT) FROM image_counts
			""";

	/**
	 * How many images match.
	 * @param filter which images
	 * @return exactly
	 */
	Mono<Long> count(ImageFilter filter) {
		if (filter.isOfAll() && this.dialect == Dialect.POSTGRESQL) {
			return this.statements.sql(KEPT_COUNT).value(Long.class);
		}
		return this.regexes.run(filter.regex(),
				() -> new ImageListing(this.dialect, filter).count(this.statements).value(Long.class));
	}

	private static final String FOLD = """
			/* foldImageCount */
			WITH folded AS (
			  DELETE FROM image_counts WHERE (SELECT count(*) FROM image_counts) > 1 RETURNING delta
			)
			INSERT INTO image_counts SELECT SUM(delta) FROM folded HAVING count(*) > 0
			""";

	/**
	 * Folds the rows of the kept count into one, as often as wanted, by as many as want.
	 * @return how many rows were written
	 */
	Mono<Long> foldCount() {
		return (this.dialect == Dialect.POSTGRESQL) ? this.statements.sql(FOLD).update() : Mono.just(0L);
	}

	private static final String INSERT_AWAITED = """
			/* insertAwaitedFiles */
			INSERT INTO images (image_id, filename, filename_folded, file_size, is_uploaded, is_stored, created_at,
			  updated_at)
			SELECT f.image_id, f.filename, f.filename_folded, NULLIF(f.file_size, -1), FALSE, FALSE, :now, :now
			FROM unnest(CAST(:ids AS UUID ARRAY), CAST(:filenames AS VARCHAR ARRAY),
			  CAST(:folded_filenames AS VARCHAR ARRAY), CAST(:sizes AS BIGINT ARRAY))
			  AS f(image_id, filename, filename_folded, file_size)
			""";

	/**
	 * Registers files whose bytes will follow.
	 * @param drafts at most a chunk of them
	 * @return their ids, in the order of the drafts
	 */
	Mono<List<UUID>> insertAwaited(List<FileDraft> drafts) {
		List<UUID> ids = drafts.stream().map((draft) -> Ids.next()).toList();
		String[] filenames = drafts.stream().map(FileDraft::filename).toArray(String[]::new);
		return this.statements.sql(INSERT_AWAITED)
			.bind("now", Ids.createdAt(ids.get(0)))
			.bind("ids", ids.toArray(UUID[]::new))
			.bind("filenames", filenames)
			.bind("folded_filenames", AnyCase.fold(filenames))
			.bind("sizes",
					drafts.stream().map((draft) -> (draft.size() != null) ? draft.size() : -1L).toArray(Long[]::new))
			.update()
			.thenReturn(ids);
	}

	private Mono<List<Image>> images(Statements.Call call) {
		return switch (this.dialect) {
			case POSTGRESQL -> call.one((row) -> ImageRecords.images(row.get(0, byte[].class)));
			case H2 -> call.all(ImageRepository::image).collectList();
		};
	}

	private static Image image(Readable row) {
		return new Image(get(row, 0, UUID.class), get(row, 1, String.class), row.get(2, String.class),
				row.get(3, Long.class), row.get(4, Integer.class), row.get(5, Integer.class), row.get(6, String.class),
				row.get(7, String.class), get(row, 8, Boolean.class), row.get(9, String.class),
				row.get(10, String.class), row.get(11, String.class), get(row, 12, Instant.class),
				get(row, 13, Instant.class));
	}

	private static <T> T get(Readable row, int index, Class<T> type) {
		return java.util.Objects.requireNonNull(row.get(index, type));
	}

}
