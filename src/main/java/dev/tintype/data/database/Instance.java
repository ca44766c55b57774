package dev.tintype.data.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The name of this process among the instances of one database:
 * {@code tintype.instance-id}.
 *
 * @param instanceId 1 to 100 characters. The default is the name of the host and six
 * random characters
 */
@ConfigurationProperties("tintype")
public record Instance(@Nullable String instanceId) {

	private static final Pattern VALID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,99}");

	private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

	private static final int MOST_OF_HOST = 80;

	private static final int SUFFIX_LENGTH = 6;

	/** Base 32 without letters that look like digits. */
	private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

	public Instance {
		if (instanceId == null || instanceId.isEmpty()) {
			instanceId = name(hostName(System.getenv()));
		}
		if (!VALID.matcher(instanceId).matches()) {
			throw new IllegalArgumentException(
					"TINTYPE_INSTANCEID must have 1 to 100 letters, digits and the characters . _ : -");
		}
	}

	/**
	 * The id of this process.
	 * @return the same for the whole life of the process
	 */
	public String id() {
		return Objects.requireNonNull(this.instanceId);
	}

	static String name(String host) {
		String allowed = host.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]", "").replaceFirst("^[.-]+", "");
		String shown = allowed.isEmpty() ? "tintype" : allowed.substring(0, Math.min(allowed.length(), MOST_OF_HOST));
		StringBuilder name = new StringBuilder(shown).append('-');
		SecureRandom random = new SecureRandom();
		for (int i = 0; i < SUFFIX_LENGTH; i++) {
			name.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
		}
		return name.toString();
	}

	// InetAddress.getLocalHost() asks the resolver, which can take seconds.
	private static String hostName(Map<String, String> environment) {
		String host = environment.getOrDefault("HOSTNAME", environment.getOrDefault("COMPUTERNAME", ""));
		try {
			return (host.isBlank() && Files.isReadable(HOST_NAME)) ? Files.readString(HOST_NAME).strip() : host;
		}
		catch (IOException ex) {
			return host;
		}
	}

}
