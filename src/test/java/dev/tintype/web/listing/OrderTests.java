package dev.tintype.web.listing;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.web.http.Cursor;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class OrderTests {

	private static final Instant USED = Instant.parse("2026-03-01T10:20:30.000001Z");

	private static final UUID ID = UUID.fromString("01980a4e-7c1b-7d55-9f3e-2b6f0c9a1d10");

	private static final Row ROW = new Row(42, USED, "n", ID);

	private static final Key<Row> USES_KEY = Key.number("t.uses", Row::uses);

	private static final Key<Row> USED_KEY = Key.moment("t.used", Row::used);

	private static final Key<Row> NAME_KEY = Key.text("t.name", Row::name).boundAs("F(%s)");

	private static final Key<Row> ID_KEY = Key.id("t.id", Row::id);

	private static final Order<Row> MIXED = Order.of("mixed", USES_KEY.down(), USED_KEY.down(), ID_KEY);

	private static final Order<Row> PAIR = Order.of("pair", NAME_KEY.down(), ID_KEY.down());

	private static final Order<Row> ONE_ROW = Order.ofRow("row", NAME_KEY.down(), ID_KEY.down());

	@Test
	void orderByNamesDirectionOfEachKey() {
		assertThat(MIXED.orderBy()).isEqualTo("t.uses DESC, t.used DESC, t.id");
		assertThat(ONE_ROW.within("t.owner").orderBy()).isEqualTo("t.owner DESC, t.name DESC, t.id DESC");
		assertThat(MIXED.within("t.owner").orderBy()).isEqualTo("t.owner, t.uses DESC, t.used DESC, t.id");
	}

	@Test
	void conditionBeginsWithRangeOfFirstKey() {
		assertThat(Order.of("one", ID_KEY).condition()).isEqualTo("t.id > :k0");
		assertThat(PAIR.condition()).isEqualTo("t.name <= F(:k0) AND (t.name < F(:k0) OR t.id < :k1)");
		assertThat(MIXED.condition())
			.isEqualTo("t.uses <= :k0 AND (t.uses < :k0 OR (t.used <= :k1" + " AND (t.used < :k1 OR t.id > :k2)))");
	}

	@Test
	void rowConditionComparesAllKeysAtOnce() {
		assertThat(ONE_ROW.condition()).isEqualTo("(t.name, t.id) < (F(:k0), :k1)");
		assertThat(Order.ofRow("up", USED_KEY, ID_KEY).condition()).isEqualTo("(t.used, t.id) > (:k0, :k1)");
	}

	@Test
	void rangesBeginAtNextValueIfTypeHasOne() {
		assertThat(MIXED.ranges()).containsExactly("t.uses = :k0 AND t.used = :k1 AND t.id > :k2",
				"t.uses = :k0 AND t.used <= :n1", "t.uses <= :n0");
		assertThat(PAIR.ranges()).containsExactly("t.name = F(:k0) AND t.id < :k1", "t.name < F(:k0)");
		assertThat(Order.of("up", USED_KEY, ID_KEY).rangeValues(new Cursor("up", List.of(USED, ID), 0)))
			.containsEntry("n0", Instant.parse("2026-03-01T10:20:30.000002Z"));
	}

	@Test
	void placeOfRowBindsEveryParameter() {
		Cursor place = MIXED.place(ROW);

		assertThat(MIXED.values(place)).isEqualTo(Map.of("k0", 42L, "k1", USED, "k2", ID));
		assertThat(MIXED.rangeValues(place))
			.isEqualTo(Map.of("k0", 42L, "k1", USED, "k2", ID, "n0", 41L, "n1", Instant.parse("2026-03-01T10:20:30Z")));
		assertThat(PAIR.rangeValues(PAIR.place(ROW))).isEqualTo(Map.of("k0", "n", "k1", ID));
	}

	@Test
	void cursorOfRowIsDecodedUnchanged() {
		for (Order<Row> order : List.of(MIXED, PAIR, ONE_ROW)) {
			assertThat(order.decode(order.place(ROW, 7).encode(), 7)).isEqualTo(order.place(ROW, 7));
		}
	}

	@Test
	void cursorOfAnotherOrderOrFilterIsRefused() {
		String cursor = PAIR.place(ROW, 7).encode();

		assertRefused(ONE_ROW, cursor, 7, "another order");
		assertRefused(PAIR, cursor, 8, "another filter");
		assertRefused(PAIR, cursor, 0, "another filter");
		assertRefused(PAIR, PAIR.place(ROW).encode(), 7, "another filter");
	}

	@Test
	void cursorWithKeysOfOtherTypesIsRefused() {
		for (List<Object> keys : List.<List<Object>>of(List.of(), List.of("n"), List.of("n", ID, ID), List.of(ID, "n"),
				List.of(1L, ID), List.of("a\0b", ID))) {
			assertRefused(PAIR, new Cursor("pair", keys, 0).encode(), 0, "damaged");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "1969-12-31T23:59:59.999999Z", "+10000-01-01T00:00:00Z", "-0001-01-01T00:00:00Z" })
	void cursorWithTimestampOutsideRangeIsRefused(String moment) {
		Order<Row> order = Order.of("used", USED_KEY, ID_KEY);

		assertRefused(order, new Cursor("used", List.of(Instant.parse(moment), ID), 0).encode(), 0, "damaged");
	}

	@Test
	void rangesRefuseNumberWithoutNextValue() {
		assertThatExceptionOfType(ProblemException.class)
			.isThrownBy(() -> MIXED.rangeValues(new Cursor("mixed", List.of(Long.MIN_VALUE, USED, ID), 0)))
			.satisfies((ex) -> assertThat(ex.type()).isEqualTo(ProblemType.INVALID_CURSOR));
	}

	private static void assertRefused(Order<Row> order, String cursor, long filter, String detail) {
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> order.decode(cursor, filter))
			.satisfies((ex) -> assertThat(ex.type()).isEqualTo(ProblemType.INVALID_CURSOR))
			.satisfies((ex) -> assertThat(ex.getBody().getDetail()).contains(detail));
	}

	private record Row(long uses, Instant used, String name, UUID id) {
	}

}
