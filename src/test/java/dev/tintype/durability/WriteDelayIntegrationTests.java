package dev.tintype.durability;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.h2.Driver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Shows why the service requires {@code WRITE_DELAY=0}. Without it, the same writer loses
 * acknowledged rows after the same kill. So the tests that kill the service would notice
 * a loss.
 */
@DisabledIfSystemProperty(named = "tintype.test.database", matches = "postgresql",
		disabledReason = "WRITE_DELAY is a setting of H2")
class WriteDelayIntegrationTests {

	private static final int ROWS = 5_000;

	@TempDir
	private Path directory;

	@Test
	void h2WithoutWriteDelayLosesNothing() throws IOException {
		assertThat(lost("with", ";WRITE_DELAY=0")).isZero();
	}

	@Test
	void h2WithDefaultWriteDelayLosesAcknowledgedRows() throws IOException {
		List<Long> lost = new ArrayList<>();
		// Sometimes the kill comes just after a write.
		for (int run = 0; run < 3 && lost.stream().noneMatch((rows) -> rows > 0); run++) {
			lost.add(lost("without" + run, ""));
		}
		assertThat(lost).anyMatch((rows) -> rows > 0);
	}

	private long lost(String name, String settings) throws IOException {
		String url = "jdbc:h2:file:" + this.directory.resolve(name) + settings;
		Process writer = start(url);
		long acknowledged = 0;
		try (BufferedReader lines = lines(writer)) {
			while (acknowledged < ROWS) {
				acknowledged = Long.parseLong(Objects.requireNonNull(lines.readLine()));
			}
			// Not the process object itself, which would close the output that is read
			// here.
			writer.toHandle().destroyForcibly();
			// Output before the kill counts, but the last number may be incomplete.
			String said = lines.readLine();
			for (String next = lines.readLine(); next != null; next = lines.readLine()) {
				acknowledged = Long.parseLong(Objects.requireNonNull(said));
				said = next;
			}
		}
		Process reader = start(url, "count");
		try (BufferedReader lines = lines(reader)) {
			long counted = Long.parseLong(Objects.requireNonNull(lines.readLine()));
			return Math.max(0, acknowledged - counted);
		}
	}

	private static Process start(String... arguments) throws IOException {
		String classes = Path
			.of(AcknowledgingWriter.class.getProtectionDomain().getCodeSource().getLocation().getPath())
				+ java.io.File.pathSeparator
				+ Path.of(Driver.class.getProtectionDomain().getCodeSource().getLocation().getPath());
		List<String> command = new ArrayList<>(
				List.of(ChildService.java(), "-cp", classes, AcknowledgingWriter.class.getName()));
		command.addAll(List.of(arguments));
		return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
	}

	private static BufferedReader lines(Process process) {
		return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
	}

}
