package dev.tintype.operation.status;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import dev.tintype.support.DataSettings;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

@ExtendWith(OutputCaptureExtension.class)
class HostCheckTests {

	@TempDir
	private Path data;

	@Test
	void dataFolderOpenToOthersIsReportedAndNotChanged(CapturedOutput output) throws IOException {
		mode("rwxr-xr-x");

		check();

		assertThat(output.getOut().lines().filter((line) -> line.contains("Other users"))).singleElement()
			.asString()
			.contains("run \"chmod -R go= '" + this.data + "'\"");
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(this.data))).isEqualTo("rwxr-xr-x");
	}

	@Test
	void dataFolderOfOneUserIsNotReported(CapturedOutput output) throws IOException {
		mode("rwx------");

		check();

		assertThat(output.getOut()).doesNotContain("Other users");
	}

	@Test
	void missingDataFolderIsNotReported(CapturedOutput output) throws IOException {
		Files.delete(this.data);

		check();

		assertThat(output.getOut()).doesNotContain("Other users");
	}

	@Test
	void rootThatDoesNotExistIsReported(CapturedOutput output) {
		check();

		assertThat(output.getOut().lines().filter((line) -> line.contains("_ROOTS"))).singleElement()
			.asString()
			.contains("TINTYPE_IMAGES_ROOTS names " + this.data.resolve("nowhere") + ", which is not a folder");
	}

	private void mode(String mode) throws IOException {
		Assumptions.assumeTrue(this.data.getFileSystem().supportedFileAttributeViews().contains("posix"));
		Files.setPosixFilePermissions(this.data, PosixFilePermissions.fromString(mode));
	}

	private void check() {
		MockEnvironment settings = new MockEnvironment().withProperty("tintype.images.roots",
				"~," + this.data.resolve("nowhere"));
		new HostCheck(new DataSettings(this.data), settings).onApplicationEvent(mock(ApplicationReadyEvent.class));
	}

}
