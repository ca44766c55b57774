package dev.tintype.web.edge;

import java.time.Duration;
import java.util.List;

import dev.tintype.web.security.Exposure;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ServerSettingsTests {

	@ParameterizedTest
	@CsvSource({ ", false, false, 30, 0", ", true, false, 30, 5", ", true, true, 30, 0", ", true, false, 9, 3",
			"0, true, false, 30, 0", "10, false, false, 30, 10" })
	void drainDependsOnCredentialsUnlessSet(@Nullable Integer drain, boolean exposed, boolean insecure, int shutdown,
			int seconds) {
		ServerSettings settings = settings(drain, shutdown);
		assertThat(settings.drain(new Exposure(null, exposed, insecure))).isEqualTo(Duration.ofSeconds(seconds));
	}

	@Test
	void drainThatLeavesRequestsTooLittleTimeIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> settings(11, 30))
			.withMessageContaining("TINTYPE_SERVER_DRAIN");
		assertThatIllegalArgumentException().isThrownBy(() -> settings(-1, 30));
	}

	private static ServerSettings settings(@Nullable Integer drain, int shutdown) {
		return new ServerSettings(List.of(), Duration.ofSeconds(10), Duration.ofSeconds(shutdown),
				(drain != null) ? Duration.ofSeconds(drain) : null);
	}

}
