package dev.tintype.imaging.decode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import dev.tintype.testing.PrivateFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class NativeCodeTests {

	@TempDir
	private Path directory;

	@Test
	void librariesAreUnpackedIntoServiceFolderForItsUserOnly() throws IOException {
		Path preferred = this.directory.resolve("data/native");

		NativeFolder folder = NativeFolder.choose(preferred, this.directory);

		assertThat(folder).isEqualTo(new NativeFolder(preferred, true));
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(preferred))).isEqualTo("rwx------");
		assertThat(preferred).isEmptyDirectory();
	}

	@Test
	void librariesAreUnpackedIntoTemporaryFolderWhenServiceHasNone() throws IOException {
		NativeFolder folder = NativeFolder.choose(unusable(), this.directory);

		assertThat(folder.isUsable()).isTrue();
		assertThat(folder.path()).hasParentRaw(this.directory).isEmptyDirectory();
	}

	@Test
	void nothingIsUnpackedWhenProgramsCanRunFromNeitherFolder() throws IOException {
		assertThat(NativeFolder.choose(unusable(), unusable())).isEqualTo(new NativeFolder(null, false));
	}

	@Test
	void librariesOfKilledProcessAreDeleted() throws IOException {
		Path old = Files.createFile(this.directory.resolve("webp-imageio-1.so"));
		Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(600)));
		Path used = Files.createFile(this.directory.resolve("webp-imageio-2.so"));
		Path other = Files.createFile(this.directory.resolve("other.so"));
		Files.setLastModifiedTime(other, FileTime.from(Instant.EPOCH));

		NativeFolder.choose(this.directory, this.directory);

		assertThat(this.directory).isDirectoryNotContaining(old::equals)
			.isDirectoryContaining(used::equals)
			.isDirectoryContaining(other::equals);
	}

	@Test
	void eachLibraryIsLoadedOnce() {
		List<Path> loaded = new ArrayList<>();
		NativeCode code = new NativeCode((folder) -> loaded.add(Objects.requireNonNull(folder.path())),
				(folder) -> !loaded.add(Objects.requireNonNull(folder.path())));
		code.unpackInto(this.directory);

		assertThat(code.hasWebp()).isTrue();
		assertThat(code.hasWebp()).isTrue();
		assertThat(code.hasJpeg()).isFalse();
		assertThat(code.hasJpeg()).isFalse();
		assertThat(loaded).containsExactly(this.directory, this.directory);
	}

	@Test
	void libraryReadableByOthersBecomesPrivate() throws IOException {
		Path library = Files.createFile(this.directory.resolve("library.so"));
		Files.setPosixFilePermissions(library, PosixFilePermissions.fromString("rwxr--r--"));
		NativeCode code = new NativeCode((folder) -> true, (folder) -> true);
		code.unpackInto(this.directory);

		assertThat(code.hasWebp()).isTrue();

		assertThat(PrivateFiles.openToOthers(this.directory)).isEmpty();
	}

	private Path unusable() throws IOException {
		Path file = this.directory.resolve("file");
		return (Files.exists(file) ? file : Files.createFile(file)).resolve("native");
	}

}
