package dev.tintype.operation.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.tintype.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class CredentialCommandIntegrationTests {

	@TempDir
	private Path data;

	@Test
	void usersAreManaged() throws IOException {
		Commands commands = Commands.on(TestDatabase.create(this.data), this.data).with("correct horse");
		Path password = Files.writeString(this.data.resolve("password"), "another password\nignored\n");
		assertThat(commands.run("user", "add", "ada", "--role", "admin").out())
			.isEqualToIgnoringNewLines("Added the user ada (admin).");
		assertThat(commands.run("user", "disable", "ada").err()).contains("The user is the last enabled admin.");
		assertThat(commands.run("user", "add", "bob", "--role", "admin", "--password-file", password.toString()).code())
			.isZero();
		assertThat(commands.run("user", "disable", "ada").code()).isZero();
		assertThat(commands.run("user", "list").out().lines()).containsExactly("admin    disabled  ada",
				"admin    enabled   bob");
	}

	@Test
	void keysAreManaged() {
		Commands commands = Commands.on(TestDatabase.migrated(this.data), this.data);
		String key = commands.run("key", "create", "ci", "--expires", "90d").out().strip();
		assertThat(key).matches("tt_[A-Za-z0-9_-]{43}");
		JsonNode json = commands.run("key", "create", "other", "--scope", "admin", "--json").json();
		assertThat(json.propertyNames()).containsExactly("id", "name", "prefix", "key", "scope", "expires_at");
		assertThat(commands.run("key", "revoke", key.substring(0, 11)).code()).isZero();
		assertThat(commands.run("key", "list").out().lines()).hasSize(2)
			.anyMatch((line) -> line.contains(key.substring(0, 11) + " read  revoked "))
			.anyMatch((line) -> line.contains(json.path("prefix").asString() + " admin valid "));
	}

	@ParameterizedTest
	@ValueSource(strings = { "user add ada", "user add ada --role root", "user add ada --role viewer", "user", "key",
			"user add", "key create", "key create a --scope root", "key create a --expires soon",
			"key create a --expires -1d", "key create a --expires 0d", "user frobnicate", "key revoke" })
	void wrongUsageReturnsExitCodeTwo(String line) {
		Commands.Ran ran = Commands.on("h2:mem:unused", this.data).with("short").run(line.split(" "));
		assertThat(ran.code()).isEqualTo(2);
		assertThat(ran.out()).isEmpty();
	}

}
