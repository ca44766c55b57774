package dev.tintype.operation.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

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
		FilesPart part = new FilesPart(new OneFolder(folder, () -> {
			Files.delete(stored);
			Files.createSymbolicLink(stored, secret);
		}));

		assertThatIOException()
			.isThrownBy(() -> part.write(out, new Meter(ArchiveProgress.NONE, ArchiveProgress.Step.FILES, 1)));
		assertThat(out.toString(StandardCharsets.ISO_8859_1)).doesNotContain("secret");
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
		public String relocation() {
			return "";
		}

	}

	/** An action that may fail. */
	private interface Change {

		void run() throws IOException;

	}

}
