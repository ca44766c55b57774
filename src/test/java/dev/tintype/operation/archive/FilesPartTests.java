package dev.tintype.operation.archive;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.tintype.operation.copy.ArchiveProgress;
import dev.tintype.operation.copy.Meter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

class FilesPartTests {

	@TempDir
	private Path directory;

	@Test
	void storedFileReplacedByLinkIsNotArchived() throws IOException {
		Path folder = Files.createDirectory(this.directory.resolve("uploads"));
		Path secret = Files.writeString(this.directory.resolve("secret"), "secret");
		Path stored = Files.writeString(folder.resolve("a.png"), "stored");
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		FilesPart part = new FilesPart(List.of(new OneFolder(folder, () -> {
			Files.delete(stored);
			Files.createSymbolicLink(stored, secret);
		})));

		assertThatIOException()
			.isThrownBy(() -> part.write(out, new Meter(ArchiveProgress.NONE, ArchiveProgress.Step.FILES, 1)));
		assertThat(out.toString(StandardCharsets.ISO_8859_1)).doesNotContain("secret");
	}

	@Test
	void filesOfEachFolderReturnToTheirFolder() throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		Meter meter = new Meter(ArchiveProgress.NONE, ArchiveProgress.Step.FILES, 2);
		List<StoredFiles> from = folders("from");
		Files.writeString(from.get(0).folder().resolve("a.png"), "upload");
		Files.writeString(Files.createDirectories(from.get(1).folder().resolve("gold")).resolve("a.png"), "gold");

		assertThat(new FilesPart(from).write(out, meter)).isEqualTo(2);
		List<StoredFiles> to = folders("to");
		assertThat(new FilesPart(to).read(new ByteArrayInputStream(out.toByteArray()), meter)).isEqualTo(2);

		assertThat(to.get(0).folder().resolve("a.png")).hasContent("upload");
		assertThat(to.get(1).folder().resolve("gold/a.png")).hasContent("gold");
	}

	@Test
	void fileWithLongNameReturnsToItsFolder() throws IOException {
		String name = "\uD83D\uDCA9".repeat(49) + ".jpg";
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		Meter meter = new Meter(ArchiveProgress.NONE, ArchiveProgress.Step.FILES, 1);
		List<StoredFiles> from = folders("from", name);
		Files.writeString(Files.createDirectories(from.get(1).folder().resolve("gold")).resolve(name), "gold");

		assertThat(new FilesPart(from).write(out, meter)).isEqualTo(1);
		List<StoredFiles> to = folders("to", name);
		assertThat(new FilesPart(to).read(new ByteArrayInputStream(out.toByteArray()), meter)).isEqualTo(1);

		assertThat(to.get(1).folder().resolve("gold").resolve(name)).hasContent("gold");
	}

	private List<StoredFiles> folders(String parent) throws IOException {
		return folders(parent, "a.png");
	}

	private List<StoredFiles> folders(String parent, String name) throws IOException {
		Path folder = this.directory.resolve(parent);
		return List.of(new Named(Files.createDirectories(folder.resolve("uploads")), name),
				new Named(Files.createDirectories(folder.resolve("library")), "gold/" + name));
	}

	private record Named(Path folder, String only) implements StoredFiles {

		@Override
		public boolean isStored(Path file) {
			return file.equals(Path.of(this.only));
		}

		@Override
		public List<String> relocations() {
			return List.of();
		}

	}

	/** Changes a file after it has been inspected. */
	private record OneFolder(Path folder, Change change) implements StoredFiles {

		@Override
		public boolean isStored(Path file) {
			try {
				this.change.run();
				return true;
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
		}

		@Override
		public List<String> relocations() {
			return List.of();
		}

	}

	/** An action that may fail. */
	private interface Change {

		void run() throws IOException;

	}

}
