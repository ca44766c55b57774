package dev.tintype.support;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SqlTests {

	@Test
	void namesBecomeNumbersInTheOrderOfTheirFirstUse() {
		Sql sql = Sql.of("SELECT :b, :a_1 FROM t WHERE x = :b AND y = ANY(:ids)");

		assertThat(sql.text()).isEqualTo("SELECT $1, $2 FROM t WHERE x = $1 AND y = ANY($3)");
		assertThat(sql.names()).containsExactly("b", "a_1", "ids");
		assertThat(sql.index("ids")).isEqualTo(2);
		assertThatIllegalArgumentException().isThrownBy(() -> sql.index("none"));
	}

	@Test
	void colonsOfOtherMeaningStay() {
		for (String text : List.of("SELECT ':a', 'it''s :b'", "SELECT \":a\" FROM t", "SELECT x::text",
				"/* :a */ SELECT 1 -- :b", "SELECT '12:30'", "SELECT a[1:2]")) {
			Sql sql = Sql.of(text);
			assertThat(sql.text()).isEqualTo(text);
			assertThat(sql.names()).isEmpty();
		}
	}

	@Test
	void plainReadIsToldFromWhatChangesOrLocks() {
		for (String text : List.of("/* updateNothing */ SELECT updated_at, 'DELETE' FROM t -- INSERT",
				"\n (select 1) UNION SELECT \"update\" FROM t", "WITH a AS (SELECT 1) SELECT * FROM a")) {
			assertThat(Sql.of(text).plainRead()).as(text).isTrue();
		}
		for (String text : List.of("INSERT INTO t SELECT 1", "/* SELECT */ DELETE FROM t", "SELECT nextval('s')",
				"WITH a AS (INSERT INTO t VALUES (1) RETURNING x) SELECT x FROM a", "SELECT x FROM t FOR UPDATE",
				"SELECT x FROM FINAL TABLE (UPDATE t SET x = 1)", "SELECT pg_try_advisory_xact_lock(1)",
				"SELECT set_config('a', 'b', TRUE)", "SET x = 1", "SELECTED", "SELECT x INTO y FROM t")) {
			assertThat(Sql.of(text).plainRead()).as(text).isFalse();
		}
	}

}
