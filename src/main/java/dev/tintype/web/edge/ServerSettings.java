package dev.tintype.web.edge;

import java.time.Duration;
import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the service's edge.
 *
 * @param allowedHosts host names that clients may use besides those of loopback. If it is
 * empty and the service listens on more than loopback, any name is allowed
 * @param headerTimeout how long a request's head may take from its first byte to its last
 * @param shutdownTimeout the time within which the process ends after it is told to stop
 */
@ConfigurationProperties("tintype.server")
record ServerSettings(@DefaultValue List<String> allowedHosts, @DefaultValue("10s") Duration headerTimeout,
		@DefaultValue("30s") Duration shutdownTimeout) {

}
