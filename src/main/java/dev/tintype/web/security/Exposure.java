package dev.tintype.web.security;

import java.net.InetAddress;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Who can reach the service, and whether it asks them for credentials.
 *
 * @param reach the server that others reach directly, or null if all listen on loopback
 * @param exposed whether others reach the service, directly or through a proxy
 * @param insecure whether it asks nobody for credentials nevertheless
 */
public record Exposure(@Nullable Reach reach, boolean exposed, boolean insecure) {

	private static final String JWT = "spring.security.oauth2.resourceserver.jwt.";

	/**
	 * Reads the settings.
	 * @param environment of the service
	 * @return the same for the whole life of the process
	 */
	public static Exposure of(Environment environment) {
		Binder settings = Binder.get(environment);
		SecuritySettings security = settings.bindOrCreate("tintype.security", SecuritySettings.class);
		Reach reach = reach(settings, "Tintype", "server.address");
		// On a separate port, Actuator does not use the address of the service.
		if (reach == null && ManagementPortType.get(environment) == ManagementPortType.DIFFERENT) {
			reach = reach(settings, "Actuator", "management.server.address");
		}
		boolean hasProxy = settings.bind("tintype.server.allowed-hosts", Bindable.listOf(String.class))
			.orElse(List.of())
			.stream()
			.anyMatch((host) -> !LoopbackName.matches(host));
		return new Exposure(reach, reach != null || hasProxy || security.required(), security.insecure());
	}

	private static @Nullable Reach reach(Binder settings, String server, String setting) {
		InetAddress address = settings.bind(setting, InetAddress.class).orElse(null);
		if (address != null && address.isLoopbackAddress()) {
			return null;
		}
		return new Reach(server, (address != null) ? address.getHostAddress() : "all addresses");
	}

	/**
	 * Tells whether a request needs credentials.
	 * @return whether Spring Security is in the chain
	 */
	public boolean asksForCredentials() {
		return this.exposed && !this.insecure;
	}

	/**
	 * Tells whether an identity provider is configured.
	 * @param environment of the service
	 * @return whether JWTs are accepted
	 */
	public static boolean hasIdentityProvider(Environment environment) {
		return environment.containsProperty(JWT + "issuer-uri") || environment.containsProperty(JWT + "jwk-set-uri");
	}

	/**
	 * A server that listens on an address that others reach.
	 *
	 * @param server its name for people
	 * @param address on which it listens
	 */
	public record Reach(String server, String address) {

	}

}
