package dev.tintype;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import dev.tintype.support.DataSettings;
import dev.tintype.support.FileNames;
import dev.tintype.support.StartException;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.StringUtils;

/**
 * Reads {@code NAME_FILE} for {@code NAME}, as containers provide secrets. The value is
 * the content of the file without its last line break. It works for every name that can
 * hold a secret or the address of a database. It is not an environment post-processor,
 * because nothing is logged before Spring Boot has configured the logging.
 */
class SecretFiles implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	/** The names that may have the suffix {@code _FILE}. */
	static final List<String> NAMES = List.of("DATABASE_URL", "DATABASE_HOST", "DATABASE_PORT", "DATABASE_NAME",
			"DATABASE_USER", "DATABASE_PASSWORD", "POSTGRES_HOST", "POSTGRES_PORT", "POSTGRES_DATABASE",
			"POSTGRES_USER", "POSTGRES_PASSWORD", "DB_REPLICA_URLS", "TINTYPE_DB_URL", "TINTYPE_DB_HOST",
			"TINTYPE_DB_PORT", "TINTYPE_DB_NAME", "TINTYPE_DB_USER", "TINTYPE_DB_PASSWORD", "TINTYPE_S3_SECRET_KEY");

	private static final String SOURCE = "secretFiles-" + StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;

	private static final int MOST_BYTES = 1 << 16;

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		ConfigurableEnvironment environment = context.getEnvironment();
		Map<String, Object> values = new LinkedHashMap<>();
		for (String name : NAMES) {
			String file = value(environment, name + "_FILE");
			if (StringUtils.hasText(file)) {
				if (isSet(environment, name)) {
					throw new StartException(name + " and " + name + "_FILE are both set: leave one of them out");
				}
				values.put(name, read(name + "_FILE", file.strip()));
			}
		}
		if (!values.isEmpty()) {
			// First, since an empty value of the name itself counts as unset.
			environment.getPropertySources().addFirst(new SystemEnvironmentPropertySource(SOURCE, values));
		}
	}

	private static boolean isSet(ConfigurableEnvironment environment, String name) {
		String property = name.toLowerCase(Locale.ROOT).replace('_', '.');
		return StringUtils.hasLength(value(environment, name)) || StringUtils.hasLength(value(environment, property));
	}

	// Not from the whole environment, which would resolve a text that looks like ${…}.
	private static @Nullable String value(ConfigurableEnvironment environment, String name) {
		return environment.getPropertySources()
			.stream()
			.map((source) -> source.getProperty(name))
			.filter(Objects::nonNull)
			.map(Object::toString)
			.findFirst()
			.orElse(null);
	}

	private static String read(String name, String file) {
		Path path = path(name, file);
		try (InputStream in = Files.newInputStream(path)) {
			byte[] bytes = in.readNBytes(MOST_BYTES + 1);
			if (bytes.length > MOST_BYTES) {
				throw refusal(name, file, "it has more than " + MOST_BYTES + " bytes");
			}
			String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
			return text.replaceFirst("\r?\n\\z", "");
		}
		catch (CharacterCodingException ex) {
			throw refusal(name, file, "it is not valid UTF-8");
		}
		catch (IOException ex) {
			throw refusal(name, file, Files.exists(path) ? "it is not a readable file" : "it is missing");
		}
	}

	private static Path path(String name, String file) {
		try {
			return DataSettings.absolute(file);
		}
		catch (StartException ex) {
			throw refusal(name, file, "it " + FileNames.NO_PATH);
		}
	}

	private static StartException refusal(String name, String file, String reason) {
		return new StartException(name + ": the file " + file + " cannot be read, " + reason);
	}

}
