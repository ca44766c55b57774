package dev.tintype.library.face;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.tintype.data.batch.Chunks;
import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.library.version.AssetFaces;
import dev.tintype.support.Ids;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Keeps what follows from faces: {@code counted_person_id}, {@code face_count} and the
 * sums of vectors (ADR 28). A face counts for its person unless it is ignored or in the
 * trash. Each face remembers for whom it counts, so a change is never counted twice.
 *
 * <p>
 * All writes are part of the caller's transaction. It has locked the assets, whose faces
 * nobody else can then assign. The rows of people are locked here, in the order of their
 * ids. Only a merge moves faces without their assets. It holds the rows of both people,
 * so the faces are read again once the people are locked.
 */
@Repository
public class PersonFaces implements AssetFaces {

	private static final UUID NIL = new UUID(0, 0);

	/** The vectors of a chunk are in memory. */
	private static final int CHUNK = 500;

	private static final int MOST_ROUNDS = 5;

	private static final String WANTED = """
			CASE WHEN f.person_id IS NOT NULL AND NOT f.ignored AND NOT v.is_trashed THEN f.person_id END""";

	private static final String DIFFERING = """
			/* readUncountedFaces */
			SELECT f.id, f.counted_person_id, %1$s
			FROM faces f JOIN file_versions v ON v.id = f.photo_id %2$s AND f.counted_person_id IS DISTINCT FROM %1$s
			""";

	private static final String COUNTED = """
			/* readCountedFaces */
			SELECT f.id, f.counted_person_id, CAST(NULL AS UUID)
			FROM faces f JOIN file_versions v ON v.id = f.photo_id %s AND f.counted_person_id IS NOT NULL
			""";

	private final Statements statements;

	private final Dialect dialect;

	private final PersonSums sums;

	PersonFaces(Statements statements, Dialect dialect, PersonSums sums) {
		this.statements = statements;
		this.dialect = dialect;
		this.sums = sums;
	}

	@Override
	public Mono<Void> count(Collection<UUID> assets) {
		return settle(DIFFERING.formatted(WANTED, this.dialect.among("v.media_asset_id", "UUID", "ids")), assets);
	}

	@Override
	public Mono<Void> discount(Collection<UUID> assets) {
		return settle(COUNTED.formatted(this.dialect.among("v.media_asset_id", "UUID", "ids")), assets);
	}

	/**
	 * Counts faces that were assigned, ignored or inserted.
	 */
	Mono<Void> countFaces(Collection<UUID> faces) {
		return settle(DIFFERING.formatted(WANTED, this.dialect.among("f.id", "UUID", "ids")), faces);
	}

	/**
	 * Takes faces out of all counts before they change or are deleted.
	 */
	Mono<Void> discountFaces(Collection<UUID> faces) {
		return settle(COUNTED.formatted(this.dialect.among("f.id", "UUID", "ids")), faces);
	}

	private Mono<Void> settle(String sql, Collection<UUID> ids) {
		return ids.isEmpty() ? Mono.empty() : settle(sql, ids.stream().distinct().toArray(UUID[]::new), Set.of(), 0);
	}

	private Mono<Void> settle(String sql, UUID[] ids, Set<UUID> locked, int round) {
		return this.statements.sql(sql)
			.bind("ids", ids)
			.<CountChange>all(CountChange::of)
			.collectList()
			.flatMap((changes) -> {
				Set<UUID> people = changes.stream().flatMap(CountChange::people).collect(Collectors.toSet());
				if (locked.containsAll(people)) {
					return apply(changes);
				}
				if (round == MOST_ROUNDS) {
					return Mono.error(new IllegalStateException("The people of faces keep changing"));
				}
				Set<UUID> all = new HashSet<>(locked);
				all.addAll(people);
				return lock(all).then(Mono.defer(() -> settle(sql, ids, all, round + 1)));
			});
	}

	/** Compatible with the lock that a reference to the person takes. */
	private static final String LOCK = "/* lockPeople */ SELECT id FROM people WHERE id = ANY(:ids) ORDER BY id %s";

	/**
	 * Locks people for a change of their faces. It waits for a merge or a deletion.
	 * @param people in any order
	 * @return those that exist
	 */
	public Mono<Set<UUID>> lock(Collection<UUID> people) {
		if (people.isEmpty()) {
			return Mono.just(Set.of());
		}
		return this.statements.sql(LOCK.formatted(this.dialect.choose("FOR UPDATE", "FOR NO KEY UPDATE")))
			.bind("ids", people.stream().distinct().sorted(Ids.ORDER).toArray(UUID[]::new))
			.<UUID>all((row) -> Columns.get(row, 0, UUID.class))
			.collect(Collectors.toSet());
	}

	/**
	 * Counts faces for other people, in the caller's transaction.
	 * @param changes of people that the caller has locked
	 */
	Mono<Void> apply(List<CountChange> changes) {
		return Flux.fromIterable(Chunks.cut(changes, CHUNK)).concatMap(this::applyChunk, 1).then();
	}

	private static final String SET = """
			/* setCountedPeople */
			UPDATE faces SET counted_person_id = NULLIF(t.person_id, :nil)
			FROM unnest(CAST(:ids AS UUID ARRAY), CAST(:people AS UUID ARRAY)) AS t(id, person_id)
			WHERE faces.id = t.id
			""";

	private static final String ADD = """
			/* addFaceCounts */
			UPDATE people SET face_count = GREATEST(COALESCE(face_count, 0) + t.delta, 0)
			FROM unnest(CAST(:ids AS UUID ARRAY), CAST(:deltas AS INT ARRAY)) AS t(id, delta)
			WHERE people.id = t.id
			""";

	private Mono<Void> applyChunk(List<CountChange> changes) {
		Map<UUID, Integer> deltas = new HashMap<>();
		for (CountChange change : changes) {
			if (change.counted() != null) {
				deltas.merge(change.counted(), -1, Integer::sum);
			}
			if (change.wanted() != null) {
				deltas.merge(change.wanted(), 1, Integer::sum);
			}
		}
		return this.statements.sql(SET)
			.bind("nil", NIL)
			.bind("ids", changes.stream().map(CountChange::face).toArray(UUID[]::new))
			.bind("people",
					changes.stream()
						.map((change) -> Objects.requireNonNullElse(change.wanted(), NIL))
						.toArray(UUID[]::new))
			.then()
			.then(this.statements.sql(ADD)
				.bind("ids", deltas.keySet().toArray(UUID[]::new))
				.bind("deltas", deltas.values().toArray(Integer[]::new))
				.then())
			.then(addVectors(changes, deltas.keySet()));
	}

	private static final String VECTORS = "/* readFaceVectors */ SELECT face_id, vector FROM face_vectors %s";

	private Mono<Void> addVectors(List<CountChange> changes, Set<UUID> people) {
		return this.statements.sql(VECTORS.formatted(this.dialect.among("face_id", "UUID", "ids")))
			.bind("ids", changes.stream().map(CountChange::face).toArray(UUID[]::new)).<Map
					.Entry<UUID, UnitVector>>all(
							(row) -> Map.entry(Columns.get(row, 0, UUID.class), UnitVector.of(row, 1)))
			.collectMap(Map.Entry::getKey, Map.Entry::getValue)
			.flatMap((vectors) -> vectors.isEmpty() ? Mono.empty() : this.sums.read(people).flatMap((found) -> {
				changes.forEach((change) -> change.addTo(found, vectors.get(change.face())));
				return this.sums.replace(people, found);
			}));
	}

}
