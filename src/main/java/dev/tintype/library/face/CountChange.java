package dev.tintype.library.face;

import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

import dev.tintype.data.sql.Columns;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;

/**
 * A face that must count for somebody else.
 *
 * @param counted for whom it counts, null for nobody
 * @param wanted for whom it is to count, null for nobody
 */
record CountChange(UUID face, @Nullable UUID counted, @Nullable UUID wanted) {

	static CountChange of(Readable row) {
		return new CountChange(Columns.get(row, 0, UUID.class), row.get(1, UUID.class), row.get(2, UUID.class));
	}

	Stream<UUID> people() {
		return Stream.of(this.counted, this.wanted).filter(Objects::nonNull).map(Objects::requireNonNull);
	}

	void addTo(Map<PersonSums.Key, PersonSums.Sum> sums, @Nullable UnitVector vector) {
		if (vector == null) {
			return;
		}
		if (this.counted != null) {
			sum(sums, this.counted, vector).add(vector, -1);
		}
		if (this.wanted != null) {
			sum(sums, this.wanted, vector).add(vector, 1);
		}
	}

	private static PersonSums.Sum sum(Map<PersonSums.Key, PersonSums.Sum> sums, UUID person, UnitVector vector) {
		return sums.computeIfAbsent(new PersonSums.Key(person, vector.length()),
				(key) -> new PersonSums.Sum(key.length()));
	}

}
