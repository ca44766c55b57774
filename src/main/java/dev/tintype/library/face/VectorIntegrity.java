package dev.tintype.library.face;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.RowScan;
import dev.tintype.data.sql.RowScan.Rows;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.library.face.PersonSums.Key;
import dev.tintype.library.face.PersonSums.Sum;
import dev.tintype.operation.integrity.IntegrityCheck;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Checks the vectors of faces and their sums. The database cannot derive them, so the
 * embeddings are read.
 */
@Repository
class VectorIntegrity {

	/** Few rows, because an embedding has thousands of characters. */
	private static final int WINDOW = 200;

	/** Of a number of a unit vector. */
	private static final double TOLERANCE = 1e-4;

	private static final String COLUMNS = "f.id, CAST(f.embedding AS VARCHAR), w.vector";

	private static final String TABLE = "faces f LEFT JOIN face_vectors w ON w.face_id = f.id";

	private static final String FIND = "/* findFaceVector */ SELECT " + COLUMNS + " FROM " + TABLE
			+ " WHERE f.id = :id";

	private static final String LOCK = "/* lockFace */ SELECT f.id FROM faces f WHERE f.id = :id FOR UPDATE";

	private static final String DELETE = "/* deleteFaceVector */ DELETE FROM face_vectors WHERE face_id = :id";

	private final Statements statements;

	private final Transactions transactions;

	private final FaceWriter writer;

	private final PersonFaces people;

	private final PersonSums sums;

	VectorIntegrity(Statements statements, Transactions transactions, FaceWriter writer, PersonFaces people,
			PersonSums sums) {
		this.statements = statements;
		this.transactions = transactions;
		this.writer = writer;
		this.people = people;
		this.sums = sums;
	}

	/**
	 * Finds faces that have an embedding and no vector, or the opposite.
	 */
	IntegrityCheck missing() {
		Flux<Vector> wrong = wrong("(f.embedding IS NULL) <> (w.face_id IS NULL)");
		return IntegrityCheck.quick("faces.vectors", """
				Faces whose embedding has no vector in face_vectors, so that they are not compared, and vectors \
				without an embedding. Repair derives the vectors.""", wrong.map(Vector::text), repair(wrong));
	}

	/**
	 * Finds vectors that are not those of their embeddings.
	 */
	IntegrityCheck other() {
		Flux<Vector> wrong = wrong("f.embedding IS NOT NULL AND w.face_id IS NOT NULL");
		return IntegrityCheck.deep("faces.vector-numbers", """
				Vectors in face_vectors that are not those of their embeddings. Repair derives them.""",
				wrong.map(Vector::text), repair(wrong));
	}

	private Flux<Vector> wrong(String condition) {
		return new RowScan(this.statements, this.transactions, new Rows(TABLE, "f.id", UUID.class, condition, WINDOW))
			.<Vector>read(COLUMNS, Vector::of)
			.filter(Vector::isWrong);
	}

	private Mono<Long> repair(Flux<Vector> wrong) {
		return wrong.concatMap((found) -> this.transactions.run(this.statements.sql(LOCK)
			.bind("id", found.id())
			.value(UUID.class)
			.then(Mono.defer(() -> this.statements.sql(FIND).bind("id", found.id()).<Vector>one(Vector::of)))
			.filter(Vector::isWrong)
			.flatMap((now) -> this.statements.sql(DELETE)
				.bind("id", now.id())
				.then()
				.then(this.writer
					.insertVectors((now.derived() != null) ? List.of(Map.entry(now.id(), now.derived())) : List.of()))
				.thenReturn(1L))), 1)
			.reduce(0L, Long::sum);
	}

	private static final String COUNTED = "FROM faces f LEFT JOIN face_vectors w ON w.face_id = f.id WHERE "
			+ FaceIntegrity.COUNTS + " AND (w.face_id IS NOT NULL OR f.embedding IS NOT NULL)";

	private static final String OTHER_COUNT = """
			COALESCE((SELECT sum(s.face_count) FROM person_vectors s WHERE s.person_id = p.id), 0)
			  <> (SELECT count(*)\s""" + COUNTED + ")";

	/**
	 * Finds people whose sums are of another number of faces.
	 */
	IntegrityCheck sums() {
		// An embedding of another application may have no vector.
		Flux<UUID> wrong = wrongSums(OTHER_COUNT);
		return IntegrityCheck.quick("people.vectors", """
				People whose sums in person_vectors are not of all their counted faces. Repair adds the vectors \
				again.""", wrong.map(VectorIntegrity::text), repairSums(wrong));
	}

	/**
	 * Finds people whose sums are wrong.
	 */
	IntegrityCheck otherSums() {
		Flux<UUID> wrong = wrongSums(
				"EXISTS (SELECT 1 FROM person_vectors s WHERE s.person_id = p.id) AND NOT (" + OTHER_COUNT + ")");
		return IntegrityCheck.deep("people.vector-numbers", """
				People whose sums in person_vectors are not the sums of the vectors of their faces. Repair adds the \
				vectors again.""", wrong.map(VectorIntegrity::text), repairSums(wrong));
	}

	private Flux<UUID> wrongSums(String condition) {
		return new RowScan(this.statements, this.transactions,
				new Rows("people p", "p.id", UUID.class, condition, WINDOW))
			.<UUID>read("p.id", (row) -> Columns.get(row, 0, UUID.class))
			.concatMap((person) -> Mono.zip(computed(person), this.sums.read(List.of(person)))
				.filter((both) -> differ(both.getT1(), both.getT2()))
				.map((both) -> person), 1);
	}

	private static String text(UUID person) {
		return "person " + person;
	}

	private Mono<Long> repairSums(Flux<UUID> wrong) {
		return wrong
			.concatMap(
					(person) -> this.transactions.run(this.people.lock(List.of(person))
						.filter((locked) -> !locked.isEmpty())
						.flatMap((locked) -> computed(person)
							.flatMap((sums) -> this.sums.replace(locked, sums).thenReturn(1L)))),
					1)
			.reduce(0L, Long::sum);
	}

	private static final String VECTORS = """
			/* readVectorsOfPerson */
			SELECT w.vector, CASE WHEN w.vector IS NULL THEN CAST(f.embedding AS VARCHAR) END\s"""
			+ COUNTED.replace("p.id", ":person");

	private Mono<Map<Key, Sum>> computed(UUID person) {
		return this.statements.sql(VECTORS).bind("person", person).<List<UnitVector>>all((row) -> {
			String json = row.get(1, String.class);
			UnitVector vector = (json != null) ? UnitVector.of(json) : UnitVector.of(row, 0);
			return (vector != null) ? List.of(vector) : List.of();
		})
			.concatMapIterable((found) -> found)
			.collect(HashMap::new,
					(sums, vector) -> sums
						.computeIfAbsent(new Key(person, vector.length()), (key) -> new Sum(key.length()))
						.add(vector, 1));
	}

	private static boolean differ(Map<Key, Sum> computed, Map<Key, Sum> stored) {
		return !computed.keySet().equals(stored.keySet()) || computed.entrySet().stream().anyMatch((entry) -> {
			Sum other = Objects.requireNonNull(stored.get(entry.getKey()));
			Sum sum = entry.getValue();
			return sum.faces() != other.faces() || !sum.vector().isNear(other.vector(), TOLERANCE * (1 + sum.faces()));
		});
	}

	/**
	 * The vector of a face.
	 *
	 * @param derived from the embedding, null if there is none or it cannot be compared
	 * @param stored null if there is none
	 */
	private record Vector(UUID id, @Nullable UnitVector derived, @Nullable UnitVector stored) {

		static Vector of(Readable row) {
			String embedding = row.get(1, String.class);
			return new Vector(Columns.get(row, 0, UUID.class), (embedding != null) ? UnitVector.of(embedding) : null,
					(row.get(2) != null) ? UnitVector.of(row, 2) : null);
		}

		boolean isWrong() {
			return (this.derived == null) ? this.stored != null
					: this.stored == null || !this.derived.isNear(this.stored, TOLERANCE);
		}

		String text() {
			return "face " + this.id;
		}

	}

}
