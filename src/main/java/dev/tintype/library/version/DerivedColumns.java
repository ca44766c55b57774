package dev.tintype.library.version;

import java.util.Collection;
import java.util.UUID;

import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Derives the columns of versions that follow from their asset and its other versions.
 */
@Repository
class DerivedColumns {

	private static final String DERIVED = """
			SELECT v.id, a.deleted_at IS NOT NULL AS now_trashed, a.original_filename AS now_name,
			  NOT EXISTS (SELECT 1 FROM file_versions o WHERE o.media_asset_id = v.media_asset_id
			    AND %s > %s) AS now_best
			FROM media_assets a JOIN file_versions v ON v.media_asset_id = a.id
			""".formatted(Tier.RANK.formatted("o.tier"), Tier.RANK.formatted("v.tier"));

	private static final String CHANGED = """
			v.is_best IS DISTINCT FROM s.now_best OR v.is_trashed <> s.now_trashed OR v.sort_name <> s.now_name""";

	private static final String DERIVE_H2 = """
			/* deriveColumns */
			MERGE INTO file_versions v USING (%s%s) s ON v.id = s.id
			WHEN MATCHED AND (%s)
			  THEN UPDATE SET is_best = s.now_best, is_trashed = s.now_trashed, sort_name = s.now_name
			""".formatted(DERIVED, Dialect.H2.among("a.id", "UUID", "assets"), CHANGED);

	private static final String DERIVE_POSTGRESQL = """
			/* deriveColumns */
			UPDATE file_versions v
			SET is_best = s.now_best, is_trashed = s.now_trashed, sort_name = s.now_name
			FROM (%s%s) s
			WHERE s.id = v.id AND (%s)
			""".formatted(DERIVED, Dialect.POSTGRESQL.among("a.id", "UUID", "assets"), CHANGED);

	private final Statements statements;

	private final Dialect dialect;

	DerivedColumns(Statements statements, Dialect dialect) {
		this.statements = statements;
		this.dialect = dialect;
	}

	/**
	 * Derives the columns of all versions of assets.
	 */
	Mono<Void> derive(Collection<UUID> assets) {
		return this.statements.sql(this.dialect.choose(DERIVE_H2, DERIVE_POSTGRESQL))
			.bind("assets", assets.toArray(UUID[]::new))
			.then();
	}

}
