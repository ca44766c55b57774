package dev.tintype.library.face;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.support.Ids;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Locks the assets of faces for a change of the faces, in the caller's transaction.
 */
@Repository
public class FaceLocks {

	private static final int MOST_ROUNDS = 5;

	private final Statements statements;

	private final Dialect dialect;

	FaceLocks(Statements statements, Dialect dialect) {
		this.statements = statements;
		this.dialect = dialect;
	}

	private static final String FIND = "/* findFaces */ SELECT " + LockedFace.COLUMNS + " FROM " + LockedFace.TABLES
			+ " %s ORDER BY f.id";

	private static final String LOCK = "/* lockAssets */ SELECT id FROM media_assets WHERE id = ANY(:ids) ORDER BY id %s";

	/**
	 * Locks the assets of faces.
	 * @param faces in any order
	 * @return the faces that exist, by id
	 */
	public Mono<Map<UUID, LockedFace>> lock(Collection<UUID> faces) {
		return faces.isEmpty() ? Mono.just(Map.of()) : lock(faces, Set.of(), 0);
	}

	// The faces of a duplicate may move to another asset before its lock is granted.
	private Mono<Map<UUID, LockedFace>> lock(Collection<UUID> faces, Set<UUID> locked, int round) {
		return find("f.id", faces).collectList().flatMap((found) -> {
			Set<UUID> assets = found.stream().map(LockedFace::assetId).collect(Collectors.toSet());
			if (locked.containsAll(assets) || round == MOST_ROUNDS) {
				Map<UUID, LockedFace> byId = new LinkedHashMap<>();
				found.forEach((face) -> byId.put(face.id(), face));
				return Mono.just(byId);
			}
			return lockAssets(assets).then(Mono.defer(() -> lock(faces, assets, round + 1)));
		});
	}

	/**
	 * Locks assets.
	 * @return those that exist
	 */
	public Mono<List<UUID>> lockAssets(Collection<UUID> assets) {
		return this.statements.sql(LOCK.formatted(this.dialect.choose("FOR UPDATE", "FOR NO KEY UPDATE")))
			.bind("ids", assets.stream().distinct().sorted(Ids.ORDER).toArray(UUID[]::new))
			.<UUID>all((row) -> Columns.get(row, 0, UUID.class))
			.collectList();
	}

	/**
	 * Finds the faces of assets that the caller has locked.
	 * @return in the order of their ids
	 */
	public Flux<LockedFace> ofAssets(Collection<UUID> assets) {
		return find("v.media_asset_id", assets);
	}

	private Flux<LockedFace> find(String column, Collection<UUID> ids) {
		return this.statements.sql(FIND.formatted(this.dialect.among(column, "UUID", "ids")))
			.bind("ids", ids.stream().distinct().toArray(UUID[]::new))
			.all(LockedFace::of);
	}

	private static final String CHANGED = """
			/* forgetEmbeddedFaces */
			UPDATE file_versions SET is_embedded = FALSE WHERE id = ANY(:photos) AND is_embedded
			""";

	/**
	 * Notes that the files of gold photos no longer have the data of their faces.
	 * @param faces that change
	 * @return completes when it is done
	 */
	public Mono<Void> changed(Collection<LockedFace> faces) {
		return faces.isEmpty() ? Mono.empty()
				: this.statements.sql(CHANGED)
					.bind("photos", faces.stream().map(LockedFace::photoId).distinct().toArray(UUID[]::new))
					.then();
	}

	private static final String CHANGED_OF = """
			/* forgetEmbeddedPerson */
			UPDATE file_versions SET is_embedded = FALSE
			WHERE is_embedded AND id IN (SELECT f.photo_id FROM faces f WHERE f.person_id = :person)
			""";

	/**
	 * Notes that the files of gold photos no longer have the name of a person.
	 * @param person whose name changes, or who is deleted
	 * @return completes when it is done
	 */
	public Mono<Void> changed(UUID person) {
		return this.statements.sql(CHANGED_OF).bind("person", person).then();
	}

}
