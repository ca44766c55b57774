package dev.tintype.web.security;

import java.net.InetAddress;

import dev.tintype.support.StartException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.web.context.reactive.ReactiveWebApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/**
 * Refuses to start the service on an address that others reach, because it has no
 * authentication. The operator may accept that by a setting. The check runs before any
 * bean exists, so that no port is open and no database is created.
 */
class ExposureCheck implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	private static final Logger LOG = LoggerFactory.getLogger(ExposureCheck.class);

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		// A command does not open a port.
		if (context instanceof ReactiveWebApplicationContext) {
			check(context.getEnvironment());
		}
	}

	private static void check(Environment environment) {
		Binder settings = Binder.get(environment);
		check(settings, "Tintype", "server.address", "SERVER_ADDRESS=127.0.0.1");
		// On a separate port, Actuator does not use the address of the service.
		if (ManagementPortType.get(environment) == ManagementPortType.DIFFERENT) {
			check(settings, "Actuator", "management.server.address", "management.server.address=127.0.0.1");
		}
	}

	private static void check(Binder settings, String server, String setting, String remedy) {
		InetAddress address = settings.bind(setting, InetAddress.class).orElse(null);
		if (address != null && address.isLoopbackAddress()) {
			return;
		}
		String exposed = (address != null) ? address.getHostAddress() : "all addresses";
		if (!settings.bindOrCreate("tintype.security", SecuritySettings.class).insecure()) {
			throw new StartException(server + " listens on " + exposed + ", where others reach it, but asks nobody for "
					+ "credentials: set " + remedy + ", or set TINTYPE_SECURITY_INSECURE=true if others may use it "
					+ "without credentials.");
		}
		LOG.warn("{} listens on {} and asks nobody for credentials (TINTYPE_SECURITY_INSECURE=true): whoever reaches "
				+ "it can use it.", server, exposed);
	}

}
