package dev.tintype.image.content;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import dev.tintype.data.storage.TestStorage;
import dev.tintype.image.root.ImageSettings;
import dev.tintype.imaging.probe.PictureProbe;
import dev.tintype.imaging.work.PictureSettings;
import dev.tintype.imaging.work.PictureWorkers;
import dev.tintype.support.DataSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

class UploadsTests {

	@TempDir
	private Path data;

	@Test
	void uploadCancelledAtAnyMomentLeavesNoFile() throws IOException {
		Uploads uploads = uploads();
		for (int i = 0; i < 500; i++) {
			Flux<DataBuffer> body = Flux.just(buffer("GIF89a"), buffer("and so on")).concatWith(Flux.never());
			uploads.stage(body)
				.timeout(Duration.ofNanos(i * 2_000L), Mono.empty())
				.as(StepVerifier::create)
				.verifyComplete();
		}

		// Disk work that is still running deletes its file when it ends.
		Flux.interval(Duration.ofMillis(20)).filter((tick) -> left().isEmpty()).blockFirst(Duration.ofSeconds(20));
		assertThat(left()).isEmpty();
	}

	private Uploads uploads() {
		PictureSettings pictures = new PictureSettings(1_000_000, Duration.ofSeconds(5), 1, DataSize.ofMegabytes(64));
		DataSettings settings = new DataSettings(this.data);
		return new Uploads(TestStorage.inFolder(settings), TestStorage.staging(settings),
				new ImageSettings(List.of(), DataSize.ofMegabytes(1), DataSize.ofBytes(0)), pictures,
				new PictureProbe(pictures, new PictureWorkers(pictures, new SimpleMeterRegistry())));
	}

	private static DataBuffer buffer(String text) {
		return DefaultDataBufferFactory.sharedInstance.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
	}

	private List<Path> left() {
		Path incoming = this.data.resolve("uploads/incoming");
		if (!Files.exists(incoming)) {
			return List.of();
		}
		try (Stream<Path> files = Files.list(incoming)) {
			return files.toList();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
