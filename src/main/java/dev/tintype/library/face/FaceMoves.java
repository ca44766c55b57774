package dev.tintype.library.face;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.data.batch.Chunks;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Moves the faces of a person to another one, with what follows from them.
 */
@Repository
public class FaceMoves {

	private static final int CHUNK = 500;

	private final Statements statements;

	private final Dialect dialect;

	private final PersonFaces faces;

	private final PersonSums sums;

	FaceMoves(Statements statements, Dialect dialect, PersonFaces faces, PersonSums sums) {
		this.statements = statements;
		this.dialect = dialect;
		this.faces = faces;
		this.sums = sums;
	}

	private static final String MOVE = """
			/* moveFaces */
			UPDATE faces SET person_id = :target,
			  counted_person_id = CASE WHEN counted_person_id = :source THEN CAST(:target AS UUID) END
			WHERE person_id = :source
			""";

	private static final String COUNTED_OF = """
			/* countFacesOfPerson */ SELECT count(*) FROM faces WHERE counted_person_id = :source
			""";

	private static final String MOVE_COUNT = """
			/* moveFaceCount */
			UPDATE people SET face_count = CASE WHEN id = :target THEN COALESCE(face_count, 0) + :moved ELSE 0 END
			WHERE id = :target OR id = :source
			""";

	/**
	 * Moves all faces of a person to another one, in the caller's transaction.
	 * @param source that the caller has locked
	 * @param target that the caller has locked
	 * @return how many faces were moved
	 */
	public Mono<Long> moveAll(UUID source, UUID target) {
		return this.statements.sql(COUNTED_OF)
			.bind("source", source)
			.value(Long.class)
			.flatMap((counted) -> this.statements.sql(MOVE)
				.bind("source", source)
				.bind("target", target)
				.update()
				.flatMap((moved) -> this.statements.sql(MOVE_COUNT)
					.bind("source", source)
					.bind("target", target)
					.bind("moved", Math.toIntExact(counted))
					.then()
					.then(moveSums(source, target))
					.thenReturn(moved)));
	}

	private Mono<Void> moveSums(UUID source, UUID target) {
		List<UUID> both = List.of(source, target);
		return this.sums.read(both).flatMap((sums) -> {
			Map<PersonSums.Key, PersonSums.Sum> merged = new HashMap<>();
			sums.forEach((key, sum) -> merged
				.computeIfAbsent(new PersonSums.Key(target, key.length()), (all) -> new PersonSums.Sum(key.length()))
				.add(sum));
			return this.sums.replace(both, merged);
		});
	}

	private static final String MOVE_SOME = "/* moveSomeFaces */ UPDATE faces SET person_id = :target"
			+ " WHERE person_id = :source AND id = ANY(:ids)";

	/**
	 * Moves some faces of a person to another one, in the caller's transaction. Faces of
	 * other people stay.
	 * @param source that the caller has locked
	 * @param target that the caller has locked
	 * @return completes when it is done
	 */
	public Mono<Void> move(UUID source, UUID target, Collection<UUID> faces) {
		return Flux.fromIterable(Chunks.cut(List.copyOf(faces), CHUNK))
			.concatMap((chunk) -> this.statements.sql(MOVE_SOME)
				.bind("source", source)
				.bind("target", target)
				.bind("ids", chunk.toArray(UUID[]::new))
				.then()
				.then(recount(source, target, chunk)), 1)
			.then();
	}

	private static final String COUNTED_FOR_SOURCE = """
			/* readMovedFaces */
			SELECT f.id, f.counted_person_id, f.person_id FROM faces f %s
			AND f.counted_person_id = :source AND f.person_id = :target
			""";

	// Whether a face counts does not change, because that depends on its asset, which is
	// not locked.
	private Mono<Void> recount(UUID source, UUID target, List<UUID> faces) {
		return this.statements.sql(COUNTED_FOR_SOURCE.formatted(this.dialect.among("f.id", "UUID", "ids")))
			.bind("ids", faces.toArray(UUID[]::new))
			.bind("source", source)
			.bind("target", target)
			.<CountChange>all(CountChange::of)
			.collectList()
			.flatMap(this.faces::apply);
	}

}
