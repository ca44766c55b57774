package dev.tintype.thumbnail;

import java.awt.Color;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;

import javax.imageio.ImageIO;

import dev.tintype.header.PictureProbe;
import dev.tintype.picture.PictureBytes;
import dev.tintype.picture.PictureException;
import dev.tintype.picture.PictureFormat;
import dev.tintype.picture.PictureSettings;
import dev.tintype.picture.PictureWorkers;
import dev.tintype.picture.Pictures;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.test.StepVerifier;

import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

class ThumbnailMakerTests {

	private final PictureSettings settings = new PictureSettings(100_000_000, Duration.ofSeconds(20), 2,
			DataSize.ofMegabytes(320));

	private final PictureWorkers workers = new PictureWorkers(this.settings, new SimpleMeterRegistry());

	private final ThumbnailMaker maker = new ThumbnailMaker(this.settings,
			new PictureProbe(this.settings, this.workers), this.workers);

	@TempDir
	private Path directory;

	@AfterEach
	void stop() {
		this.workers.destroy();
	}

	@Test
	void warmUpMakesThumbnail() {
		StepVerifier.create(new WarmUp(this.maker, this.workers).make())
			.assertNext((thumbnail) -> assertThat(thumbnail.width()).isEqualTo(16))
			.verifyComplete();
	}

	@ParameterizedTest
	@EnumSource(PictureFormat.class)
	void scalesEveryFormat(PictureFormat format) {
		BufferedImage image = thumbnail(Pictures.of(format, this.directory, 600, 400), 150);
		assertThat(image.getWidth()).isEqualTo(150);
		assertThat(image.getHeight()).isEqualTo(100);
		assertThatItShowsTheFlag(image);
	}

	@ParameterizedTest
	@EnumSource(PictureFormat.class)
	void neverEnlarges(PictureFormat format) {
		BufferedImage image = thumbnail(Pictures.of(format, this.directory, 60, 40), 150);
		assertThat(image.getWidth()).isEqualTo(60);
		assertThat(image.getHeight()).isEqualTo(40);
		assertThatItShowsTheFlag(image);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 4, 5, 6, 7, 8 })
	void turnsEveryOrientationUpright(int orientation) {
		BufferedImage image = thumbnail(Pictures.withOrientation(this.directory, "turned.jpg", 300, 200, orientation),
				150);
		assertThat(image.getWidth()).isEqualTo(150);
		assertThat(image.getHeight()).isEqualTo(100);
		assertThatItShowsTheFlag(image);
	}

	@Test
	void keepsAPixelOfTheShorterSide() {
		BufferedImage image = thumbnail(Pictures.png(this.directory, "line.png", 4000, 2), 150);
		assertThat(image.getWidth()).isEqualTo(150);
		assertThat(image.getHeight()).isEqualTo(1);
	}

	@Test
	void showsTransparencyOnWhite() {
		BufferedImage clear = new BufferedImage(300, 200, BufferedImage.TYPE_INT_ARGB);
		for (String format : new String[] { "png", "gif", "webp", "tiff" }) {
			Path file = Pictures.write(this.directory.resolve("clear." + format), clear, format);
			assertThat(distance(thumbnail(file, 150), 75, 50, Color.WHITE)).as(format).isLessThan(8);
		}
	}

	@Test
	void keepsGrayAsItIsStored() {
		int[] types = { BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_USHORT_GRAY };
		for (int type : types) {
			BufferedImage gray = new BufferedImage(300, 200, type);
			int value = (type == BufferedImage.TYPE_BYTE_GRAY) ? 100 : 100 << 8;
			fill(gray, value);
			Path file = Pictures.write(this.directory.resolve("gray.png"), gray, "png");
			assertThat(distance(thumbnail(file, 150), 75, 50, new Color(100, 100, 100))).isLessThan(8);
		}
	}

	@Test
	void keepsGrayWithAlphaAsItIsStored() {
		ComponentColorModel model = new ComponentColorModel(ColorSpace.getInstance(ColorSpace.CS_GRAY), true, false,
				Transparency.TRANSLUCENT, DataBuffer.TYPE_BYTE);
		BufferedImage gray = new BufferedImage(model, model.createCompatibleWritableRaster(300, 200), false, null);
		fill(gray, 100, 255);
		Path file = Pictures.write(this.directory.resolve("gray.png"), gray, "png");
		assertThat(distance(thumbnail(file, 150), 75, 50, new Color(100, 100, 100))).isLessThan(8);
	}

	@Test
	void readsSixteenBitsAChannel() {
		ComponentColorModel model = new ComponentColorModel(ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false,
				Transparency.OPAQUE, DataBuffer.TYPE_USHORT);
		BufferedImage deep = new BufferedImage(model, model.createCompatibleWritableRaster(300, 200), false, null);
		Path file = Pictures.write(this.directory.resolve("deep.png"), Pictures.flag(deep), "png");
		assertThatItShowsTheFlag(thumbnail(file, 150));
	}

	@Test
	void readsProgressiveJpeg() {
		BufferedImage flag = Pictures.flag(300, 200, BufferedImage.TYPE_INT_RGB);
		assertThatItShowsTheFlag(thumbnail(Pictures.jpeg(this.directory, "scans.jpg", flag, true), 150));
	}

	@Test
	void readsGrayJpegAsItIsStored() {
		BufferedImage gray = new BufferedImage(1000, 700, BufferedImage.TYPE_BYTE_GRAY);
		fill(gray, 100);
		BufferedImage image = thumbnail(Pictures.jpeg(this.directory, "gray.jpg", gray, false), 150);
		assertThat(image.getHeight()).isEqualTo(105);
		assertThat(distance(image, 75, 50, new Color(100, 100, 100))).isLessThan(8);
	}

	@ParameterizedTest
	@ValueSource(ints = { 127, 128, 129, 150, 256, 300, 511, 512, 513, 1024 })
	void reducesJpegOfOddSides(int size) {
		BufferedImage flag = Pictures.flag(1021, 683, BufferedImage.TYPE_INT_RGB);
		BufferedImage image = thumbnail(Pictures.jpeg(this.directory, "odd.jpg", flag, size % 2 == 0), size);
		assertThat(image.getWidth()).isEqualTo(Math.min(size, 1021));
		assertThat(image.getHeight()).isEqualTo(Math.round(Math.min(size, 1021) * 683f / 1021));
		assertThatItShowsTheFlag(image);
	}

	// Columns that are left out would leave black or white; averaged they are gray.
	@Test
	void averagesFineLinesOfJpeg() {
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
	void appliesTheColourProfileOfJpeg() {
		BufferedImage gray = new BufferedImage(300, 200, BufferedImage.TYPE_INT_RGB);
		fill(gray, 55, 55, 55);
		byte[] jpeg = PictureBytes.bytes(Pictures.jpeg(this.directory, "a.jpg", gray, false));
		byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
		int half = linear.length / 2;
		byte[] whole = PictureBytes.join(Arrays.copyOf(jpeg, 2), profile(1, 1, linear),
				Arrays.copyOfRange(jpeg, 2, jpeg.length));
		byte[] pieces = PictureBytes.join(Arrays.copyOf(jpeg, 2), profile(1, 2, Arrays.copyOf(linear, half)),
				profile(2, 2, Arrays.copyOfRange(linear, half, linear.length)),
				Arrays.copyOfRange(jpeg, 2, jpeg.length));
		for (byte[] bytes : List.of(whole, pieces)) {
			Path file = PictureBytes.file(this.directory.resolve("b.jpg"), bytes);
			assertThat(distance(thumbnail(file, 150), 75, 50, new Color(128, 128, 128))).isLessThan(8);
		}
	}

	@Test
	void showsWhatThereIsOfAJpegCutShort() {
		BufferedImage flag = Pictures.flag(1200, 800, BufferedImage.TYPE_INT_RGB);
		Path file = Pictures.jpeg(this.directory, "cut.jpg", flag, false);
		BufferedImage image = thumbnail(Pictures.truncate(file, PictureBytes.bytes(file).length * 9 / 10), 150);
		assertThat(distance(image, 37, 25, Color.RED)).isLessThan(40);
		assertThat(distance(image, 112, 25, Color.GREEN)).isLessThan(40);
	}

	@Test
	void readsFourInks() {
		assertThatItShowsTheFlag(thumbnail(Pictures.cmyk(this.directory, "inks.jpg", 300, 200), 150));
	}

	@Test
	void showsTheFirstFrameOfAnAnimation() {
		BufferedImage flag = Pictures.flag(300, 200, BufferedImage.TYPE_BYTE_INDEXED);
		BufferedImage black = new BufferedImage(300, 200, BufferedImage.TYPE_BYTE_INDEXED);
		assertThatItShowsTheFlag(thumbnail(Pictures.animation(this.directory, "two.gif", flag, black), 150));
	}

	@Test
	void showsTheFirstFrameOfAnAnimatedWebpOnItsCanvas() {
		byte[] flag = PictureBytes.bytes(Pictures.webp(this.directory, "flag.webp", 260, 160));
		Path file = PictureBytes.file(this.directory.resolve("moving.webp"),
				PictureBytes.animatedWebp(flag, 260, 160, 3));
		BufferedImage image = thumbnail(file, 150);
		assertThat(image.getWidth()).isEqualTo(150);
		assertThat(image.getHeight()).isEqualTo(100);
		assertThat(distance(image, 37, 25, Color.WHITE)).isLessThan(40);
		assertThat(distance(image, 112, 75, Color.RED)).isLessThan(40);
		assertThat(distance(image, 145, 50, Color.WHITE)).isLessThan(40);
	}

	@Test
	void encodesJpegToo() {
		Path file = Pictures.png(this.directory, "a.png", 300, 200);
		StepVerifier.create(this.maker.make(file, 150, ThumbnailFormat.JPEG, 80)).assertNext((thumbnail) -> {
			assertThat(thumbnail.mimeType()).isEqualTo("image/jpeg");
			assertThat(thumbnail.data()).startsWith(0xFF, 0xD8);
			assertThatItShowsTheFlag(decode(thumbnail));
		}).verifyComplete();
	}

	@Test
	void refusesABombBeforeItIsDecoded() {
		Path file = Pictures.bomb(this.directory, "bomb.png");
		StepVerifier.create(this.maker.make(file, 150, ThumbnailFormat.WEBP, 80))
			.verifyErrorSatisfies((ex) -> assertThat(ex).isInstanceOfSatisfying(PictureException.class,
					(problem) -> assertThat(problem.getStatusCode()).isEqualTo(HttpStatus.CONTENT_TOO_LARGE)));
	}

	@Test
	void refusesAJpegOfCountlessScans() {
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
		StepVerifier.create(this.maker.make(file, 150, ThumbnailFormat.WEBP, 80)).verifyError(PictureException.class);
	}

	@Test
	void appliesTheColourProfileOfPng() {
		BufferedImage gray = new BufferedImage(300, 200, BufferedImage.TYPE_INT_RGB);
		fill(gray, 55, 55, 55);
		byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
		byte[] profile = PictureBytes.chunk("iCCP",
				PictureBytes.join(new byte[] { 'p', 0, 0 }, PictureBytes.deflate(linear)));
		byte[] png = PictureBytes.bytes(Pictures.write(this.directory.resolve("a.png"), gray, "png"));
		Path file = PictureBytes.file(this.directory.resolve("b.png"),
				PictureBytes.join(Arrays.copyOf(png, 33), profile, Arrays.copyOfRange(png, 33, png.length)));
		// Linear 55 of 255 is 0.216, which sRGB stores as 0.502 (IEC 61966-2-1).
		assertThat(distance(thumbnail(file, 150), 75, 50, new Color(128, 128, 128))).isLessThan(8);
	}

	@ParameterizedTest
	@EnumSource(PictureFormat.class)
	void answersDamageWithAProblemOrAPicture(PictureFormat format) {
		byte[] whole = PictureBytes.bytes(Pictures.of(format, this.directory, 40, 30));
		Random random = new Random(whole.length);
		Path file = this.directory.resolve("damaged");
		for (int round = 0; round < 40; round++) {
			byte[] damaged = whole.clone();
			for (int i = 0; i < 4; i++) {
				damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
			}
			PictureBytes.file(file, damaged);
			StepVerifier
				.create(this.maker.make(file, 150, ThumbnailFormat.JPEG, 80)
					.map(Thumbnail::mimeType)
					.onErrorReturn(PictureException.class, "image/jpeg"))
				.expectNext("image/jpeg")
				.verifyComplete();
		}
	}

	private BufferedImage thumbnail(Path file, int size) {
		Thumbnail thumbnail = Objects.requireNonNull(this.maker.make(file, size, ThumbnailFormat.WEBP, 90).block());
		BufferedImage image = decode(thumbnail);
		assertThat(image.getWidth()).isEqualTo(thumbnail.width());
		assertThat(image.getHeight()).isEqualTo(thumbnail.height());
		return image;
	}

	private static BufferedImage decode(Thumbnail thumbnail) {
		try {
			return ImageIO.read(new ByteArrayInputStream(thumbnail.data()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	// ICC.1:2022, B.4.
	private static byte[] profile(int number, int count, byte[] bytes) {
		byte[] name = "ICC_PROFILE\0".getBytes(StandardCharsets.US_ASCII);
		int length = 2 + name.length + 2 + bytes.length;
		return PictureBytes.join(new byte[] { (byte) 0xFF, (byte) 0xE2, (byte) (length >> 8), (byte) length }, name,
				new byte[] { (byte) number, (byte) count }, bytes);
	}

	private static void fill(BufferedImage image, int... samples) {
		for (int y = 0; y < image.getHeight(); y++) {
			for (int x = 0; x < image.getWidth(); x++) {
				image.getRaster().setPixel(x, y, samples);
			}
		}
	}

	private static void assertThatItShowsTheFlag(BufferedImage image) {
		int right = image.getWidth() * 3 / 4;
		int left = image.getWidth() / 4;
		int top = image.getHeight() / 4;
		int bottom = image.getHeight() * 3 / 4;
		assertThat(distance(image, left, top, Color.RED)).isLessThan(40);
		assertThat(distance(image, right, top, Color.GREEN)).isLessThan(40);
		assertThat(distance(image, left, bottom, Color.BLUE)).isLessThan(40);
		assertThat(distance(image, right, bottom, Color.WHITE)).isLessThan(40);
	}

	private static int distance(BufferedImage image, int x, int y, Color expected) {
		Color color = new Color(image.getRGB(x, y));
		return Math.abs(color.getRed() - expected.getRed()) + Math.abs(color.getGreen() - expected.getGreen())
				+ Math.abs(color.getBlue() - expected.getBlue());
	}

}
