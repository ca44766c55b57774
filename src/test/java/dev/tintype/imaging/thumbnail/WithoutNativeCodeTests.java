package dev.tintype.imaging.thumbnail;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

import dev.tintype.imaging.decode.NativeCode;
import dev.tintype.imaging.decode.NativeCodes;
import dev.tintype.imaging.decode.PictureDecoder;
import dev.tintype.imaging.probe.PictureProbe;
import dev.tintype.imaging.work.PictureException;
import dev.tintype.imaging.work.PictureFormat;
import dev.tintype.imaging.work.Pictures;
import dev.tintype.support.CheckedFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.http.HttpStatus;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests what thumbnails still offer when no native code can be loaded.
 */
class WithoutNativeCodeTests extends ThumbnailFixture {

	private final ThumbnailMaker without = new ThumbnailMaker(new PictureProbe(this.settings, this.workers),
			this.workers, NativeCodes.none(), new PictureDecoder(this.settings, NativeCodes.none()));

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "WEBP")
	void defaultFormatIsJpeg(PictureFormat format) {
		Path file = Pictures.of(format, this.directory, 600, 400);
		StepVerifier.create(this.without.make(CheckedFiles.source(file), 150, 80)).assertNext((thumbnail) -> {
			assertThat(thumbnail.mimeType()).isEqualTo("image/jpeg");
			assertThat(thumbnail.width()).isEqualTo(150);
			assertThatItShowsTheFlag(decode(thumbnail));
		}).verifyComplete();
	}

	@Test
	void webpIsRefusedWithRequiredFolder() {
		Path file = Pictures.png(this.directory, "a.png", 30, 20);
		assertThatTheCodecIsMissing(this.without.make(CheckedFiles.source(file), 150, ThumbnailFormat.WEBP, 80));
	}

	@Test
	void webpImageIsNotCalledDamaged() {
		Path file = Pictures.webp(this.directory, "a.webp", 30, 20);
		assertThatTheCodecIsMissing(this.without.make(CheckedFiles.source(file), 150, 80));
		assertThatTheCodecIsMissing(this.without.make(CheckedFiles.source(file), 150, ThumbnailFormat.JPEG, 80));
	}

	@Test
	void jdkReaderAveragesJpeg() throws IOException {
		BufferedImage lines = new BufferedImage(1200, 900, BufferedImage.TYPE_BYTE_GRAY);
		for (int y = 0; y < 900; y++) {
			for (int x = 0; x < 1200; x += 2) {
				lines.getRaster().setSample(x, y, 0, 255);
			}
		}
		Path file = Pictures.jpeg(this.directory, "lines.jpg", lines, false);
		StepVerifier.create(this.without.make(CheckedFiles.source(file), 150, 100))
			.assertNext((thumbnail) -> assertThat(decode(thumbnail).getRGB(75, 50) & 0xFF).isBetween(120, 136))
			.verifyComplete();
	}

	@Test
	void healthReportsMissingCodecsAndStaysUp() {
		NativeCodeConfiguration configuration = new NativeCodeConfiguration();
		Health missing = Objects.requireNonNull(configuration.picturesHealthIndicator(NativeCodes.none()).health());
		assertThat(missing.getStatus()).isEqualTo(Status.UP);
		assertThat(missing.getDetails()).containsEntry("webp", "unavailable").containsEntry("jpeg", "decoded whole");
		assertThat(missing.getDetails().get("warning")).asString().contains("TINTYPE_DATA_DIR");
		Health loaded = Objects.requireNonNull(configuration.picturesHealthIndicator(NativeCode.get()).health());
		assertThat(loaded.getDetails()).isEqualTo(Map.of("webp", "available", "jpeg", "reduced while it is decoded"));
	}

	private static void assertThatTheCodecIsMissing(Mono<Thumbnail> thumbnail) {
		StepVerifier.create(thumbnail)
			.verifyErrorSatisfies((ex) -> assertThat(ex).isInstanceOfSatisfying(PictureException.class, (problem) -> {
				assertThat(problem.getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
				assertThat(problem.getBody().getDetail()).contains("\"native\" in the data folder")
					.doesNotContain("damaged");
			}));
	}

}
