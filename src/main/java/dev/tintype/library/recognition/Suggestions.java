package dev.tintype.library.recognition;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.library.face.UnitVector;
import dev.tintype.support.Ids;
import io.r2dbc.spi.Readable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Suggests people for faces by their embeddings (ADR 28).
 */
@Repository
class Suggestions {

	/** Rows of a statement, each with a vector of up to 16 KiB. */
	private static final int PAGE = 2_000;

	private static final UUID FIRST = new UUID(0, 0);

	private final Statements statements;

	private final Dialect dialect;

	private final FaceCovers covers;

	Suggestions(Statements statements, Dialect dialect, FaceCovers covers) {
		this.statements = statements;
		this.dialect = dialect;
		this.covers = covers;
	}

	/** Rows of other applications have no vector before the repair. */
	private static final String VECTORS = """
			/* readVectorsOfFaces */
			SELECT f.id, w.vector, CASE WHEN w.vector IS NULL THEN CAST(f.embedding AS VARCHAR) END
			FROM faces f LEFT JOIN face_vectors w ON w.face_id = f.id WHERE f.id = ANY(:ids) AND f.embedding IS NOT NULL
			""";

	/**
	 * Suggests people for faces.
	 * @return the suggestions by face, the best first; none for a face without an
	 * embedding
	 */
	Mono<Map<UUID, List<Suggestion>>> find(Collection<UUID> faces) {
		if (faces.isEmpty()) {
			return Mono.just(Map.of());
		}
		return this.statements.sql(VECTORS)
			.bind("ids", faces.toArray(UUID[]::new))
			.<List<Similarities>>all((row) -> similarities(row))
			.concatMapIterable((found) -> found)
			.collectMultimap(Similarities::length)
			.flatMap((byLength) -> Flux.fromIterable(byLength.values())
				.concatMap(this::compare, 1)
				.concatMapIterable((found) -> found)
				.collectList())
			.flatMap(this::named);
	}

	private static List<Similarities> similarities(Readable row) {
		String json = row.get(2, String.class);
		UnitVector vector = (json != null) ? UnitVector.of(json) : UnitVector.of(row, 1);
		return (vector != null) ? List.of(new Similarities(Columns.get(row, 0, UUID.class), vector)) : List.of();
	}

	private Mono<Collection<Similarities>> compare(Collection<Similarities> all) {
		int length = all.iterator().next().length();
		return people(all, length, FIRST).then(Mono.defer(() -> {
			Map<UUID, Integer> people = Similarities.people(all);
			return Flux.fromIterable(portions(people)).concatMap((part) -> faces(all, length, part), 1).then();
		})).thenReturn(all);
	}

	private static final String PEOPLE = """
			/* readPersonVectors */
			SELECT person_id, face_count, vector FROM person_vectors
			WHERE length = :length AND person_id > :after ORDER BY person_id LIMIT :limit
			""";

	private Mono<Void> people(Collection<Similarities> all, int length, UUID after) {
		return this.statements.sql(PEOPLE)
			.bind("length", length)
			.bind("after", after)
			.bind("limit", PAGE)
			.<UUID>all((row) -> {
				UUID person = Columns.get(row, 0, UUID.class);
				UnitVector sum = UnitVector.of(row, 2);
				int faces = Columns.get(row, 1, Integer.class);
				all.forEach((each) -> each.addPerson(person, sum, faces));
				return person;
			})
			.reduce(new Read(0, after), Read::and)
			.flatMap((read) -> (read.rows() < PAGE) ? Mono.empty() : people(all, length, read.last()));
	}

	// A person with many faces is read alone, page by page.
	private static List<List<UUID>> portions(Map<UUID, Integer> people) {
		List<List<UUID>> portions = new ArrayList<>();
		List<UUID> portion = new ArrayList<>();
		int faces = 0;
		for (UUID person : people.keySet().stream().sorted(Ids.ORDER).toList()) {
			int more = people.getOrDefault(person, 0);
			if (!portion.isEmpty() && faces + more > PAGE) {
				portions.add(portion);
				portion = new ArrayList<>();
				faces = 0;
			}
			portion.add(person);
			faces += more;
		}
		if (!portion.isEmpty()) {
			portions.add(portion);
		}
		return portions;
	}

	private static final String FACES = """
			/* readFacesOfPeople */
			SELECT f.counted_person_id, f.id, w.vector, f.photo_id
			FROM faces f JOIN face_vectors w ON w.face_id = f.id
			WHERE f.counted_person_id = ANY(:people) AND w.length = :length
			""";

	private static final String NEXT_FACES = """
			/* readNextFacesOfPerson */
			SELECT f.counted_person_id, f.id, w.vector, f.photo_id
			FROM faces f JOIN face_vectors w ON w.face_id = f.id
			WHERE f.counted_person_id = :person AND w.length = :length AND (f.photo_id, f.id) > (:photo, :face)
			ORDER BY f.photo_id, f.id LIMIT :limit
			""";

	private Mono<Void> faces(Collection<Similarities> all, int length, List<UUID> people) {
		if (people.size() == 1) {
			return faces(all, length, people.get(0), FIRST, FIRST);
		}
		return this.statements.sql(FACES)
			.bind("people", people.toArray(UUID[]::new))
			.bind("length", length)
			.all((row) -> add(all, row))
			.then();
	}

	private Mono<Void> faces(Collection<Similarities> all, int length, UUID person, UUID photo, UUID face) {
		return this.statements.sql(NEXT_FACES)
			.bind("person", person)
			.bind("length", length)
			.bind("photo", photo)
			.bind("face", face)
			.bind("limit", PAGE)
			.<UUID[]>all((row) -> add(all, row))
			.collectList()
			.flatMap((read) -> {
				if (read.size() < PAGE) {
					return Mono.empty();
				}
				UUID[] last = read.get(read.size() - 1);
				return faces(all, length, person, last[0], last[1]);
			});
	}

	private static UUID[] add(Collection<Similarities> all, Readable row) {
		UUID person = Columns.get(row, 0, UUID.class);
		UUID face = Columns.get(row, 1, UUID.class);
		UnitVector vector = UnitVector.of(row, 2);
		all.forEach((each) -> each.addFace(person, face, vector));
		return new UUID[] { Columns.get(row, 3, UUID.class), face };
	}

	private Mono<Map<UUID, List<Suggestion>>> named(List<Similarities> all) {
		return this.covers.find(Similarities.suggested(all)).map((shown) -> {
			Map<UUID, List<Suggestion>> suggestions = new HashMap<>();
			all.forEach((each) -> suggestions.put(each.faceId(),
					each.best()
						.stream()
						.filter((match) -> shown.containsKey(match.person()))
						.map((match) -> suggestion(match, Objects.requireNonNull(shown.get(match.person()))))
						.collect(Collectors.toList())));
			return suggestions;
		});
	}

	private static Suggestion suggestion(Similarities.Match match, FaceCovers.Cover cover) {
		return match.suggestion(cover.name(), cover.url());
	}

	private record Read(int rows, UUID last) {

		Read and(UUID next) {
			return new Read(this.rows + 1, next);
		}

	}

}
