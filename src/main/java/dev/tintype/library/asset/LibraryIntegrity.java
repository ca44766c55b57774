package dev.tintype.library.asset;

import java.util.List;
import java.util.UUID;

import dev.tintype.data.sql.RowScan;
import dev.tintype.data.sql.RowScan.Rows;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.operation.integrity.IntegrityCheck;
import dev.tintype.operation.integrity.IntegrityChecks;
import reactor.core.publisher.Mono;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Repository;

/**
 * Checks the columns of the photo library that follow from other rows, and the references
 * to the best photos. A repair also derives the columns of rows that another application
 * wrote.
 */
@Repository
@Order(60)
class LibraryIntegrity implements IntegrityChecks {

	/** Does not use is_best, so that one repair derives everything. */
	private static final String HIGHER = """
			EXISTS (SELECT 1 FROM file_versions o WHERE o.media_asset_id = %1$s.media_asset_id
			  AND (o.tier = 'gold' AND %1$s.tier <> 'gold' OR o.tier = 'silver' AND %1$s.tier = 'bronze'))""";

	private static final String BEST = "NOT " + HIGHER.formatted("v");

	private static final String TRASHED = """
			EXISTS (SELECT 1 FROM media_assets a WHERE a.id = v.media_asset_id AND a.deleted_at IS NOT NULL)""";

	private static final String NAME = """
			(SELECT a.original_filename FROM media_assets a WHERE a.id = v.media_asset_id)""";

	/** What a person has rejected stays rejected. */
	private static final String STATE = "CASE WHEN " + BEST + " THEN COALESCE(v.processing_state, '') = 'promoted'"
			+ " ELSE COALESCE(v.processing_state, 'processed') = 'processed' END";

	private static final String LOWER = "EXISTS (SELECT 1 FROM file_versions v WHERE v.id = %s AND "
			+ HIGHER.formatted("v") + ")";

	private static final String BEST_OF = """
			(SELECT b.id FROM file_versions v JOIN file_versions b ON b.media_asset_id = v.media_asset_id
			  WHERE v.id = %s AND NOT """ + " " + HIGHER.formatted("b") + ")";

	private static final String USES = """
			(SELECT count(*) FROM photo_tags t JOIN file_versions v ON v.id = t.photo_id
			  WHERE t.tag_key = g.tag_key AND """ + " " + BEST + " AND NOT " + TRASHED + ")";

	private static final String ADD_BEST = """
			/* addBestPhotos */
			INSERT INTO collection_photos (collection_id, photo_id, added_at)
			SELECT c.collection_id, b.id, min(c.added_at)
			FROM collection_photos c JOIN file_versions k ON k.id = c.photo_id
			JOIN file_versions b ON b.media_asset_id = k.media_asset_id
			WHERE {rows} AND NOT EXISTS (
			    SELECT 1 FROM collection_photos o WHERE o.collection_id = c.collection_id AND o.photo_id = b.id)
			  AND NOT """ + " " + HIGHER.formatted("b") + " GROUP BY c.collection_id, b.id";

	private static final String LOCK = "/* lockForRepair */ SELECT %s FROM %s WHERE {rows} ORDER BY 1 FOR UPDATE";

	private final Statements statements;

	private final Transactions transactions;

	private final PhotoTextIntegrity texts;

	LibraryIntegrity(Statements statements, Transactions transactions, PhotoTextIntegrity texts) {
		this.statements = statements;
		this.transactions = transactions;
		this.texts = texts;
	}

	@Override
	public List<IntegrityCheck> all() {
		return List.of(photo("photos.best", """
				Photos whose is_best does not say whether they are in the highest tier of their asset. Lists show \
				the best photos. Repair sets it.""", "v.is_best IS DISTINCT FROM (" + BEST + ")",
				"is_best = (" + BEST + ")"),
				photo("photos.trashed", """
						Photos whose is_trashed does not say whether their asset is in the trash. Repair sets it.""",
						"v.is_trashed <> (" + TRASHED + ")", "is_trashed = (" + TRASHED + ")"),
				photo("photos.sort-name", """
						Photos whose sort_name is not the original file name of their asset. Repair copies the \
						name.""", "v.sort_name <> " + NAME, "sort_name = " + NAME),
				photo("photos.state", """
						Best photos that are promoted, and lower versions that are not. Repair sets processed and \
						promoted, and leaves rejected photos.""", STATE,
						"processing_state = CASE WHEN " + BEST + " THEN 'processed' ELSE 'promoted' END"),
				this.texts.texts(), this.texts.tagKeys(), usage(), faces(), members(), covers());
	}

	private IntegrityCheck photo(String name, String description, String wrong, String set) {
		return update(name, description, "file_versions v", wrong, set, "'photo ' || CAST(v.id AS VARCHAR)");
	}

	private IntegrityCheck usage() {
		return update("tags.usage-count", """
				Tags whose usage_count is not the number of live assets whose best photo has the tag. Repair sets \
				it.""", "global_tag_library g", "g.usage_count <> " + USES, "usage_count = " + USES, "'tag ' || g.tag");
	}

	private IntegrityCheck faces() {
		return update("faces.photo",
				"Faces that refer to a lower version of an asset. Repair makes them refer to the best photo.",
				"faces c", LOWER.formatted("c.photo_id"), "photo_id = " + BEST_OF.formatted("c.photo_id"),
				"'face ' || CAST(c.id AS VARCHAR)");
	}

	private IntegrityCheck covers() {
		return update("collections.cover", """
				Collections whose cover is a lower version of an asset. Repair makes the best photo the cover.""",
				"collections c", LOWER.formatted("c.cover_photo"),
				"cover_photo = " + BEST_OF.formatted("c.cover_photo"), "'collection ' || CAST(c.id AS VARCHAR)");
	}

	// The best photo may already be in the collection, or several versions of one asset.
	private IntegrityCheck members() {
		RowScan rows = scan("collection_photos c", LOWER.formatted("c.photo_id"));
		return IntegrityCheck.quick("collections.photos", """
				Members of collections that are a lower version of an asset. Repair replaces them by the best \
				photo.""",
				rows.tell("'collection ' || CAST(c.collection_id AS VARCHAR) || ', photo ' "
						+ "|| CAST(c.photo_id AS VARCHAR)"),
				rows.repair(ADD_BEST)
					.then(Mono.defer(() -> rows
						.repair("/* removeLowerVersions */ DELETE FROM collection_photos c WHERE {rows}"))));
	}

	private IntegrityCheck update(String name, String description, String table, String wrong, String set,
			String text) {
		String alias = table.substring(table.lastIndexOf(' ') + 1);
		RowScan rows = scan(table, wrong);
		return IntegrityCheck.quick(name, description, rows.tell(text),
				rows.repair(LOCK.formatted(alias + ".id", table),
						"/* repairLibrary */ UPDATE " + table + " SET " + set + " WHERE {rows}"));
	}

	private RowScan scan(String table, String wrong) {
		String key = table.substring(table.lastIndexOf(' ') + 1) + ".id";
		return new RowScan(this.statements, this.transactions, new Rows(table, key, UUID.class, wrong, 1_000));
	}

}
