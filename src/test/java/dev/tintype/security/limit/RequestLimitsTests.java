package dev.tintype.security.limit;

import java.util.List;
import java.util.Objects;

import dev.tintype.web.http.ProblemException;
import dev.tintype.web.security.SecuritySettings;
import org.junit.jupiter.api.Test;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

class RequestLimitsTests {

	@Test
	void burstIsAllowedAndThenRefused() {
		RequestLimits limits = limits(1, 3);
		HttpHeaders headers = new HttpHeaders();
		for (int left = 2; left >= 0; left--) {
			assertThat(limits.count("key:a", headers)).isNull();
			assertThat(headers.getFirst("RateLimit")).isEqualTo("\"default\";r=" + left + ";t=1");
		}
		ProblemException refused = Objects.requireNonNull(limits.count("key:a", headers));
		assertThat(refused.getHeaders().getFirst("Retry-After")).isEqualTo("1");
		assertThat(headers.getFirst("RateLimit-Policy")).isEqualTo("\"default\";q=1;w=1");
		assertThat(limits.count("key:b", headers)).isNull();
	}

	@Test
	void limitOfZeroIsOff() {
		RequestLimits limits = limits(0, 1);
		HttpHeaders headers = new HttpHeaders();
		assertThat(limits.count("key:a", headers)).isNull();
		assertThat(limits.count("key:a", headers)).isNull();
		assertThat(headers.isEmpty()).isTrue();
	}

	private static RequestLimits limits(int perSecond, int burst) {
		return new RequestLimits(
				new SecuritySettings(false, false, List.of(), new SecuritySettings.RateLimit(perSecond, burst)));
	}

}
