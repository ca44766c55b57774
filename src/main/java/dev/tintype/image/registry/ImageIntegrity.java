package dev.tintype.image.registry;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.FoldedColumn;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.operation.integrity.IntegrityCheck;
import dev.tintype.operation.integrity.IntegrityChecks;
import dev.tintype.support.AnyCase;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Repository;

/**
 * Checks the folded file names. On PostgreSQL it also checks the stored count of images
 * and the triggers of {@code images}. These keep the count, announce changed paths, and
 * maintain captions and their index.
 */
@Repository
@Order(10)
class ImageIntegrity implements IntegrityChecks {

	/** The same text as in the migration. */
	private static final Map<String, String> TRIGGERS = Map.of("images_added", """
			CREATE TRIGGER images_added AFTER INSERT ON images
			  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_added_images()
			""", "images_deleted", """
			CREATE TRIGGER images_deleted AFTER DELETE ON images
			  REFERENCING OLD TABLE AS deleted FOR EACH STATEMENT EXECUTE FUNCTION count_deleted_images()
			""", "images_truncated", """
			CREATE TRIGGER images_truncated AFTER TRUNCATE ON images
			  FOR EACH STATEMENT EXECUTE FUNCTION count_no_images()
			""", "images_path_changed", """
			CREATE TRIGGER images_path_changed AFTER UPDATE OF file_path, image_id ON images
			  FOR EACH ROW WHEN (OLD.file_path IS NOT NULL
			    AND (OLD.file_path IS DISTINCT FROM NEW.file_path OR OLD.image_id <> NEW.image_id))
			  EXECUTE FUNCTION announce_changed_path()
			""", "images_paths_deleted", """
			CREATE TRIGGER images_paths_deleted AFTER DELETE ON images
			  REFERENCING OLD TABLE AS deleted FOR EACH STATEMENT EXECUTE FUNCTION announce_deleted_paths()
			""", "images_paths_truncated", """
			CREATE TRIGGER images_paths_truncated AFTER TRUNCATE ON images
			  FOR EACH STATEMENT EXECUTE FUNCTION announce_no_paths()
			""", "images_captions_added", """
			CREATE TRIGGER images_captions_added AFTER INSERT ON images
			  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION note_added_captions()
			""", "images_captions_deleted", """
			CREATE TRIGGER images_captions_deleted AFTER DELETE ON images
			  REFERENCING OLD TABLE AS deleted FOR EACH STATEMENT EXECUTE FUNCTION delete_captions_of_deleted_images()
			""", "images_captions_truncated", """
			CREATE TRIGGER images_captions_truncated AFTER TRUNCATE ON images
			  FOR EACH STATEMENT EXECUTE FUNCTION delete_all_captions()
			""");

	private static final String FIND_TRIGGERS = """
			/* findImageTriggers */
			SELECT t.name, CASE WHEN g.oid IS NULL THEN 'missing' ELSE 'disabled' END
			FROM unnest(CAST(:names AS TEXT ARRAY)) AS t(name)
			LEFT JOIN pg_trigger g ON g.tgname = t.name AND g.tgrelid = to_regclass('images')
			WHERE g.oid IS NULL OR g.tgenabled NOT IN ('O', 'A') ORDER BY t.name
			""";

	/** One statement, so that both numbers are from the same moment. */
	private static final String COUNTS = """
			/* compareImageCounts */
			SELECT kept.sum, counted.count
			FROM (SELECT CAST(COALESCE(SUM(delta), 0) AS BIGINT) AS sum FROM image_counts) kept,
			  (SELECT count(*) AS count FROM images) counted
			WHERE kept.sum <> counted.count
			""";

	private static final String REPAIR_COUNT = """
			/* repairImageCount */
			INSERT INTO image_counts
			SELECT counted.count - kept.sum
			FROM (SELECT CAST(COALESCE(SUM(delta), 0) AS BIGINT) AS sum FROM image_counts) kept,
			  (SELECT count(*) AS count FROM images) counted
			WHERE kept.sum <> counted.count
			""";

	/** Two concurrent repairs would both add the difference. */
	private static final String ONE_REPAIR = """
			/* lockImageCount */ SELECT 1 FROM pg_advisory_xact_lock(hashtext('image_counts'))
			""";

	private final Statements statements;

	private final Dialect dialect;

	private final Transactions transactions;

	ImageIntegrity(Statements statements, Dialect dialect, Transactions transactions) {
		this.statements = statements;
		this.dialect = dialect;
		this.transactions = transactions;
	}

	@Override
	public List<IntegrityCheck> all() {
		return switch (this.dialect) {
			case H2 -> List.of(filename());
			case POSTGRESQL -> List.of(triggers(), count(), filename());
		};
	}

	private IntegrityCheck filename() {
		FoldedColumn names = new FoldedColumn(this.statements, this.transactions,
				new FoldedColumn.Columns("images", "image_id", UUID.class, "filename", "filename_folded"),
				AnyCase::fold);
		return IntegrityCheck.quick("images.filename-folded", """
				Images whose folded file name does not match their file name. Searches in any case use the folded \
				one. Repair folds the name again.""", names.tell(), names.repair());
	}

	private IntegrityCheck triggers() {
		return IntegrityCheck.quick("images.triggers",
				"Missing or disabled triggers, which keep the count of images, announce changed paths, or maintain "
						+ "captions and their index. Repair creates or enables them.",
				findTriggers().map((trigger) -> "trigger " + trigger.name() + " is " + trigger.state()),
				findTriggers()
					.concatMap((trigger) -> this.transactions
						.run(this.statements.sql(trigger.repair()).then().thenReturn(1L)), 1)
					.reduce(0L, Long::sum));
	}

	private Flux<Trigger> findTriggers() {
		return this.statements.sql(FIND_TRIGGERS)
			.bind("names", TRIGGERS.keySet().toArray(String[]::new))
			.all((row) -> new Trigger(Columns.get(row, 0, String.class), Columns.get(row, 1, String.class)));
	}

	private IntegrityCheck count() {
		return IntegrityCheck.quick("images.count",
				"A stored count of images that differs from the number of images. Repair adds the difference.",
				this.statements.sql(COUNTS)
					.all((row) -> "stored count " + row.get(0, Long.class) + ", images " + row.get(1, Long.class)),
				this.transactions.run(this.statements.sql(ONE_REPAIR)
					.all((row) -> true)
					.then(Mono.defer(() -> this.statements.sql(REPAIR_COUNT).update()))));
	}

	/** A trigger that is missing or disabled. */
	private record Trigger(String name, String state) {

		String repair() {
			return this.state.equals("missing") ? Objects.requireNonNull(TRIGGERS.get(this.name))
					: "ALTER TABLE images ENABLE TRIGGER " + this.name;
		}

	}

}
