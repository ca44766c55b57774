package dev.tintype.web.security;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

import dev.tintype.support.StartException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.web.context.reactive.ReactiveWebApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Checks whether the service can listen on its port, before a database is created or
 * migrated for a service that cannot start.
 */
class PortCheck implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	private static final int LAST = 65_535;

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		// A command does not open a port.
		if (context instanceof ReactiveWebApplicationContext) {
			Binder settings = Binder.get(context.getEnvironment());
			check(settings.bind("server.address", InetAddress.class).orElse(null),
					settings.bind("server.port", Integer.class).orElse(0));
		}
	}

	private static void check(@Nullable InetAddress address, int port) {
		if (port > LAST) {
			throw new StartException("The setting SERVER_PORT must be a port, from 0 to " + LAST);
		}
		if (port <= 0) {
			return;
		}
		try (ServerSocket socket = new ServerSocket()) {
			socket.bind(new InetSocketAddress(address, port));
		}
		catch (BindException ex) {
			boolean used = String.valueOf(ex.getMessage()).contains("in use");
			throw new StartException(
					"Tintype cannot listen on port " + port + ": "
							+ (used ? "another process uses it. Stop that process, or set SERVER_PORT to another port"
									: ex.getMessage()
											+ ". Set SERVER_PORT and SERVER_ADDRESS to a port that this user may open"),
					ex);
		}
		catch (IOException ex) {
			throw new StartException("Tintype cannot listen on port " + port + " (SERVER_PORT): " + ex.getMessage(),
					ex);
		}
	}

}
