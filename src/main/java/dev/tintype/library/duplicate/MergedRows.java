package dev.tintype.library.duplicate;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

import dev.tintype.data.sql.Statements;
import dev.tintype.support.Ids;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Gives the memberships and covers of collections to the photo that is kept.
 */
@Repository
class MergedRows {

	private static final String COLLECTIONS = """
			/* findCollectionsOfPhotos */
			SELECT m.collection_id FROM collection_photos m
			WHERE m.photo_id = ANY(:photos) AND NOT EXISTS (
			  SELECT 1 FROM collection_photos o WHERE o.collection_id = m.collection_id AND o.photo_id = :kept)
			GROUP BY m.collection_id ORDER BY m.collection_id
			""";

	private static final String JOIN = """
			/* addMergedPhoto */
			INSERT INTO collection_photos (id, collection_id, photo_id)
			SELECT t.id, t.collection_id, :kept
			FROM unnest(CAST(:ids AS UUID ARRAY), CAST(:collections AS UUID ARRAY)) AS t(id, collection_id)
			ON CONFLICT DO NOTHING
			""";

	private static final String COVERS = """
			/* replaceMergedCovers */ UPDATE collections SET cover_photo = :kept WHERE cover_photo = ANY(:photos)
			""";

	private final Statements statements;

	MergedRows(Statements statements) {
		this.statements = statements;
	}

	/**
	 * Adds a photo to the collections of others. Those stay there, so that they are in
	 * them after a restore.
	 */
	Mono<Void> merge(UUID kept, Collection<UUID> dropped) {
		UUID[] photos = dropped.toArray(UUID[]::new);
		return this.statements.sql(COLLECTIONS)
			.bind("photos", photos)
			.bind("kept", kept)
			.<UUID>all((row) -> row.get(0, UUID.class))
			.collectList()
			.flatMap((collections) -> join(kept, collections))
			.then(this.statements.sql(COVERS).bind("kept", kept).bind("photos", photos).then());
	}

	private Mono<Void> join(UUID kept, List<UUID> collections) {
		return collections.isEmpty() ? Mono.empty()
				: this.statements.sql(JOIN)
					.bind("kept", kept)
					.bind("ids", collections.stream().map((collection) -> Ids.next()).toArray(UUID[]::new))
					.bind("collections", collections.toArray(UUID[]::new))
					.then();
	}

}
