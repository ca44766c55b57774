package dev.tintype.imaging.thumbnail;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

import javax.imageio.ImageIO;

import dev.tintype.imaging.decode.NativeCode;
import dev.tintype.imaging.decode.PictureDecoder;
import dev.tintype.imaging.probe.PictureProbe;
import dev.tintype.imaging.work.PictureSettings;
import dev.tintype.imaging.work.PictureWorkers;
import dev.tintype.support.CheckedFiles;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Makes thumbnails of pictures in a temporary folder, and inspects them.
 */
abstract class ThumbnailFixture {

	final PictureSettings settings = new PictureSettings(100_000_000, Duration.ofSeconds(20), 2,
			DataSize.ofMegabytes(320));

	final PictureWorkers workers = new PictureWorkers(this.settings, new SimpleMeterRegistry());

	final ThumbnailMaker maker = new ThumbnailMaker(new PictureProbe(this.settings, this.workers), this.workers,
			NativeCode.get(), new PictureDecoder(this.settings, NativeCode.get()));

	@TempDir
	Path directory;

	@AfterEach
	void stop() {
		this.workers.destroy();
	}

	BufferedImage thumbnail(Path file, int size) {
		Thumbnail thumbnail = Objects
			.requireNonNull(this.maker.make(CheckedFiles.source(file), size, ThumbnailFormat.WEBP, 90).block());
		BufferedImage image = decode(thumbnail);
		assertThat(image.getWidth()).isEqualTo(thumbnail.width());
		assertThat(image.getHeight()).isEqualTo(thumbnail.height());
		return image;
	}

	static BufferedImage decode(Thumbnail thumbnail) {
		try {
			return ImageIO.read(new ByteArrayInputStream(thumbnail.data()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static void fill(BufferedImage image, int... samples) {
		for (int y = 0; y < image.getHeight(); y++) {
			for (int x = 0; x < image.getWidth(); x++) {
				image.getRaster().setPixel(x, y, samples);
			}
		}
	}

	static void assertThatItShowsTheFlag(BufferedImage image) {
		int right = image.getWidth() * 3 / 4;
		int left = image.getWidth() / 4;
		int top = image.getHeight() / 4;
		int bottom = image.getHeight() * 3 / 4;
		assertThat(distance(image, left, top, Color.RED)).isLessThan(40);
		assertThat(distance(image, right, top, Color.GREEN)).isLessThan(40);
		assertThat(distance(image, left, bottom, Color.BLUE)).isLessThan(40);
		assertThat(distance(image, right, bottom, Color.WHITE)).isLessThan(40);
	}

	static int distance(BufferedImage image, int x, int y, Color expected) {
		Color color = new Color(image.getRGB(x, y));
		return Math.abs(color.getRed() - expected.getRed()) + Math.abs(color.getGreen() - expected.getGreen())
				+ Math.abs(color.getBlue() - expected.getBlue());
	}

}
