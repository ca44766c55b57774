package dev.tintype.support;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class FileNamesTests {

	@TempDir
	private Path directory;

	@Test
	void utf8NameIsTextInThisLocale() {
		Path path = FileNames.path("/tmp/n\u00E4me/\u0424\u043E\u0442\u043E.png");

		assertThat(FileNames.text(path)).isEqualTo("/tmp/n\u00E4me/\u0424\u043E\u0442\u043E.png");
		assertThat(FileNames.name(path)).isEqualTo("\u0424\u043E\u0442\u043E.png");
		assertThat(FileNames.isText(path)).isTrue();
		assertThat(FileNames.isText(Path.of(URI.create("file:///tmp/%FF.png")))).isFalse();
	}

	@Test
	void serviceWithoutUtf8LocaleReadsNamesAsUtf8() throws IOException, InterruptedException {
		Assumptions.assumeTrue(File.separatorChar == '/' && FileNames.isUnicode());
		// The second letter is decomposed, and must not become another byte sequence.
		Path folder = Files.createDirectory(this.directory.resolve("n\u00E4a\u0308me %20"));
		Files.writeString(folder.resolve("\u0424\u043E\u0442\u043E.png"), "bytes");
		Files.write(Path.of(URI.create(folder.toUri() + "%FF.png")), new byte[1]);

		List<String> lines = inCLocale(folder.toString());

		assertThat(lines).containsExactly("native true", "unicode false", "folder " + folder,
				"name \u0424\u043E\u0442\u043E.png true bytes", "name \uFFFD.png false",
				"setting The path /srv/\uFFFD of the settings " + "cannot be opened: the service"
						+ " runs without a UTF-8 locale, start it with LANG=C.UTF-8");
	}

	private List<String> inCLocale(String folder) throws IOException, InterruptedException {
		Path request = Files.writeString(this.directory.resolve("request"), folder);
		Path answer = this.directory.resolve("answer");
		ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-Xshare:auto", "-cp", System.getProperty("java.class.path"),
				// A file, so that nothing can be unpacked into it.
				"-Djava.io.tmpdir=" + request, NamesInCLocale.class.getName(), request.toString(), answer.toString(),
				this.directory.resolve("data/native").toString());
		builder.environment().keySet().removeIf((name) -> name.equals("LANG") || name.startsWith("LC_"));
		builder.environment().put("LC_ALL", "C");
		Process process = builder.redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor()).as(output).isZero();
		return Files.readAllLines(answer);
	}

}
