package dev.tintype.security.user;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link Passwords}.
 */
class PasswordsTests {

	@ParameterizedTest
	@CsvSource({ "1, 1", "2, 1", "3, 1", "4, 2", "64, 2" })
	void hashesLeaveHalfOfTheCoresToOtherRequests(int cores, int atOnce) {
		assertThat(Passwords.atOnce(cores)).isEqualTo(atOnce);
	}

}
