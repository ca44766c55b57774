package dev.tintype.data.lane;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ServerMessageTests {

	private static final String MESSAGE = "Could not open SSL root certificate file /home/me/root.crt.";

	@ParameterizedTest
	@ValueSource(strings = { "p", "pp", "ope", "o", "rt", "SS", " ", "." })
	void shortPasswordDoesNotGarbleMessage(String password) {
		assertThat(ServerMessage.of(MESSAGE, "08006", password)).doesNotContain("*");
	}

	@Test
	void messageWithoutThePasswordIsShown() {
		assertThat(ServerMessage.of(MESSAGE, "08006", "p")).isEqualTo(MESSAGE);
		assertThat(ServerMessage.of(MESSAGE, "08006", null)).isEqualTo(MESSAGE);
		assertThat(ServerMessage.of("first\nsecond", null, "canary")).isEqualTo("first");
	}

	@ParameterizedTest
	@CsvSource({ "28P01, the server refuses the login (SQLSTATE 28P01)",
			"3D000, there is no database of that name (SQLSTATE 3D000)", ", the attempt failed",
			"08006, the connection failed (SQLSTATE 08006)" })
	void messageWithPasswordIsReplacedAsWhole(String state, String meaning) {
		for (String password : new String[] { "me", "open", "root.crt", "certificate" }) {
			assertThat(ServerMessage.of(MESSAGE, state, password)).isEqualTo(meaning);
		}
	}

	@Test
	void longPasswordIsFoundInsideWordAndInLaterLines() {
		assertThat(ServerMessage.of("no login with xhunter2canaryx", "28P01", "hunter2canary"))
			.doesNotContain("hunter2");
		assertThat(ServerMessage.of("no login\nfor canary", "28P01", "canary"))
			.isEqualTo("the server refuses the login (SQLSTATE 28P01)");
		assertThat(ServerMessage.of("postgresql://me:p%@h", "08001", "p%")).doesNotContain("p%");
	}

}
