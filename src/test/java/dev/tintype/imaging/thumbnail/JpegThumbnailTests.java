package dev.tintype.imaging.thumbnail;

import java.awt.Color;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import dev.tintype.imaging.decode.NativeCode;
import dev.tintype.imaging.decode.PictureDecoder;
import dev.tintype.imaging.probe.PictureProbe;
import dev.tintype.imaging.work.PictureBytes;
import dev.tintype.imaging.work.PictureException;
import dev.tintype.imaging.work.PictureSettings;
import dev.tintype.imaging.work.Pictures;
import dev.tintype.support.CheckedFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.test.StepVerifier;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

class JpegThumbnailTests extends ThumbnailFixture {

	@Test
	void thumbnailShowsProgressiveJpeg() {
		BufferedImage flag = Pictures.flag(300, 200, BufferedImage.TYPE_INT_RGB);
		assertThatItShowsTheFlag(thumbnail(Pictures.jpeg(this.directory, "scans.jpg", flag, true), 150));
	}

	@Test
	void grayJpegKeepsStoredLevels() {
		BufferedImage gray = new BufferedImage(1000, 700, BufferedImage.TYPE_BYTE_GRAY);
		fill(gray, 100);
		BufferedImage image = thumbnail(Pictures.jpeg(this.directory, "gray.jpg", gray, false), 150);
		assertThat(image.getHeight()).isEqualTo(105);
		assertThat(distance(image, 75, 50, new Color(100, 100, 100))).isLessThan(8);
	}

	@ParameterizedTest
	@ValueSource(ints = { 127, 128, 129, 150, 256, 300, 511, 512, 513, 1024 })
	void thumbnailShowsJpegOfOddSides(int size) {
		BufferedImage flag = Pictures.flag(1021, 683, BufferedImage.TYPE_INT_RGB);
		BufferedImage image = thumbnail(Pictures.jpeg(this.directory, "odd.jpg", flag, size % 2 == 0), size);
		assertThat(image.getWidth()).isEqualTo(Math.min(size, 1021));
		assertThat(image.getHeight()).isEqualTo(Math.round(Math.min(size, 1021) * 683f / 1021));
		assertThatItShowsTheFlag(image);
	}

	// If columns were left out, the result would be black or white. Averaged columns are
	// gray.
	@Test
	void fineLinesOfJpegAreAveraged() {
		BufferedImage lines = new BufferedImage(1600, 1200, BufferedImage.TYPE_BYTE_GRAY);
		for (int y = 0; y < 1200; y++) {
			for (int x = 0; x < 1600; x += 2) {
				lines.getRaster().setSample(x, y, 0, 255);
			}
		}
		BufferedImage image = thumbnail(Pictures.jpeg(this.directory, "lines.jpg", lines, false), 200);
		assertThat(distance(image, 100, 75, new Color(127, 127, 127))).isLessThan(24);
	}

	@Test
	void colourProfileOfJpegIsApplied() {
		BufferedImage gray = new BufferedImage(300, 200, BufferedImage.TYPE_INT_RGB);
		fill(gray, 55, 55, 55);
		byte[] jpeg = PictureBytes.bytes(Pictures.jpeg(this.directory, "a.jpg", gray, false));
		byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
		byte[] linearGray = ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData();
		int half = linear.length / 2;
		byte[] whole = PictureBytes.join(Arrays.copyOf(jpeg, 2), profile(1, 1, linear),
				Arrays.copyOfRange(jpeg, 2, jpeg.length));
		byte[] pieces = PictureBytes.join(Arrays.copyOf(jpeg, 2), profile(1, 2, Arrays.copyOf(linear, half)),
				profile(2, 2, Arrays.copyOfRange(linear, half, linear.length)),
				Arrays.copyOfRange(jpeg, 2, jpeg.length));
		byte[] ofGray = PictureBytes.join(Arrays.copyOf(jpeg, 2), profile(1, 1, linearGray),
				Arrays.copyOfRange(jpeg, 2, jpeg.length));
		for (byte[] bytes : List.of(whole, pieces, ofGray)) {
			Path file = PictureBytes.file(this.directory.resolve("b.jpg"), bytes);
			assertThat(distance(thumbnail(file, 150), 75, 50, new Color(128, 128, 128))).isLessThan(8);
		}
	}

	@Test
	void grayProfileOfColourPictureIsIgnored() {
		byte[] flag = PictureBytes
			.bytes(Pictures.jpeg(this.directory, "a.jpg", Pictures.flag(300, 200, BufferedImage.TYPE_INT_RGB), false));
		byte[] gray = ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData();
		assertThatItShowsTheFlag(thumbnail(PictureBytes.file(this.directory.resolve("b.jpg"), PictureBytes
			.join(Arrays.copyOf(flag, 2), profile(1, 1, gray), Arrays.copyOfRange(flag, 2, flag.length))), 150));
	}

	@Test
	void allColumnsOfNarrowJpegAreAveraged() {
		BufferedImage narrow = new BufferedImage(9, 9000, BufferedImage.TYPE_BYTE_GRAY);
		for (int y = 0; y < 9000; y++) {
			narrow.getRaster().setSample(8, y, 0, 255);
		}
		BufferedImage image = thumbnail(Pictures.jpeg(this.directory, "narrow.jpg", narrow, false), 150);
		assertThat(distance(image, 0, 75, new Color(28, 28, 28))).isLessThan(18);
	}

	@Test
	void thumbnailShowsRestOfTruncatedJpeg() {
		BufferedImage flag = Pictures.flag(1200, 800, BufferedImage.TYPE_INT_RGB);
		Path file = Pictures.jpeg(this.directory, "cut.jpg", flag, false);
		BufferedImage image = thumbnail(Pictures.truncate(file, PictureBytes.bytes(file).length * 9 / 10), 150);
		assertThat(distance(image, 37, 25, Color.RED)).isLessThan(40);
		assertThat(distance(image, 112, 25, Color.GREEN)).isLessThan(40);
	}

	@Test
	void jpegIsReadWithLittleMemoryOutsideHeap() {
		PictureSettings little = new PictureSettings(100_000_000, Duration.ofSeconds(20), 2, DataSize.ofKilobytes(64));
		ThumbnailMaker maker = new ThumbnailMaker(new PictureProbe(little, this.workers), this.workers,
				NativeCode.get(), new PictureDecoder(little, NativeCode.get()));
		Path file = Pictures.jpeg(this.directory, "a.jpg", Pictures.flag(1200, 800, BufferedImage.TYPE_INT_RGB), false);
		StepVerifier.create(maker.make(CheckedFiles.source(file), 150, ThumbnailFormat.WEBP, 90))
			.assertNext((thumbnail) -> assertThatItShowsTheFlag(decode(thumbnail)))
			.verifyComplete();
	}

	@Test
	void thumbnailShowsFourInks() {
		assertThatItShowsTheFlag(thumbnail(Pictures.cmyk(this.directory, "inks.jpg", 300, 200), 150));
	}

	@Test
	void thumbnailCanBeJpeg() {
		Path file = Pictures.png(this.directory, "a.png", 300, 200);
		StepVerifier.create(this.maker.make(CheckedFiles.source(file), 150, ThumbnailFormat.JPEG, 80))
			.assertNext((thumbnail) -> {
				assertThat(thumbnail.mimeType()).isEqualTo("image/jpeg");
				assertThat(thumbnail.data()).startsWith(0xFF, 0xD8);
				assertThatItShowsTheFlag(decode(thumbnail));
			})
			.verifyComplete();
	}

	@Test
	void jpegOfTooManyScansIsRefused() {
		BufferedImage flag = Pictures.flag(90, 70, BufferedImage.TYPE_INT_RGB);
		byte[] jpeg = PictureBytes.bytes(Pictures.jpeg(this.directory, "scans.jpg", flag, true));
		int last = jpeg.length - 2;
		while (jpeg[last] != (byte) 0xFF || jpeg[last + 1] != (byte) 0xDA) {
			last--;
		}
		byte[][] scans = new byte[101][];
		Arrays.fill(scans, Arrays.copyOfRange(jpeg, last, jpeg.length - 2));
		scans[0] = Arrays.copyOf(jpeg, jpeg.length - 2);
		Path file = PictureBytes.file(this.directory.resolve("scans.jpg"), PictureBytes.join(scans));
		StepVerifier.create(this.maker.make(CheckedFiles.source(file), 150, ThumbnailFormat.WEBP, 80))
			.verifyError(PictureException.class);
	}

	// ICC.1:2022, B.4.
	private static byte[] profile(int number, int count, byte[] bytes) {
		byte[] name = "ICC_PROFILE\0".getBytes(StandardCharsets.US_ASCII);
		int length = 2 + name.length + 2 + bytes.length;
		return PictureBytes.join(new byte[] { (byte) 0xFF, (byte) 0xE2, (byte) (length >> 8), (byte) length }, name,
				new byte[] { (byte) number, (byte) count }, bytes);
	}

}
