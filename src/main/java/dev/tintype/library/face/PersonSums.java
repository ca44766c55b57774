package dev.tintype.library.face;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Keeps the sum of the vectors of each person's counted faces, one for each length. A
 * writer has locked the people.
 */
@Repository
class PersonSums {

	private final Statements statements;

	private final Dialect dialect;

	PersonSums(Statements statements, Dialect dialect) {
		this.statements = statements;
		this.dialect = dialect;
	}

	private static final String READ = """
			/* readPersonVectors */ SELECT person_id, length, face_count, vector FROM person_vectors %s
			""";

	/**
	 * Reads the sums of people.
	 * @return a sum for each person and length that has one
	 */
	Mono<Map<Key, Sum>> read(Collection<UUID> people) {
		return this.statements.sql(READ.formatted(this.dialect.among("person_id", "UUID", "ids")))
			.bind("ids", people.stream().distinct().toArray(UUID[]::new)).<Map.Entry<Key, Sum>>all((row) -> {
				UnitVector stored = UnitVector.of(row, 3);
				Sum sum = new Sum(stored.length());
				stored.addTo(sum.numbers, 1);
				sum.faces = Columns.get(row, 2, Integer.class);
				return Map.entry(new Key(Columns.get(row, 0, UUID.class), stored.length()), sum);
			})
			.collect(HashMap::new, (sums, entry) -> sums.put(entry.getKey(), entry.getValue()));
	}

	private static final String DELETE = """
			/* deletePersonVectors */ DELETE FROM person_vectors WHERE person_id = ANY(:people)
			""";

	private static final String INSERT = """
			/* insertPersonVectors */
			INSERT INTO person_vectors (person_id, length, face_count, vector)
			SELECT t.person_id, t.length, t.face_count, %s
			FROM unnest(CAST(:people AS UUID ARRAY), CAST(:lengths AS INT ARRAY), CAST(:counts AS INT ARRAY),
			  CAST(:vectors AS %s ARRAY)) AS t(person_id, length, face_count, vector)
			""";

	/**
	 * Stores the sums of people instead of those that they had.
	 * @param sums all sums of the people; those without a face are left out
	 */
	Mono<Void> replace(Collection<UUID> people, Map<Key, Sum> sums) {
		Mono<Void> deleted = this.statements.sql(DELETE).bind("people", people.toArray(UUID[]::new)).then();
		List<Map.Entry<Key, Sum>> kept = new ArrayList<>(sums.entrySet());
		kept.removeIf((sum) -> sum.getValue().faces <= 0);
		if (kept.isEmpty()) {
			return deleted;
		}
		List<UnitVector> vectors = kept.stream().map((sum) -> UnitVector.ofSum(sum.getValue().numbers)).toList();
		return deleted.then(this.statements
			.sql(this.dialect.choose(INSERT.formatted("t.vector", "VARBINARY"),
					INSERT.formatted("decode(t.vector, 'hex')", "TEXT")))
			.bind("people", kept.stream().map((sum) -> sum.getKey().personId()).toArray(UUID[]::new))
			.bind("lengths", kept.stream().map((sum) -> sum.getKey().length()).toArray(Integer[]::new))
			.bind("counts", kept.stream().map((sum) -> sum.getValue().faces).toArray(Integer[]::new))
			.bind("vectors", array(this.dialect, vectors))
			.then());
	}

	/**
	 * Returns vectors as a parameter. The driver for PostgreSQL writes an array of bytes
	 * wrongly, so it gets hexadecimal digits.
	 */
	static Object array(Dialect dialect, List<UnitVector> vectors) {
		return dialect.choose(vectors.stream().map(UnitVector::bytes).toArray(byte[][]::new),
				vectors.stream().map(UnitVector::hex).toArray(String[]::new));
	}

	/**
	 * Identifies a sum.
	 */
	record Key(UUID personId, int length) {
	}

	/**
	 * A sum that changes.
	 */
	static final class Sum {

		private final double[] numbers;

		private int faces;

		Sum(int length) {
			this.numbers = new double[length];
		}

		void add(UnitVector vector, int sign) {
			vector.addTo(this.numbers, sign);
			this.faces += sign;
		}

		void add(Sum other) {
			Arrays.setAll(this.numbers, (i) -> this.numbers[i] + other.numbers[i]);
			this.faces += other.faces;
		}

		int faces() {
			return this.faces;
		}

		UnitVector vector() {
			return UnitVector.ofSum(this.numbers);
		}

	}

}
