package dev.tintype.imaging.thumbnail;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntBinaryOperator;

import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

import dev.tintype.imaging.work.PictureBytes;
import dev.tintype.imaging.work.Pictures;
import dev.tintype.imaging.work.TiffBytes;
import dev.tintype.support.CheckedFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests thumbnails of pictures whose detail is finer than a pixel of the thumbnail. All
 * pixels of the picture contribute.
 */
class FineDetailTests extends ThumbnailFixture {

	private static final int WIDTH = 1200;

	private static final int HEIGHT = 880;

	/** The largest mean difference allowed, of 255. */
	private static final double MOST = 6;

	/** Black and white dots whose density grows from the left to the right. */
	private static final IntBinaryOperator DITHER = (x, y) -> (threshold(x, y) < ramp(x)) ? 255 : 0;

	/** White with a black line every eight pixels. */
	private static final IntBinaryOperator RULES = (x, y) -> (y % 8 == 0) ? 0 : 255;

	@ParameterizedTest
	@ValueSource(strings = { "png", "gif", "bmp", "tiff", "webp", "jpeg" })
	void dotsBecomeTheirDensity(String format) {
		int type = format.equals("webp") ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_BYTE_GRAY;
		Path file = Pictures.write(this.directory.resolve("dots." + format), image(type, DITHER), format);
		assertThatItShowsTheDensity(file, 150);
		assertThatItShowsTheDensity(file, 75);
	}

	@ParameterizedTest
	@ValueSource(strings = { "png", "gif" })
	void dotsOfInterlacedPicturesBecomeTheirDensity(String format) throws IOException {
		assertThatItShowsTheDensity(interlaced(format), 150);
	}

	@Test
	void dotsOfJpegBecomeTheirDensityInEveryEncoding() {
		BufferedImage gray = image(BufferedImage.TYPE_BYTE_GRAY, DITHER);
		assertThatItShowsTheDensity(Pictures.jpeg(this.directory, "progressive.jpg", gray, true), 150);
		BufferedImage color = image(BufferedImage.TYPE_INT_RGB, DITHER);
		assertThatItShowsTheDensity(Pictures.jpeg(this.directory, "color.jpg", color, false), 150);
	}

	@Test
	void dotsOfTiffBecomeTheirDensityInEveryLayout() {
		for (int bits : new int[] { 1, 8, 12, 16 }) {
			long white = (1L << bits) - 1;
			TiffBytes.Pixels pixels = (x, y, band) -> (DITHER.applyAsInt(x, y) == 0) ? 0 : white;
			assertThatItShowsTheDensity(TiffBytes.of(WIDTH, HEIGHT, 1, 1, bits).strips(64).bytes(pixels));
		}
		TiffBytes.Pixels pixels = (x, y, band) -> DITHER.applyAsInt(x, y);
		assertThatItShowsTheDensity(TiffBytes.of(WIDTH, HEIGHT, 1, 1, 8).tiles(64).bytes(pixels));
		assertThatItShowsTheDensity(TiffBytes.of(WIDTH, HEIGHT, 2, 3, 8).planar().strips(64).bytes(pixels));
		assertThatItShowsTheDensity(TiffBytes.of(WIDTH, HEIGHT, 2, 3, 8).deflated().bigEndian().bytes(pixels));
	}

	@ParameterizedTest
	@CsvSource({ "png, 150", "png, 256", "png, 512", "png, 1024", "gif, 256", "bmp, 256", "tiff, 256", "tiff, 1024" })
	void linesKeepBrightnessOfPage(String format, int size) {
		Path file = Pictures.write(this.directory.resolve("rules." + format),
				image(BufferedImage.TYPE_BYTE_GRAY, RULES), format);
		BufferedImage image = show(file, size);
		double sum = 0;
		for (int y = 0; y < image.getHeight(); y++) {
			for (int x = 0; x < image.getWidth(); x++) {
				sum += image.getRGB(x, y) & 0xFF;
			}
		}
		assertThat(sum / image.getWidth() / image.getHeight()).isBetween(223 - MOST, 223 + MOST);
	}

	// Eight is not a multiple of ten, so averages of eight pixels would cause moire.
	@ParameterizedTest
	@ValueSource(strings = { "png", "jpeg" })
	void halftoneBecomesFlat(String format) {
		IntBinaryOperator halftone = (x, y) -> (square(x % 10 - 5) + square(y % 10 - 5) < 12) ? 0 : 255;
		Path file = Pictures.write(this.directory.resolve("halftone." + format),
				image(BufferedImage.TYPE_BYTE_GRAY, halftone), format);
		BufferedImage image = show(file, 75);
		int[] levels = image.getRaster().getSamples(0, 0, image.getWidth(), image.getHeight(), 0, (int[]) null);
		double mean = Arrays.stream(levels).average().orElseThrow();
		assertThat(Arrays.stream(levels).mapToDouble((level) -> Math.abs(level - mean)).average().orElseThrow())
			.isLessThan(MOST);
	}

	@Test
	void transparentDotsBecomeTheirDensityOnWhite() {
		BufferedImage black = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_ARGB);
		for (int y = 0; y < HEIGHT; y++) {
			for (int x = 0; x < WIDTH; x++) {
				black.setRGB(x, y, (255 - DITHER.applyAsInt(x, y)) << 24);
			}
		}
		assertThatItShowsTheDensity(Pictures.write(this.directory.resolve("clear.png"), black, "png"), 150);
	}

	private void assertThatItShowsTheDensity(byte[] tiff) {
		assertThatItShowsTheDensity(PictureBytes.file(this.directory.resolve("dots.tif"), tiff), 150);
	}

	private void assertThatItShowsTheDensity(Path file, int size) {
		BufferedImage image = show(file, size);
		assertThat(image.getWidth()).isEqualTo(size);
		double difference = 0;
		for (int y = 0; y < image.getHeight(); y++) {
			for (int x = 0; x < size; x++) {
				int expected = ramp((2 * x + 1) * WIDTH / (2 * size));
				difference += Math.abs((image.getRGB(x, y) & 0xFF) - expected);
			}
		}
		assertThat(difference / size / image.getHeight()).as("%s at %s", file.getFileName(), size).isLessThan(MOST);
	}

	private BufferedImage show(Path file, int size) {
		return decode(Objects
			.requireNonNull(this.maker.make(CheckedFiles.source(file), size, ThumbnailFormat.JPEG, 100).block()));
	}

	private Path interlaced(String format) throws IOException {
		Path file = this.directory.resolve("interlaced." + format);
		ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
		ImageWriteParam param = writer.getDefaultWriteParam();
		param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
		try (ImageOutputStream stream = ImageIO.createImageOutputStream(Files.newOutputStream(file))) {
			writer.setOutput(stream);
			writer.write(null, new IIOImage(image(BufferedImage.TYPE_BYTE_GRAY, DITHER), null, null), param);
		}
		finally {
			writer.dispose();
		}
		return file;
	}

	private static BufferedImage image(int type, IntBinaryOperator level) {
		BufferedImage image = new BufferedImage(WIDTH, HEIGHT, type);
		int[] samples = new int[image.getRaster().getNumBands()];
		for (int y = 0; y < HEIGHT; y++) {
			for (int x = 0; x < WIDTH; x++) {
				Arrays.fill(samples, level.applyAsInt(x, y));
				image.getRaster().setPixel(x, y, samples);
			}
		}
		return image;
	}

	private static int square(int x) {
		return x * x;
	}

	private static int ramp(int x) {
		return x * 255 / (WIDTH - 1);
	}

	// Bayer's matrix of four by four: each of 16 thresholds once in every square.
	private static int threshold(int x, int y) {
		int[] matrix = { 0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5 };
		return matrix[y % 4 * 4 + x % 4] * 16 + 7;
	}

}
