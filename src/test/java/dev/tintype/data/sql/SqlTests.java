package dev.tintype.data.sql;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SqlTests {

	@Test
	void namesBecomeNumbersInOrderOfFirstUse() {
		Sql sql = Sql.of("SELECT :b, :a_1 FROM t WHERE x = :b AND y = ANY(:ids)");

		assertThat(sql.text()).isEqualTo("SELECT $1, $2 FROM t WHERE x = $1 AND y = ANY($3)");
		assertThat(sql.names()).containsExactly("b", "a_1", "ids");
		assertThat(sql.index("ids")).isEqualTo(2);
		assertThatIllegalArgumentException().isThrownBy(() -> sql.index("none"));
	}

	@Test
	void colonsWithOtherMeaningStay() {
		for (String text : List.of("SELECT ':a', 'it''s :b'", "SELECT \":a\" FROM t", "SELECT x::text",
				"/* :a */ SELECT 1 -- :b", "SELECT '12:30'", "SELECT a[1:2]")) {
			Sql sql = Sql.of(text);
			assertThat(sql.text()).isEqualTo(text);
			assertThat(sql.names()).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "SELECT 1", "/* findUpdate */ SELECT a FROM t WHERE b = 'DELETE' AND c = :into",
			"\n (select 1) UNION SELECT \"update\" FROM t", "  with a AS (SELECT 1) SELECT * FROM a -- INSERT\n",
			"SELECT updated_at, \"update\" FROM deleted" })
	void queryReads(String text) {
		assertThat(Sql.of(text).access()).isEqualTo(Sql.Access.READS);
	}

	@ParameterizedTest
	@ValueSource(strings = { "INSERT INTO t VALUES (1)", "/* a */ UPDATE t SET a = 1", "delete from t", "MERGE INTO t",
			"WITH a AS (DELETE FROM t RETURNING b) SELECT * FROM a", "SELECT a FROM t FOR UPDATE",
			"SELECT a FROM t FOR NO KEY UPDATE", "SELECT a FROM t FOR SHARE", "SELECT a INTO b FROM t",
			"SELECT x FROM FINAL TABLE (UPDATE t SET x = 1)", "SELECT nextval('s')", "SET x = 1",
			"SELECT pg_try_advisory_xact_lock(1)", "SELECT pg_advisory_lock(1)", "CALL p()", "TRUNCATE t",
			"EXPLAIN SELECT 1", "SELECTED" })
	void otherStatementWrites(String text) {
		assertThat(Sql.of(text).access()).isEqualTo(Sql.Access.WRITES);
	}

	@ParameterizedTest
	@ValueSource(strings = { "SELECT set_config('a', :b, TRUE)", "SELECT 1, SET_CONFIG('work_mem', '32MB', TRUE)",
			"/* begin */ SET TRANSACTION ISOLATION LEVEL REPEATABLE READ", "SET SESSION CHARACTERISTICS AS x" })
	void queryMaySetSomething(String text) {
		assertThat(Sql.of(text).access()).isEqualTo(Sql.Access.SETS);
	}

}
