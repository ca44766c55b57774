package dev.tintype.text.ingest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import dev.tintype.support.DataSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class IngestPathsTests {

	@TempDir
	private Path directory;

	private Path folder = Path.of("");

	private Path file = Path.of("");

	private IngestPaths paths = new IngestPaths(roots(Path.of("/")));

	@BeforeEach
	void createFiles() throws IOException {
		Path root = Files.createDirectory(this.directory.toRealPath().resolve("root"));
		this.folder = Files.createDirectory(root.resolve("folder"));
		this.file = Files.writeString(this.folder.resolve("a.md"), "inside");
		Files.writeString(Files.createDirectory(this.directory.resolve("outside")).resolve("a.md"), "secret");
		this.paths = new IngestPaths(roots(root));
	}

	@Test
	void fileIsReadOnlyWhenItIsOpened() throws IOException {
		IngestFile named = this.paths.named(this.file.toString(), "code");

		assertThat(new String(named.bytes().open().readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("inside");
	}

	@Test
	void folderReplacedByLinkAfterCheckIsNotRead() throws IOException {
		IngestFile named = this.paths.named(this.file.toString(), "code");
		IngestFile entry = Objects.requireNonNull(this.paths.entry(this.file, "code"));
		Files.move(this.folder, this.directory.resolve("former"));
		Files.createSymbolicLink(this.folder, this.directory.resolve("outside"));

		assertThatExceptionOfType(IOException.class).isThrownBy(() -> named.bytes().open());
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> entry.bytes().open());
	}

	private static DocumentRoots roots(Path root) {
		return new DocumentRoots(new IngestSettings(List.of(root.toString())),
				new DataSettings(root.resolveSibling("data")));
	}

}
