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

}
