package dev.tintype.server;

import java.net.InetAddress;

import dev.tintype.support.StartException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.web.context.reactive.ReactiveWebApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/**
 * Refuses to start the service where others reach it, since it asks nobody for
 * credentials, unless the operator accepts that. It decides before any bean exists: no
 * port is open and no database is created.
 */
class ExposureCheck implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	private static final Logger LOG = LoggerFactory.getLogger(ExposureCheck.class);

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		// A command opens no port.
		if (context instanceof ReactiveWebApplicationContext) {
			check(context.getEnvironment());
		}
	}

	private static void check(Environment environment) {
		Binder settings = Binder.get(environment);
		String exposed = exposed(settings);
		if (exposed == null) {
			return;
		}
		SecuritySettings security = settings.bindOrCreate("tintype.security", SecuritySettings.class);
		if (!security.insecure()) {
			throw new StartException("Tintype listens on " + exposed + ", where others reach it, but asks nobody for "
					+ "credentials: set SERVER_ADDRESS=127.0.0.1, or set tintype.security.insecure=true if others may "
					+ "do everything.");
		}
		LOG.warn("Tintype listens on {} and asks nobody for credentials (tintype.security.insecure=true): whoever "
				+ "reaches it may read, change and delete everything.", exposed);
	}

	private static @Nullable String exposed(Binder settings) {
		String address = exposed(settings, "server.address", true);
		// Actuator listens where the service does, unless it has a port of its own.
		boolean separate = settings.bind("management.server.port", Integer.class).orElse(-1) >= 0;
		return (address != null || !separate) ? address : exposed(settings, "management.server.address", false);
	}

	/**
	 * The address that a setting names, if others reach it.
	 * @param settings of the process
	 * @param name of the setting
	 * @param unset whether others reach a server without this setting
	 * @return null if only this machine reaches it
	 */
	private static @Nullable String exposed(Binder settings, String name, boolean unset) {
		InetAddress address = settings.bind(name, InetAddress.class).orElse(null);
		if (address == null) {
			return unset ? "all addresses" : null;
		}
		return address.isLoopbackAddress() ? null : address.getHostAddress();
	}

}
