package dev.tintype.caption.save;

import java.util.List;
import java.util.UUID;

import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.FoldedColumn;
import dev.tintype.data.sql.RowScan;
import dev.tintype.data.sql.RowScan.Rows;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.operation.integrity.IntegrityCheck;
import dev.tintype.operation.integrity.IntegrityChecks;
import dev.tintype.support.AnyCase;
import reactor.core.publisher.Mono;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Repository;

/**
 * Checks the relations between captions and their images.
 */
@Repository
@Order(20)
class CaptionIntegrity implements IntegrityChecks {

	private static final String RANK = "CASE WHEN c.text IS NULL THEN 0 WHEN c.source = 'human' THEN 3 WHEN c.source = 'import' THEN 2 ELSE 1 END";

	private static final String LOCK = """
			/* lockImages */ SELECT i.image_id FROM images i WHERE {rows} ORDER BY i.image_id FOR UPDATE""";

	private final Statements statements;

	private final Transactions transactions;

	private final Dialect dialect;

	private final FoldedColumn folded;

	CaptionIntegrity(Statements statements, Transactions transactions, Dialect dialect) {
		this.dialect = dialect;
		this.statements = statements;
		this.transactions = transactions;
		this.folded = new FoldedColumn(statements, transactions,
				new FoldedColumn.Columns("images", "image_id", UUID.class, "caption", "caption_folded"), AnyCase::fold);
	}

	@Override
	public List<IntegrityCheck> all() {
		return switch (this.dialect) {
			case H2 -> List.of(image(), current(), copy(), folded(), replaces());
			case POSTGRESQL -> List.of(image(), current(), copy(), folded(), replaces(), searched());
		};
	}

	private IntegrityCheck image() {
		RowScan rows = scan(new Rows("captions c", "c.caption_id", UUID.class,
				"NOT EXISTS (SELECT 1 FROM images i WHERE i.image_id = c.image_id)"));
		return IntegrityCheck.quick("captions.image", """
				Captions whose image does not exist. Repair deletes those that a model wrote, and keeps those of \
				persons and imports.""", rows.tell("""
				'caption ' || CAST(c.caption_id AS VARCHAR) || ' (' || c.source || ') of image '
				  || CAST(c.image_id AS VARCHAR)"""),
				rows.repair("/* deleteLostCaptions */ DELETE FROM captions c WHERE {rows} AND c.source = 'model'"));
	}

	private IntegrityCheck current() {
		RowScan rows = scan(new Rows("images i", "i.image_id", UUID.class, """
				i.caption_id IS NOT NULL AND NOT EXISTS (
				  SELECT 1 FROM captions c WHERE c.caption_id = i.caption_id AND c.image_id = i.image_id)"""));
		String latest = " FROM captions c WHERE c.image_id = i.image_id ORDER BY " + RANK
				+ " DESC, c.created_at DESC, c.caption_id DESC LIMIT 1)";
		String columns = columns(latest);
		return IntegrityCheck.quick("images.current-caption", """
				Images whose current caption does not exist or belongs to another image. Repair makes the latest \
				caption of the highest rank current. The history does not change.""", rows.tell("""
				'image ' || CAST(i.image_id AS VARCHAR) || ', caption ' || CAST(i.caption_id AS VARCHAR)"""),
				refolded(rows.repair(LOCK,
						"/* repairCurrentCaptions */ UPDATE images i SET caption_id = (SELECT c.caption_id" + latest
								+ ", " + columns + " WHERE {rows}")));
	}

	private IntegrityCheck copy() {
		String own = " FROM captions c WHERE c.caption_id = i.caption_id AND c.image_id = i.image_id";
		RowScan rows = scan(new Rows("images i", "i.image_id", UUID.class,
				"((i.caption_id IS NULL AND (i.caption_rank <> 0 OR i.caption IS NOT NULL OR i.caption_model IS NOT NULL))"
						+ " OR EXISTS (SELECT 1" + own + " AND (i.caption_rank <> " + RANK
						+ " OR i.caption IS DISTINCT FROM c.text OR i.caption_model IS DISTINCT FROM c.model)))"));
		return IntegrityCheck.quick("images.caption", """
				Images whose row differs from their current caption in text, model or rank. With a wrong rank, a \
				model could replace a person's caption. Repair copies the values of the caption.""", rows.tell("""
				'image ' || CAST(i.image_id AS VARCHAR) || ', rank ' || CAST(i.caption_rank AS VARCHAR)"""),
				refolded(rows.repair(LOCK,
						"/* repairCaptionCopies */ UPDATE images i SET " + columns(own + ")") + " WHERE {rows}")));
	}

	// SQL cannot fold, so the repair writes the unfolded text first and then folds it.
	private Mono<Long> refolded(Mono<Long> repair) {
		return repair
			.flatMap((repaired) -> (repaired == 0) ? Mono.just(repaired) : this.folded.repair().thenReturn(repaired));
	}

	private IntegrityCheck folded() {
		return IntegrityCheck.quick("images.caption-folded", """
				Images whose folded caption does not match their current caption. Searches in any case use the \
				folded one. Repair folds the caption again.""", this.folded.tell(), this.folded.repair());
	}

	private static String columns(String source) {
		return "caption_rank = COALESCE((SELECT " + RANK + source + ", 0), caption = (SELECT c.text" + source
				+ ", caption_folded = (SELECT c.text" + source + ", caption_model = (SELECT c.model" + source
				+ ", replaced_id = (SELECT c.replaces" + source;
	}

	private IntegrityCheck replaces() {
		RowScan rows = scan(new Rows("captions c", "c.caption_id", UUID.class, """
				c.replaces IS NOT NULL AND NOT EXISTS (
				  SELECT 1 FROM captions f WHERE f.caption_id = c.replaces AND f.image_id = c.image_id)"""));
		return IntegrityCheck.quick("captions.replaces", """
				Captions that refer to a replaced caption that does not exist or belongs to another image. Repair \
				removes the reference. No text changes.""", rows.tell("""
				'caption ' || CAST(c.caption_id AS VARCHAR) || ', replaces ' || CAST(c.replaces AS VARCHAR)"""),
				rows.repair("/* clearReplacedCaptions */ UPDATE captions c SET replaces = NULL WHERE {rows}"));
	}

	// Runs last, so that it also notes the repairs of the other checks.
	private IntegrityCheck searched() {
		RowScan rows = scan(new Rows("images i", "i.image_id", UUID.class, """
				i.caption IS NOT NULL AND NOT EXISTS (
				  SELECT 1 FROM caption_search s WHERE s.image_id = i.image_id AND s.caption_folded = i.caption_folded)
				AND i.image_id <> ALL(ARRAY(SELECT unnest(image_ids) FROM caption_changes))"""));
		return IntegrityCheck.quick("images.caption-search", """
				Images whose caption a search does not find: the indexed copy lacks it, and no change note names it. \
				Repair writes a note.""", rows.tell("'image ' || CAST(i.image_id AS VARCHAR)"), rows.repair("""
				/* noteCaptions */ INSERT INTO caption_changes (image_ids)
				SELECT ARRAY[i.image_id] FROM images i WHERE {rows}"""));
	}

	private RowScan scan(Rows rows) {
		return new RowScan(this.statements, this.transactions, rows);
	}

}
