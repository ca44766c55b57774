package dev.tintype.data.replica;

import java.net.ConnectException;
import java.util.concurrent.TimeoutException;

import io.r2dbc.spi.R2dbcBadGrammarException;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ServerFaultTests {

	@ParameterizedTest
	@ValueSource(strings = { "08000", "08006", "08P01", "0A000", "28P01", "3D000", "25006", "40001", "40P01", "53300",
			"57P01", "57P03", "58030", "XX000", "26000", "42P05" })
	void serverFaultIsRetriedElsewhere(String state) {
		assertThat(ServerFault.is(new IllegalStateException(failure(state)))).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "57014", "22P02", "2201B", "23505", "42P01", "25P02", "40002" })
	void statementFaultIsNotRetriedElsewhere(String state) {
		assertThat(ServerFault.is(failure(state))).isFalse();
	}

	@Test
	void brokenConnectionHasNoState() {
		assertThat(ServerFault.is(new R2dbcNonTransientResourceException("closed"))).isTrue();
		assertThat(ServerFault.is(new IllegalStateException(new ConnectException("refused")))).isTrue();
		assertThat(ServerFault.is(new TimeoutException("silent"))).isTrue();
		assertThat(ServerFault.is(new R2dbcBadGrammarException("bad"))).isFalse();
		assertThat(ServerFault.is(new IllegalStateException("fault of the service"))).isFalse();
		assertThat(ServerFault.is(null)).isFalse();
	}

	private static R2dbcException failure(String state) {
		return new R2dbcNonTransientResourceException("failed", state);
	}

}
