package dev.tintype.operation.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

import dev.tintype.TintypeApplication;
import dev.tintype.data.sql.Dialect;
import dev.tintype.testing.PrivateFiles;
import dev.tintype.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RunningServiceIntegrationTests {

	@TempDir
	private Path data;

	@TempDir
	private Path folder;

	@Test
	void commandsWorkWhileServiceRunsWithoutDisturbingIt() throws IOException {
		String url = TestDatabase.migrated(this.data);
		Commands commands = Commands.on(url, this.data);
		boolean h2 = TestDatabase.dialect() == Dialect.H2;
		try (ConfigurableApplicationContext service = start(commands)) {
			save(service, "Written by the service");
			JsonNode status = commands.run("db", "status", "--json").json();
			assertThat(status.path("through_service").asBoolean()).isEqualTo(h2);
			Path archive = this.folder.resolve("all.tintype");
			assertThat(commands.run("db", "backup", archive.toString()).code()).isZero();
			assertThat(commands.run("db", "maintenance").code()).isZero();
			for (String[] taking : new String[][] { { "db", "reset", "--yes" }, { "db", "restore", archive.toString() },
					{ "db", "restore", archive.toString(), "--replace", "--yes" } }) {
				Commands.Ran refused = commands.run(taking);
				assertThat(refused.code()).isEqualTo(1);
				assertThat(refused.err()).contains("stop it first").doesNotContain(key(h2));
			}
			followsJob(commands, service);
			save(service, "Written after all of that");
			assertThat(documents(commands)).isEqualTo(2);
		}
		assertThat(documents(commands)).isEqualTo(2);
		assertThat(access()).isEmpty();
		assertThat(commands.run("db", "reset", "--yes").code()).isZero();
	}

	@Test
	void onlyKeyFromOwnFileGivesAccess() throws IOException {
		if (TestDatabase.dialect() == Dialect.POSTGRESQL) {
			assertThat(access()).isEmpty();
			return;
		}
		Commands commands = Commands.on(TestDatabase.migrated(this.data), this.data);
		try (ConfigurableApplicationContext service = start(commands)) {
			Path file = access().get(0);
			assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
			String[] portAndKey = Files.readString(file).strip().split(" ");
			String server = "jdbc:h2:tcp://127.0.0.1:" + portAndKey[0] + "/";
			DriverManager.getConnection(server + portAndKey[1], "sa", "").close();
			for (String wrong : new String[] { portAndKey[1].replace('a', 'b').replace('0', '1'), "mem:other",
					"file:" + this.folder.resolve("other"), "" }) {
				assertThatExceptionOfType(SQLException.class)
					.isThrownBy(() -> DriverManager.getConnection(server + wrong, "sa", ""));
			}
			assertThat(this.folder).isEmptyDirectory();
			assertThat(service.isActive()).isTrue();
			save(service, "secret");
			assertThat(PrivateFiles.openToOthers(this.data)).isEmpty();
		}
		catch (SQLException ex) {
			throw new AssertionError(ex);
		}
	}

	@Test
	void accessFileOfKilledServiceIsIgnored() throws IOException {
		if (TestDatabase.dialect() == Dialect.POSTGRESQL) {
			return;
		}
		String url = TestDatabase.migrated(this.data);
		Commands commands = Commands.on(url, this.data);
		Files.writeString(Path.of(url.substring("h2:".length()) + ".access"), "1 " + "0".repeat(64) + "\n");
		assertThat(commands.run("db", "init").code()).isZero();
		assertThat(commands.run("db", "status", "--json").json().path("through_service").asBoolean()).isFalse();
	}

	private List<Path> access() throws IOException {
		try (Stream<Path> files = Files.list(this.data)) {
			return files.filter((file) -> file.toString().endsWith(".access")).toList();
		}
	}

	private String key(boolean h2) throws IOException {
		return h2 ? Files.readString(access().get(0)).strip().split(" ")[1] : "no key";
	}

	private static ConfigurableApplicationContext start(Commands commands) {
		return new SpringApplicationBuilder(TintypeApplication.class)
			.run(Stream.concat(commands.settings().stream(), Stream.of("--server.port=0")).toArray(String[]::new));
	}

	private static void followsJob(Commands commands, ConfigurableApplicationContext service) {
		String location = client(service).post()
			.uri("/api/database/backup")
			.exchange()
			.expectStatus()
			.isAccepted()
			.returnResult(Void.class)
			.getResponseHeaders()
			.getFirst("Location");
		String id = String.valueOf(location).replaceFirst(".*/", "");
		Commands.Ran followed = commands.run("jobs", "show", id, "--follow", "--json");
		assertThat(followed.code()).as(followed.err()).isZero();
		assertThat(followed.json().path("state").asString()).isEqualTo("done");
		assertThat(commands.run("jobs", "list", "--kind", "backup").out()).contains(id).contains("done");
		assertThat(commands.run("jobs", "list", "--state", "queued").out()).isEmpty();
		assertThat(commands.run("jobs", "cancel", id).err()).contains("The job has ended");
		assertThat(commands.run("jobs", "retry", id).code()).isEqualTo(1);
		assertThat(commands.run("jobs", "show", "1").err()).contains("There is no job 1");
	}

	private static WebTestClient client(ConfigurableApplicationContext service) {
		return WebTestClient.bindToServer()
			.baseUrl("http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port"))
			.build();
	}

	private static void save(ConfigurableApplicationContext service, String name) {
		client(service).put()
			.uri("/api/documents/{code}", name.replace(' ', '_'))
			.header("Content-Type", "application/json")
			.bodyValue("{\"name\":\"%s\",\"content\":\"x\"}".formatted(name))
			.exchange()
			.expectStatus()
			.is2xxSuccessful();
	}

	private static long documents(Commands commands) {
		for (JsonNode table : commands.run("db", "stats", "--json").json().path("tables")) {
			if (table.path("table").asString().equals("document")) {
				return table.path("rows").asLong();
			}
		}
		throw new AssertionError("No table document");
	}

}
