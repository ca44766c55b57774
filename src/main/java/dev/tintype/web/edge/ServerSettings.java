package dev.tintype.web.edge;

import java.time.Duration;
import java.util.List;

import dev.tintype.web.security.Exposure;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the service's edge.
 *
 * @param allowedHosts host names that clients may use besides those of loopback. If it is
 * empty and the service listens on more than loopback, any name is allowed
 * @param headerTimeout how long a request's head may take from its first byte to its last
 * @param shutdownTimeout the time within which the process ends after it is told to stop
 * @param drain how long the service still accepts requests after it is told to stop,
 * while its readiness is 503. The default is 5 s if requests need credentials, else none
 */
@ConfigurationProperties("tintype.server")
record ServerSettings(@DefaultValue List<String> allowedHosts, @DefaultValue("10s") Duration headerTimeout,
		@DefaultValue("30s") Duration shutdownTimeout, @Nullable Duration drain) {

	private static final Duration DRAIN_IF_EXPOSED = Duration.ofSeconds(5);

	/** The shutdown is at least this many times as long as the drain. */
	private static final int SHARE = 3;

	/** Refuses a drain after which requests in progress would have too little time. */
	ServerSettings {
		if (drain != null && (drain.isNegative() || drain.multipliedBy(SHARE).compareTo(shutdownTimeout) > 0)) {
			throw new IllegalArgumentException(
					"TINTYPE_SERVER_DRAIN must be between 0 and a third of TINTYPE_SERVER_SHUTDOWNTIMEOUT");
		}
	}

	/**
	 * How long the service still accepts requests.
	 * @param exposure of the service
	 * @return at most a third of the shutdown
	 */
	Duration drain(Exposure exposure) {
		if (this.drain != null) {
			return this.drain;
		}
		Duration most = this.shutdownTimeout.dividedBy(SHARE);
		Duration standard = exposure.asksForCredentials() ? DRAIN_IF_EXPOSED : Duration.ZERO;
		return (standard.compareTo(most) < 0) ? standard : most;
	}

}
