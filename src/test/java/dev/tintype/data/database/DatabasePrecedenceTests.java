package dev.tintype.data.database;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.tintype.data.connection.DatabaseAddress;
import dev.tintype.data.connection.DatabaseProperties;
import dev.tintype.data.connection.DatabaseSettings;
import dev.tintype.data.connection.PercentEncoding;
import dev.tintype.data.connection.ServerTlsTests;
import dev.tintype.data.connection.SslMode;
import dev.tintype.support.DataSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which of two settings takes precedence, for each neighbouring pair of the order in the
 * README.
 */
class DatabasePrecedenceTests {

	/** Settings that name a database, the most specific first; each has another host. */
	private static final List<Map<String, String>> PLACES = List.of(Map.of("tintype.db.url", "postgresql://h0"),
			Map.of("tintype.db.host", "h1"), Map.of("DATABASE_URL", "postgresql://h2"), Map.of("DATABASE_HOST", "h3"),
			Map.of("POSTGRES_HOST", "h4"));

	private static final List<Map<String, String>> USERS = List.of(Map.of("tintype.db.url", "postgresql://v0@h"),
			Map.of("tintype.db.user", "v1"), Map.of("DATABASE_URL", "postgresql://v2@h"), Map.of("DATABASE_USER", "v3"),
			Map.of("POSTGRES_USER", "v4"));

	private static final List<Map<String, String>> PASSWORDS = List.of(Map.of("tintype.db.url", "postgresql://u:v0@h"),
			Map.of("tintype.db.password", "v1"), Map.of("DATABASE_URL", "postgresql://u:v2@h"),
			Map.of("DATABASE_PASSWORD", "v3"), Map.of("POSTGRES_PASSWORD", "v4"));

	private static final List<Map<String, String>> MODES = List.of(
			Map.of("tintype.db.url", "postgresql://h?sslmode=disable"), Map.of("tintype.db.ssl", "allow"),
			Map.of("DATABASE_URL", "postgresql://h?sslmode=require"), Map.of("DATABASE_SSL", "verify-ca"));

	/** Settings that name the kind, alternately PostgreSQL and H2. */
	private static final List<Map<String, String>> KINDS = List.of(Map.of("tintype.db.url", "h2:mem:a"),
			Map.of("tintype.db.type", "postgres"), Map.of("DATABASE_URL", "h2:mem:b"), Map.of("DB_TYPE", "postgres"),
			Map.of("DATABASE_TYPE", "h2"), Map.of("POSTGRES_HOST", "p"));

	@ParameterizedTest
	@MethodSource
	void moreSpecificSettingWins(Map<String, String> winner, Map<String, String> loser, String read) {
		Map<String, String> both = new HashMap<>(loser);
		both.putAll(winner);
		both.putIfAbsent("POSTGRES_HOST", "h");
		Map<String, String> alone = new HashMap<>(winner);
		alone.putIfAbsent("POSTGRES_HOST", "h");
		assertThat(part(both, read)).as("%s against %s", winner, loser)
			.isEqualTo(part(alone, read))
			.isNotEqualTo(part(loser, read));
	}

	static Stream<Arguments> moreSpecificSettingWins() {
		List<Arguments> pairs = new ArrayList<>();
		Map.of("host", PLACES, "user", USERS, "password", PASSWORDS, "mode", MODES, "kind", KINDS)
			.forEach((read, order) -> {
				for (int i = 0; i + 1 < order.size(); i++) {
					pairs.add(Arguments.of(order.get(i), order.get(i + 1), read));
				}
			});
		return pairs.stream();
	}

	@ParameterizedTest
	@ValueSource(strings = { "PORT", "NAME", "USER", "PASSWORD" })
	void partsOfOneGroupBelongTogether(String name) {
		Map<String, String> settings = Map.of("DATABASE_HOST", "a", "DATABASE_" + name, "7", "POSTGRES_HOST", "b",
				"POSTGRES_PORT", "8", "POSTGRES_DATABASE", "8", "POSTGRES_USER", "8", "POSTGRES_PASSWORD", "8");
		assertThat(part(settings, name)).isEqualTo("7");
	}

	@ParameterizedTest
	@ValueSource(strings = { "disable", "allow", "prefer", "require", "verify-ca", "verify-full", "VERIFY-FULL" })
	void everySslModeIsReadFromEverySource(String word) {
		SslMode mode = SslMode.of(word);
		assertThat(mode.word()).isEqualToIgnoringCase(word);
		assertThat(mode.toDriver().name()).isEqualTo(mode.name());
		// A mode that verifies needs a trusted certificate.
		String file = (mode.compareTo(SslMode.VERIFY_CA) >= 0) ? "?sslrootcert=" + ServerTlsTests.FILES + "/ca.crt"
				: "";
		String place = "postgresql://h/n" + file;
		for (Map<String, String> settings : List.of(
				Map.of("DATABASE_URL", place + (file.isEmpty() ? "?" : "&") + "sslmode=" + word),
				Map.of("DATABASE_URL", place, "DATABASE_SSL", word),
				Map.of("tintype.db.url", place, "tintype.db.ssl", word),
				Map.of("DATABASE_URL", place, "tintype.db.ssl", word))) {
			assertThat(part(settings, "mode")).isEqualTo(mode);
			assertThat(address(settings).jdbcUrl()).contains("sslmode=" + mode.word() + "&");
		}
	}

	@Test
	void userPasswordAndNameMayContainAnyCharacter() {
		for (int c : "\u0001\u001f !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~\u007f\u00a0äß€漢😀\ufeff"
			.codePoints()
			.toArray()) {
			String text = "x" + Character.toString(c) + "${DB_TYPE}" + Character.toString(c) + "y";
			String written = PercentEncoding.encode(text);
			assertThat(written).matches("[A-Za-z0-9._%*-]+");
			DatabaseAddress.Postgresql server = (DatabaseAddress.Postgresql) address(
					Map.of("DATABASE_URL", "postgresql://" + written + ":" + written + "@h:1/" + written));
			assertThat(List.of(server.user(), String.valueOf(server.password()), server.name())).containsOnly(text);
			assertThat(address(Map.of("DATABASE_HOST", "h", "DATABASE_PASSWORD", text, "DB_TYPE", "postgres")))
				.extracting("password")
				.isEqualTo(text);
			assertThat(server.jdbcUrl()).contains("/" + written + "?");
		}
	}

	private static Object part(Map<String, String> settings, String part) {
		DatabaseAddress address = address(settings);
		if (!(address instanceof DatabaseAddress.Postgresql server)) {
			return address;
		}
		return switch (part) {
			case "host" -> server.host();
			case "user", "USER" -> server.user();
			case "password", "PASSWORD" -> String.valueOf(server.password());
			case "mode" -> server.sslMode();
			case "PORT" -> Integer.toString(server.port());
			case "NAME" -> server.name();
			default -> "postgresql";
		};
	}

	private static DatabaseAddress address(Map<String, String> settings) {
		MockEnvironment environment = new MockEnvironment();
		MapConfigurationPropertySource properties = new MapConfigurationPropertySource();
		settings.forEach((name, value) -> {
			if (name.startsWith("tintype.")) {
				properties.put(name, value);
			}
			else {
				environment.setProperty(name, value);
			}
		});
		return DatabaseSettings
			.of(new Binder(properties).bindOrCreate("tintype.db", DatabaseProperties.class), environment,
					new DataSettings(Path.of("/srv/data")))
			.address();
	}

}
