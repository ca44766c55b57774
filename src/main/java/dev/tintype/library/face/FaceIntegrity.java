package dev.tintype.library.face;

import java.util.List;
import java.util.UUID;

import dev.tintype.data.sql.RowScan;
import dev.tintype.data.sql.RowScan.Rows;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.operation.integrity.IntegrityCheck;
import dev.tintype.operation.integrity.IntegrityChecks;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Repository;

/**
 * Checks what follows from faces. A repair also derives it for rows that another
 * application wrote.
 */
@Repository
@Order(61)
class FaceIntegrity implements IntegrityChecks {

	private static final int WINDOW = 1_000;

	private static final String WANTED = """
			CASE WHEN f.ignored OR EXISTS (SELECT 1 FROM file_versions v JOIN media_assets a ON a.id = v.media_asset_id
			  WHERE v.id = f.photo_id AND a.deleted_at IS NOT NULL) THEN NULL ELSE f.person_id END""";

	/**
	 * Of faces f and a person p. It does not use counted_person_id, so that one repair
	 * derives everything.
	 */
	static final String COUNTS = """
			f.person_id = p.id AND NOT f.ignored AND NOT EXISTS (
			    SELECT 1 FROM file_versions v JOIN media_assets a ON a.id = v.media_asset_id
			    WHERE v.id = f.photo_id AND a.deleted_at IS NOT NULL)""";

	private static final String COUNTED = "(SELECT count(*) FROM faces f WHERE " + COUNTS + ")";

	private static final String LOCK = "/* lockForRepair */ SELECT %s FROM %s WHERE {rows} ORDER BY 1 FOR UPDATE";

	private static final String SET = "/* repairFaces */ UPDATE %s SET %s WHERE {rows}";

	private final Statements statements;

	private final Transactions transactions;

	private final VectorIntegrity vectors;

	FaceIntegrity(Statements statements, Transactions transactions, VectorIntegrity vectors) {
		this.statements = statements;
		this.transactions = transactions;
		this.vectors = vectors;
	}

	@Override
	public List<IntegrityCheck> all() {
		return List.of(check("faces.counted", """
				Faces whose counted_person_id is not their person, or that is set while they are ignored or in the \
				trash. Repair sets it.""", "faces f", "f.counted_person_id IS DISTINCT FROM (" + WANTED + ")",
				"counted_person_id = (" + WANTED + ")", "'face ' || CAST(f.id AS VARCHAR)"),
				check("people.face-count", """
						People whose face_count is not the number of their faces that are not ignored and not in the \
						trash. Repair sets it.""", "people p", "p.face_count IS DISTINCT FROM " + COUNTED,
						"face_count = " + COUNTED, "'person ' || CAST(p.id AS VARCHAR)"),
				this.vectors.missing(), this.vectors.other(), this.vectors.sums(), this.vectors.otherSums());
	}

	private IntegrityCheck check(String name, String description, String table, String wrong, String set, String text) {
		String key = table.substring(table.lastIndexOf(' ') + 1) + ".id";
		RowScan rows = new RowScan(this.statements, this.transactions, new Rows(table, key, UUID.class, wrong, WINDOW));
		return IntegrityCheck.quick(name, description, rows.tell(text),
				rows.repair(LOCK.formatted(key, table), SET.formatted(table, set)));
	}

}
