package dev.tintype.imaging.thumbnail;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Objects;

import dev.tintype.imaging.work.PictureBytes;
import dev.tintype.imaging.work.TiffBytes;
import dev.tintype.support.CheckedFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests thumbnails of TIFFs of every depth and layout. Each shows a ramp from black on
 * the left to white on the right.
 */
class TiffThumbnailTests extends ThumbnailFixture {

	private static final int WIDTH = 66;

	private static final int HEIGHT = 40;

	private static final int WHITE_IS_ZERO = 0;

	private static final int BLACK_IS_ZERO = 1;

	private static final int RGB = 2;

	private static final int SIGNED = 2;

	private static final int FLOAT = 3;

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 32 })
	void thumbnailShowsGrayOfEveryDepth(int bits) {
		for (int photometric : new int[] { BLACK_IS_ZERO, WHITE_IS_ZERO }) {
			assertThatItShowsTheRamp(TiffBytes.of(WIDTH, HEIGHT, photometric, 1, bits), bits);
			assertThatItShowsTheRamp(TiffBytes.of(WIDTH, HEIGHT, photometric, 1, bits).bigEndian().deflated().strips(7),
					bits);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 2, 4, 8, 10, 12, 14, 16, 24, 32 })
	void thumbnailShowsRgbOfEveryDepth(int bits) {
		assertThatItShowsTheRamp(TiffBytes.of(WIDTH, HEIGHT, RGB, 3, bits), bits);
		assertThatItShowsTheRamp(TiffBytes.of(WIDTH, HEIGHT, RGB, 3, bits).bigEndian().deflated(), bits);
		BufferedImage red = show(
				TiffBytes.of(WIDTH, HEIGHT, RGB, 3, bits).bytes((x, y, band) -> (band == 0) ? (1L << bits) - 1 : 0));
		assertThat(distance(red, WIDTH / 2, HEIGHT / 2, Color.RED)).isLessThan(8);
		if (bits >= 8) {
			assertThatItShowsTheRamp(TiffBytes.of(WIDTH, HEIGHT, RGB, 3, bits).planar().strips(9), bits);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 8, 12, 16, 24, 32 })
	void thumbnailShowsTiles(int bits) {
		assertThatItShowsTheRamp(TiffBytes.of(WIDTH, HEIGHT, BLACK_IS_ZERO, 1, bits).tiles(16), bits);
		assertThatItShowsTheRamp(TiffBytes.of(WIDTH, HEIGHT, RGB, 3, bits).tiles(32).deflated(), bits);
	}

	@ParameterizedTest
	@CsvSource({ "8, 1", "16, 1", "32, 1", "8, 3", "16, 3", "32, 3" })
	void thumbnailShowsSignedNumbersFromLowestToHighest(int bits, int samples) {
		int photometric = (samples == 1) ? BLACK_IS_ZERO : RGB;
		long lowest = -(1L << (bits - 1));
		long range = (1L << bits) - 1;
		TiffBytes.Pixels pixels = (x, y, band) -> lowest + x * range / (WIDTH - 1);
		for (boolean big : new boolean[] { false, true }) {
			TiffBytes tiff = TiffBytes.of(WIDTH, HEIGHT, photometric, samples, bits).format(SIGNED);
			assertThatItShowsTheRamp((big ? tiff.bigEndian() : tiff).bytes(pixels), bits);
		}
		byte[] inverted = TiffBytes.of(WIDTH, HEIGHT, WHITE_IS_ZERO, 1, bits)
			.format(SIGNED)
			.bytes((x, y, band) -> lowest + (WIDTH - 1 - x) * range / (WIDTH - 1));
		assertThatItShowsTheRamp(inverted, bits);
	}

	@ParameterizedTest
	@CsvSource({ "32, 1", "64, 1", "32, 3", "64, 3" })
	void thumbnailShowsFloatingPointNumbersFromZeroToOne(int bits, int samples) {
		TiffBytes tiff = TiffBytes.of(WIDTH, HEIGHT, (samples == 1) ? BLACK_IS_ZERO : RGB, samples, bits).format(FLOAT);
		assertThatItShowsTheRamp(tiff.bytes((x, y, band) -> {
			double value = x / (WIDTH - 1.0);
			return (bits == 64) ? Double.doubleToLongBits(value) : Float.floatToIntBits((float) value);
		}), bits);
	}

	@Test
	void thumbnailShowsHalfFloats() {
		// 0, 1/4, 1/2 and 1 in IEC 60559 binary16.
		long[] values = { 0, 0x3400, 0x3800, 0x3C00 };
		byte[] tiff = TiffBytes.of(4, 40, BLACK_IS_ZERO, 1, 16).format(FLOAT).bytes((x, y, band) -> values[x]);
		BufferedImage image = show(tiff);
		int[] levels = { 0, 64, 128, 255 };
		for (int x = 0; x < 4; x++) {
			assertThat(distance(image, x, 20, new Color(levels[x], levels[x], levels[x]))).isLessThan(12);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 4, 6, 8 })
	void thumbnailShowsPalettes(int bits) {
		int entries = 1 << bits;
		long[] colors = new long[3 * entries];
		for (int i = 0; i < colors.length; i++) {
			// From white to black, so that the picture differs from the numbers of its
			// entries.
			colors[i] = 65535L - (i % entries) * 65535L / (entries - 1);
		}
		byte[] tiff = TiffBytes.of(WIDTH, HEIGHT, 3, 1, bits)
			.tag(320, colors)
			.bytes((x, y, band) -> entries - 1 - (long) x * (entries - 1) / (WIDTH - 1));
		assertThatItShowsTheRamp(tiff, bits);
	}

	@Test
	void transparencyIsShownOnWhiteWithOrWithoutPremultiplication() {
		for (int kind : new int[] { 1, 2 }) {
			for (int bits : new int[] { 8, 16 }) {
				long most = (1L << bits) - 1;
				TiffBytes gray = TiffBytes.of(WIDTH, HEIGHT, BLACK_IS_ZERO, 2, bits).tag(338, kind);
				// Black that becomes transparent.
				assertThatItShowsTheRamp(gray.bytes((x, y, band) -> (band == 0) ? 0 : most - x * most / (WIDTH - 1)),
						bits);
				TiffBytes rgb = TiffBytes.of(WIDTH, HEIGHT, RGB, 4, bits).tag(338, kind).planar();
				assertThatItShowsTheRamp(rgb.bytes((x, y, band) -> (band < 3) ? 0 : most - x * most / (WIDTH - 1)),
						bits);
			}
		}
	}

	@Test
	void thumbnailShowsInksAndIgnoresFurtherSamples() {
		TiffBytes.Pixels pixels = (x, y, band) -> (band == 3) ? 255 - x * 255L / (WIDTH - 1) : 0;
		assertThatItShowsTheRamp(TiffBytes.of(WIDTH, HEIGHT, 5, 4, 8).bytes(pixels), 8);
		assertThatItShowsTheRamp(TiffBytes.of(WIDTH, HEIGHT, 5, 4, 8).planar().bytes(pixels), 8);
		assertThatItShowsTheRamp(TiffBytes.of(WIDTH, HEIGHT, RGB, 5, 8)
			.tag(338, 0, 0)
			.bytes((x, y, band) -> (band < 3) ? x * 255L / (WIDTH - 1) : 77), 8);
	}

	private void assertThatItShowsTheRamp(TiffBytes tiff, int bits) {
		boolean inverted = tiff.photometric() == WHITE_IS_ZERO;
		long most = (1L << bits) - 1;
		assertThatItShowsTheRamp(tiff.bytes((x, y, band) -> {
			long value = x * most / (WIDTH - 1);
			return inverted ? most - value : value;
		}), bits);
	}

	private void assertThatItShowsTheRamp(byte[] tiff, int bits) {
		BufferedImage image = show(tiff);
		int levels = 1 << Math.min(8, bits);
		for (int x = 0; x < WIDTH; x++) {
			int level = (x * (levels - 1) / (WIDTH - 1)) * 255 / (levels - 1);
			int shown = image.getRGB(x, HEIGHT / 2) & 0xFF;
			// JPEG causes ringing at edges between few levels.
			assertThat(Math.abs(shown - level)).as("column %s of %s bits", x, bits).isLessThan((bits < 6) ? 40 : 6);
		}
	}

	private BufferedImage show(byte[] tiff) {
		Path file = PictureBytes.file(this.directory.resolve("ramp.tif"), tiff);
		return decode(Objects
			.requireNonNull(this.maker.make(CheckedFiles.source(file), 150, ThumbnailFormat.JPEG, 100).block()));
	}

}
