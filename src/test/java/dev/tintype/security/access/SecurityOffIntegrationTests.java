package dev.tintype.security.access;

import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.web.server.WebFilter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A service that requires no credentials has no filter for them, which would cost time.
 */
@IntegrationTest
class SecurityOffIntegrationTests {

	private final ApplicationContext context;

	SecurityOffIntegrationTests(@Autowired ApplicationContext context) {
		this.context = context;
	}

	@Test
	void noFilterChecksCredentials() {
		assertThat(this.context.getBeansOfType(WebFilter.class).values()).isNotEmpty()
			.extracting((filter) -> filter.getClass().getName())
			.noneMatch((name) -> name.startsWith("org.springframework.security")
					|| name.startsWith("dev.tintype.security"));
		assertThat(this.context.getBeansOfType(AccessConfiguration.class)).isEmpty();
	}

}
