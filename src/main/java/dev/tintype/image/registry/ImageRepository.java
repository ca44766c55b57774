package dev.tintype.image.registry;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.tintype.data.batch.Coalescer;
import dev.tintype.data.change.Change;
import dev.tintype.data.change.ChangeKind;
import dev.tintype.data.change.ChangeLog;
import dev.tintype.data.change.ChangeTopic;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.search.regex.RegexLimit;
import dev.tintype.support.AnyCase;
import dev.tintype.support.Ids;
import dev.tintype.web.listing.Rows;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Reads the rows of images and registers files before their upload.
 */
@Repository
public class ImageRepository {

	/** Two: the database executes one while the responses of the other are written. */
	private static final int STATEMENTS = 2;

	private static final int MOST_SINGLES = 500;

	private static final String FROM = "FROM images i ";

	private final Statements statements;

	private final Dialect dialect;

	private final RegexLimit regexes;

	private final String find;

	private final String findOne;

	private final String findByPaths;

	private final Coalescer<UUID, Image> single = new Coalescer<>(STATEMENTS, MOST_SINGLES, this::findAllById);

	private final ChangeLog changes;

	ImageRepository(Statements statements, Dialect dialect, RegexLimit regexes, ChangeLog changes) {
		this.changes = changes;
		this.statements = statements;
		this.dialect = dialect;
		this.regexes = regexes;
		this.find = ImageSelect.of(dialect, "findImages", FROM + dialect.among("i.image_id", "UUID", "ids"));
		// For short arrays PostgreSQL plans each execution again, which takes longer than
		// the search. For one id it keeps the plan.
		this.findOne = ImageSelect.of(dialect, "findImage", FROM + "WHERE i.image_id = :id");
		this.findByPaths = ImageSelect.of(dialect, "findImagesByPath",
				FROM + dialect.among("i.file_path", "VARCHAR", "paths"));
	}

	/**
	 * Finds an image. Concurrent calls share a statement (ADR 7).
	 * @return empty when the id is unknown
	 */
	public Mono<Image> findById(UUID id) {
		return Mono.deferContextual((context) -> Transactions.isActive(context)
				? findAllById(List.of(id)).flatMap((found) -> Mono.justOrEmpty(found.get(id))) : this.single.get(id));
	}

	/**
	 * Finds several images with one statement.
	 * @param ids at most a page, without repetitions
	 * @return the existing images by id
	 */
	public Mono<Map<UUID, Image>> findAllById(Collection<UUID> ids) {
		Statements.Call call = (ids.size() == 1) ? this.statements.sql(this.findOne).bind("id", ids.iterator().next())
				: this.statements.sql(this.find).bind("ids", ids.toArray(UUID[]::new));
		return images(call)
			.map((images) -> images.stream().collect(Collectors.toMap(Image::imageId, Function.identity())));
	}

	/**
	 * Finds the images of files.
	 * @param paths absolute, without repetitions
	 * @return the registered images, in no order
	 */
	public Flux<Image> findByPaths(Collection<String> paths) {
		return images(this.statements.sql(this.findByPaths).bind("paths", paths.toArray(String[]::new)))
			.flatMapIterable(Function.identity());
	}

	/**
	 * The rows of the listing that a filter selects.
	 * @param seed of the random order
	 */
	Rows<Image> rows(ImageFilter filter, String seed) {
		return new ImageRows(this.statements, this.dialect, this.regexes, filter, seed);
	}

	private static final String FOLD = """
			/* foldImageCount */
			WITH folded AS (
			  DELETE FROM image_counts WHERE (SELECT count(*) FROM image_counts) > 1 RETURNING delta
			)
			INSERT INTO image_counts SELECT SUM(delta) FROM folded HAVING count(*) > 0
			""";

	/**
	 * Folds the rows of the stored count into one. Concurrent and repeated calls are
	 * safe.
	 * @return the number of rows written
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
	 * @return the new ids, in the order of the drafts
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
			.then(this.changes.record(Change.of(ChangeTopic.IMAGES, ChangeKind.CREATED, ids)))
			.thenReturn(ids);
	}

	private Mono<List<Image>> images(Statements.Call call) {
		return ImageSelect.read(this.dialect, call);
	}

}
