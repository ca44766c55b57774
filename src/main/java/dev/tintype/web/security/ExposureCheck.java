package dev.tintype.web.security;

import java.util.Map;

import dev.tintype.support.StartException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.web.context.reactive.ReactiveWebApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Prepares a service that others reach: health has no details, and a service that asks
 * nobody for credentials logs a warning.
 */
class ExposureCheck implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	private static final Logger LOG = LoggerFactory.getLogger(ExposureCheck.class);

	/** The address and the version of the database are among the details. */
	private static final Map<String, Object> STATUS_ONLY = Map.of("management.endpoint.health.show-details", "never",
			"management.endpoint.health.show-components", "never");

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		// A command does not open a port.
		if (context instanceof ReactiveWebApplicationContext) {
			check(context.getEnvironment());
		}
	}

	private static void check(ConfigurableEnvironment environment) {
		Exposure exposure = Exposure.of(environment);
		SecuritySettings settings = Binder.get(environment).bindOrCreate("tintype.security", SecuritySettings.class);
		settings.allowedOrigins().forEach(ExposureCheck::checkOrigin);
		if (!exposure.exposed()) {
			return;
		}
		environment.getPropertySources().addFirst(new MapPropertySource("exposed", STATUS_ONLY));
		if (exposure.insecure()) {
			Exposure.Reach reach = exposure.reach();
			LOG.warn(
					"{} {} and asks nobody for credentials (TINTYPE_SECURITY_INSECURE=true): anybody who "
							+ "reaches it can use it.",
					(reach != null) ? reach.server() : "Tintype",
					(reach != null) ? "listens on " + reach.address() : "is behind a proxy");
		}
	}

	private static void checkOrigin(String origin) {
		if (!CrossSiteFilter.isOrigin(origin)) {
			throw new StartException("tintype.security.allowed-origins must list exact origins, such as "
					+ "https://app.example, and not " + origin);
		}
	}

}
