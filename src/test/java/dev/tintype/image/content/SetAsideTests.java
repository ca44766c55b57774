package dev.tintype.image.content;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import dev.tintype.image.registry.ImageSettings;
import dev.tintype.imaging.probe.PictureProbe;
import dev.tintype.imaging.work.PictureSettings;
import dev.tintype.imaging.work.PictureWorkers;
import dev.tintype.support.DataSettings;
import dev.tintype.support.Hashes;
import dev.tintype.support.Ids;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

class SetAsideTests {

	private static final byte[] FORMER = "former".getBytes(StandardCharsets.UTF_8);

	private final UUID id = Ids.next();

	@TempDir
	private Path data;

	private Path place = Path.of("");

	private Path incoming = Path.of("");

	@BeforeEach
	void makeFolders() throws IOException {
		this.incoming = Files.createDirectories(this.data.resolve("uploads/incoming"));
		this.place = this.data.resolve("uploads/ab").resolve(this.id + ".png");
	}

	@Test
	void matchingFormerContentIsMovedIntoPlace() throws IOException {
		Path former = setAside(FORMER);
		setAside("others".getBytes(StandardCharsets.UTF_8));

		assertThat(putBack(this.place)).isTrue();
		assertThat(this.place).hasBinaryContent(FORMER);
		assertThat(former).doesNotExist();
		assertThat(incoming()).hasSize(1);
	}

	@Test
	void replacedFileIsKeptAmongInterruptedUploads() throws IOException {
		setAside(FORMER);
		Files.createDirectories(this.place.getParent());
		Files.writeString(this.place, "newer bytes");

		assertThat(putBack(this.place)).isTrue();
		assertThat(this.place).hasBinaryContent(FORMER);
		assertThat(incoming()).singleElement()
			.satisfies((left) -> assertThat(left).hasContent("newer bytes"))
			.asString()
			.endsWith(".part");
	}

	@Test
	void otherContentIsNotMoved() throws IOException {
		Path former = setAside("other!".getBytes(StandardCharsets.UTF_8));

		assertThat(putBack(this.place)).isFalse();
		assertThat(former).exists();
		assertThat(this.place).doesNotExist();
	}

	@Test
	void pathOutsideTheUploadsIsNotWritten() throws IOException {
		setAside(FORMER);

		assertThat(putBack(this.data.resolve(this.id + ".png"))).isFalse();
		assertThat(this.data.resolve(this.id + ".png")).doesNotExist();
	}

	private boolean putBack(Path to) throws IOException {
		PictureSettings pictures = new PictureSettings(1_000_000, Duration.ofSeconds(5), 1, DataSize.ofMegabytes(64));
		Uploads uploads = new Uploads(new DataSettings(this.data),
				new ImageSettings(List.of(), DataSize.ofMegabytes(1), DataSize.ofBytes(0)), pictures,
				new PictureProbe(pictures, new PictureWorkers(pictures, new SimpleMeterRegistry())));
		return new SetAside(uploads).putBack(new ImageFile(this.id, to.toString(), true, FORMER.length, Instant.EPOCH,
				"image/png", Hashes.sha256(FORMER)));
	}

	private Path setAside(byte[] bytes) throws IOException {
		return Files.write(this.incoming.resolve(this.id + ".png." + Ids.next() + ".part.former"), bytes);
	}

	private List<Path> incoming() throws IOException {
		try (Stream<Path> files = Files.list(this.incoming)) {
			return files.toList();
		}
	}

}
