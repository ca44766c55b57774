package dev.tintype.operation.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import dev.tintype.operation.console.ProgressDisplay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class CommandLineTests {

	@TempDir
	private Path folder;

	@ParameterizedTest
	@ValueSource(strings = { "init", "status", "migrate", "create-migration", "stats", "integrity", "maintenance",
			"backup", "restore", "seed", "reset" })
	void everyCommandHasHelp(String command) {
		Commands.Ran ran = commands().run("db", command, "--help");
		assertThat(ran.code()).isZero();
		assertThat(ran.out()).contains("Usage: tintype db " + command);
		assertThat(commands().run("db", "--help").out()).contains("  " + command + " ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "db", "db frobnicate", "db status --frobnicate", "db backup", "db restore",
			"db migrate --to", "frobnicate" })
	void wrongUsageReturnsExitCodeTwo(String line) {
		Commands.Ran ran = commands().run(line.split(" "));
		assertThat(ran.code()).isEqualTo(2);
		assertThat(ran.out()).isEmpty();
		assertThat(ran.err()).isNotBlank().doesNotContain("Exception");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"dbb status | did you mean \"db\"? The commands are db, help, jobs, key, storage, user;",
			"backup all.tintype | did you mean \"db backup\"? The commands are db, help, jobs, key, storage, user;",
			"frobnicate --json | there is no command \"frobnicate\": The commands are db, help, jobs, key, storage, user;" })
	void unknownCommandIsRefusedInOneLine(String line, String text) {
		Commands.Ran ran = commands().run(line.split(" "));
		assertThat(ran.code()).isEqualTo(2);
		assertThat(ran.err().lines()).singleElement().asString().startsWith("tintype: ").contains(text);
	}

	@Test
	void commandsAreDistinguishedFromServiceArguments() {
		assertThat(CommandLineInterface.isCommand(new String[] { "db", "status" })).isTrue();
		assertThat(CommandLineInterface.isCommand(new String[] { "--help" })).isTrue();
		assertThat(CommandLineInterface.isCommand(new String[] { "dbb", "status" })).isTrue();
		assertThat(CommandLineInterface.isCommand(new String[] { "server.port=8081" })).isTrue();
		assertThat(CommandLineInterface.isCommand(new String[] { "--server.port=8081" })).isFalse();
		assertThat(CommandLineInterface.isCommand(new String[0])).isFalse();
	}

	@Test
	void newMigrationHasNextNumberOfBothDatabases() throws IOException {
		Files.createDirectories(this.folder.resolve("h2"));
		Files.createDirectories(this.folder.resolve("postgresql"));
		Files.writeString(this.folder.resolve("h2/V3__regex.sql"), "");
		Files.writeString(this.folder.resolve("postgresql/V12__counts.sql"), "");
		Commands.Ran ran = commands().run("db", "create-migration", "Photo library", "--directory",
				this.folder.toString());
		assertThat(ran.code()).isZero();
		assertThat(ran.out().lines()).containsExactly(this.folder.resolve("h2/V13__photo_library.sql").toString(),
				this.folder.resolve("postgresql/V13__photo_library.sql").toString());
		assertThat(this.folder.resolve("h2/V13__photo_library.sql")).isNotEmptyFile();
	}

	@Test
	void migrationNeedsNameAndFolder() {
		assertThat(commands().run("db", "create-migration", "../x", "--directory", this.folder.toString()).code())
			.isEqualTo(2);
		Commands.Ran ran = commands().run("db", "create-migration", "x", "--directory",
				this.folder.resolve("none").toString());
		assertThat(ran.code()).isEqualTo(1);
		assertThat(ran.err()).isEqualToIgnoringNewLines(
				"tintype db create-migration: There is no folder " + this.folder.resolve("none") + " here");
	}

	@Test
	void barIsShownAfterOneSecondAndOnlyOnTerminal() {
		AtomicLong clock = new AtomicLong();
		StringWriter shown = new StringWriter();
		StringWriter piped = new StringWriter();
		try (ProgressDisplay bar = new ProgressDisplay(new PrintWriter(shown, true), true, clock::get);
				ProgressDisplay none = new ProgressDisplay(new PrintWriter(piped, true), false, clock::get)) {
			bar.at("Copy", 1, 100);
			none.at("Copy", 1, 100);
			clock.addAndGet(Duration.ofMillis(900).toNanos());
			bar.at("Copy", 40, 100);
			assertThat(shown.toString()).isEmpty();
			clock.addAndGet(Duration.ofMillis(200).toNanos());
			bar.at("Copy", 50, 100);
			none.at("Copy", 50, 100);
		}
		assertThat(shown.toString()).contains("Copy").contains("50/100");
		assertThat(piped.toString()).isEmpty();
	}

	private Commands commands() {
		return Commands.on("h2:mem:unused", this.folder);
	}

}
