package dev.tintype.web.edge;

import java.time.Duration;
import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the service's edge.
 *
 * @param allowedHosts names, besides those of loopback, under which the service may be
 * called; if empty, and the service listens on more than loopback, any name may be used
 * @param headerTimeout how long a request's head may take from its first byte to its last
 * @param shutdownTimeout within which the process ends once it is told to
 */
@ConfigurationProperties("tintype.server")
record ServerSettings(@DefaultValue List<String> allowedHosts, @DefaultValue("10s") Duration headerTimeout,
		@DefaultValue("30s") Duration shutdownTimeout) {

}
