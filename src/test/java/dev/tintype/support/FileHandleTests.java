package dev.tintype.support;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Replaces files and folders after they are found and before they are opened.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FileHandleTests {

	@TempDir
	private Path directory;

	private Path folder = Path.of("");

	private Path file = Path.of("");

	private Path outside = Path.of("");

	@BeforeEach
	void createFiles() throws IOException {
		Path real = this.directory.toRealPath();
		this.folder = Files.createDirectories(real.resolve("root/folder"));
		this.file = Files.writeString(this.folder.resolve("a.png"), "inside");
		this.outside = Files.createDirectory(real.resolve("outside"));
		Files.writeString(this.outside.resolve("a.png"), "secret");
		Files.writeString(this.outside.resolve("b.png"), "secret");
	}

	@ParameterizedTest
	@EnumSource
	void handleOpensFileThatItFound(Way way) throws IOException {
		try (FileHandle found = way.find(this.file, false)) {
			assertThat(found.real()).isEqualTo(this.file);
			assertThat(read(found)).isEqualTo("inside");
		}
	}

	@ParameterizedTest
	@EnumSource
	void fileReplacedByLinkIsNotFollowed(Way way) throws IOException {
		try (FileHandle found = way.find(this.file, false)) {
			replace(this.file, Files.createSymbolicLink(this.directory.resolve("link"), this.outside.resolve("a.png")));

			assertThat(readOrRefused(found)).isIn("inside", "refused");
		}
	}

	@ParameterizedTest
	@EnumSource
	void folderReplacedByLinkIsNotFollowed(Way way) throws IOException {
		try (FileHandle found = way.find(this.file, false)) {
			replaceFolder();

			assertThat(readOrRefused(found)).isIn("inside", "refused");
		}
	}

	@ParameterizedTest
	@EnumSource
	void fileReplacedByPipeDoesNotBlock(Way way) throws IOException, InterruptedException {
		try (FileHandle found = way.find(this.file, false)) {
			replace(this.file, pipe());

			assertThat(readOrRefused(found)).isIn("inside", "refused");
		}
	}

	@ParameterizedTest
	@EnumSource
	void pipeIsRefused(Way way) throws IOException, InterruptedException {
		try (FileHandle found = way.find(pipe(), false)) {
			assertThat(found.attributes().isRegularFile()).isFalse();
			assertThat(readOrRefused(found)).isEqualTo("refused");
		}
	}

	@ParameterizedTest
	@EnumSource
	void folderReplacedByLinkIsNotListed(Way way) throws IOException {
		try (FileHandle found = way.find(this.folder, true)) {
			replaceFolder();

			assertThat(namesOrRefused(found)).isIn(List.of("a.png"), List.of("refused"));
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> found.attributes(Path.of("b.png")));
		}
	}

	@ParameterizedTest
	@EnumSource
	void missingFileIsNotFound(Way way) {
		assertThatExceptionOfType(NoSuchFileException.class)
			.isThrownBy(() -> way.find(this.folder.resolve("none"), false));
	}

	@Test
	void descriptorReadsFileThatLostItsName() throws IOException {
		Assumptions.assumeTrue(SystemCalls.HAS_OPEN_PATH);
		try (FileHandle found = new DescriptorHandle(this.file, false)) {
			Files.delete(this.file);

			assertThat(read(found)).isEqualTo("inside");
		}
	}

	@Test
	void linuxFindsFilesByDescriptor() {
		Assumptions.assumeTrue(System.getProperty("os.name").equals("Linux"));

		assertThat(SystemCalls.HAS_OPEN_PATH).isTrue();
	}

	private Path pipe() throws IOException, InterruptedException {
		Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")));
		Path pipe = this.directory.resolve("pipe");
		assertThat(new ProcessBuilder("/usr/bin/mkfifo", pipe.toString()).start().waitFor()).isZero();
		return pipe;
	}

	private void replaceFolder() throws IOException {
		Files.move(this.folder, this.directory.resolve("former"));
		Files.createSymbolicLink(this.folder, this.outside);
	}

	private static void replace(Path place, Path by) throws IOException {
		Files.move(by, place, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
	}

	private static String read(FileHandle found) throws IOException {
		try (FileChannel channel = found.open()) {
			return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	private static String readOrRefused(FileHandle found) {
		try {
			return read(found);
		}
		catch (IOException ex) {
			return "refused";
		}
	}

	private static List<String> namesOrRefused(FileHandle found) {
		try {
			return found.names().stream().map(Path::toString).toList();
		}
		catch (IOException ex) {
			return List.of("refused");
		}
	}

	/** How a file is found. */
	enum Way {

		/** By a descriptor, on Linux. */
		DESCRIPTOR,

		/** By its path, on other systems. */
		NAME;

		FileHandle find(Path path, boolean folder) throws IOException {
			Assumptions.assumeTrue(this == NAME || SystemCalls.HAS_OPEN_PATH);
			return (this == NAME) ? new NamedHandle(path) : new DescriptorHandle(path, folder);
		}

	}

}
