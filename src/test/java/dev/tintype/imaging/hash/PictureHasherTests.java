package dev.tintype.imaging.hash;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;

import javax.imageio.ImageIO;

import dev.tintype.imaging.decode.NativeCode;
import dev.tintype.imaging.decode.PictureDecoder;
import dev.tintype.imaging.metadata.SamplePictures;
import dev.tintype.imaging.probe.Layout;
import dev.tintype.imaging.probe.PictureProbe;
import dev.tintype.imaging.work.PictureBytes;
import dev.tintype.imaging.work.PictureSettings;
import dev.tintype.imaging.work.PictureWorkers;
import dev.tintype.imaging.work.Pictures;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PictureHasherTests {

	private final PictureSettings settings = new PictureSettings(100_000_000, Duration.ofSeconds(20), 2,
			DataSize.ofMegabytes(320));

	private final PictureWorkers workers = new PictureWorkers(this.settings, new SimpleMeterRegistry());

	private final PictureProbe probe = new PictureProbe(this.settings, this.workers);

	private final PictureHasher hasher = new PictureHasher(new PictureDecoder(this.settings, NativeCode.get()));

	@TempDir
	Path directory;

	@AfterEach
	void stop() {
		this.workers.destroy();
	}

	@ParameterizedTest
	@CsvSource({ "1, 1237, 811", "2, 640, 480", "3, 2101, 99", "4, 45, 31", "5, 7, 300", "6, 1600, 1203" })
	void hashIsThatOfPlainDefinition(int seed, int width, int height) throws IOException {
		BufferedImage scene = scene(seed, width, height);
		for (String name : new String[] { "a.jpg", "a.png" }) {
			Path file = Pictures.write(this.directory.resolve(name), scene, name.substring(2).replace("jpg", "jpeg"));
			long expected = reference(ImageIO.read(file.toFile()));
			assertThat(Long.bitCount(Objects.requireNonNull(hash(file)).bits() ^ expected)).isLessThanOrEqualTo(2);
		}
	}

	@Test
	void resizedAndRecompressedPictureIsSimilar() {
		BufferedImage scene = scene(9, 1600, 1200);
		PerceptualHash hash = Objects
			.requireNonNull(hash(Pictures.write(this.directory.resolve("a.png"), scene, "png")));
		BufferedImage small = new BufferedImage(400, 300, BufferedImage.TYPE_INT_RGB);
		Graphics2D graphics = small.createGraphics();
		graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
		graphics.drawImage(scene, 0, 0, 400, 300, null);
		graphics.dispose();
		PerceptualHash other = Objects
			.requireNonNull(hash(Pictures.write(this.directory.resolve("b.jpg"), small, "jpeg")));
		assertThat(PerceptualHash.similarity(hash.bits(), other.bits())).isGreaterThanOrEqualTo(95);
		PerceptualHash different = Objects
			.requireNonNull(hash(Pictures.write(this.directory.resolve("c.png"), scene(10, 1600, 1200), "png")));
		assertThat(PerceptualHash.similarity(hash.bits(), different.bits())).isLessThan(85);
	}

	@ParameterizedTest
	@ValueSource(ints = { 2, 3, 4, 5, 6, 7, 8 })
	void orientationIsApplied(int orientation) throws IOException {
		Path plain = Pictures.jpeg(this.directory, "a.jpg", scene(11, 320, 240), false);
		Path turned = PictureBytes.file(this.directory.resolve("b.jpg"),
				SamplePictures.jpeg(PictureBytes.bytes(plain), PictureBytes.exif(orientation), null));
		long expected = reference(displayed(ImageIO.read(plain.toFile()), orientation));
		assertThat(Long.bitCount(Objects.requireNonNull(hash(turned)).bits() ^ expected)).isLessThanOrEqualTo(2);
	}

	/** Row 0 and column 0 of the stored picture show these sides of the scene. */
	private static BufferedImage displayed(BufferedImage stored, int orientation) {
		int width = (orientation >= 5) ? stored.getHeight() : stored.getWidth();
		int height = (orientation >= 5) ? stored.getWidth() : stored.getHeight();
		BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
		boolean fromRight = orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7;
		boolean fromBelow = orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8;
		for (int y = 0; y < height; y++) {
			for (int x = 0; x < width; x++) {
				int across = fromRight ? width - 1 - x : x;
				int down = fromBelow ? height - 1 - y : y;
				image.setRGB(x, y, (orientation >= 5) ? stored.getRGB(down, across) : stored.getRGB(across, down));
			}
		}
		return image;
	}

	@Test
	void transparencyIsWhite() {
		BufferedImage transparent = new BufferedImage(320, 240, BufferedImage.TYPE_INT_ARGB);
		BufferedImage white = new BufferedImage(320, 240, BufferedImage.TYPE_INT_RGB);
		BufferedImage scene = scene(3, 320, 240);
		for (int y = 0; y < 240; y++) {
			for (int x = 0; x < 320; x++) {
				boolean shown = x > y;
				transparent.setRGB(x, y, shown ? scene.getRGB(x, y) | 0xFF000000 : 0);
				white.setRGB(x, y, shown ? scene.getRGB(x, y) : 0xFFFFFF);
			}
		}
		assertThat(hash(Pictures.write(this.directory.resolve("a.png"), transparent, "png")))
			.isEqualTo(hash(Pictures.write(this.directory.resolve("b.png"), white, "png")));
	}

	@Test
	void flatPictureHasNoHash() {
		assertThat(hash(PictureBytes.blank(this.directory, "a.png", 200, 100, false))).isNull();
	}

	@Test
	void textHasHighestBitFirst() {
		PerceptualHash hash = new PerceptualHash(1L << 62 | 1);
		assertThat(hash.text()).isEqualTo("01" + "0".repeat(61) + "1");
		assertThat(PerceptualHash.parse(hash.text())).isEqualTo(hash);
		assertThatExceptionOfType(NumberFormatException.class).isThrownBy(() -> PerceptualHash.parse("01"));
	}

	@ParameterizedTest
	@CsvSource({ "0, 100", "1, 98", "2, 97", "3, 95", "4, 94", "8, 88", "24, 63", "32, 50", "64, 0" })
	void similarityIsRoundedHalfUp(int distance, int similarity) {
		long other = (distance == 64) ? -1 : (1L << distance) - 1;
		assertThat(PerceptualHash.similarity(0, other)).isEqualTo(similarity);
	}

	private @Nullable PerceptualHash hash(Path file) {
		return Objects.requireNonNull(this.workers.run((deadline) -> {
			try (FileChannel channel = FileChannel.open(file)) {
				Layout layout = this.probe.layout(channel);
				return java.util.Optional.ofNullable(this.hasher.hash(channel, layout, deadline));
			}
			catch (IOException ex) {
				throw new java.io.UncheckedIOException(ex);
			}
		}).block()).orElse(null);
	}

	/** Gradients, discs and noise, as photographs have them. */
	private static BufferedImage scene(int seed, int width, int height) {
		Random random = new Random(seed);
		BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
		double[] discs = random.doubles(60).toArray();
		for (int y = 0; y < height; y++) {
			for (int x = 0; x < width; x++) {
				double fx = (double) x / width;
				double fy = (double) y / height;
				double level = 60 + 60 * fx + 40 * fy;
				for (int i = 0; i < discs.length; i += 4) {
					double distance = Math.hypot(fx - discs[i], fy - discs[i + 1]);
					level += (distance < discs[i + 2] / 4) ? 120 * (discs[i + 3] - 0.5) : 0;
				}
				int gray = (int) Math.max(0, Math.min(255, level + random.nextInt(20)));
				image.setRGB(x, y, gray << 16 | Math.max(0, gray - 20) << 8 | (255 - gray) / 2);
			}
		}
		return image;
	}

	/** The definition, without any shortcut. */
	private static long reference(BufferedImage image) {
		double[][] cells = new double[32][32];
		double cellWidth = image.getWidth() / 32.0;
		double cellHeight = image.getHeight() / 32.0;
		for (int v = 0; v < 32; v++) {
			for (int u = 0; u < 32; u++) {
				double sum = 0;
				for (int y = (int) (v * cellHeight); y < Math.min(image.getHeight(), (v + 1) * cellHeight); y++) {
					double down = Math.min(y + 1, (v + 1) * cellHeight) - Math.max(y, v * cellHeight);
					for (int x = (int) (u * cellWidth); x < Math.min(image.getWidth(), (u + 1) * cellWidth); x++) {
						double across = Math.min(x + 1, (u + 1) * cellWidth) - Math.max(x, u * cellWidth);
						int rgb = image.getRGB(x, y);
						sum += down * across
								* (0.299 * (rgb >> 16 & 255) + 0.587 * (rgb >> 8 & 255) + 0.114 * (rgb & 255));
					}
				}
				cells[v][u] = sum / (cellWidth * cellHeight);
			}
		}
		double[] values = new double[64];
		for (int i = 0; i < 64; i++) {
			for (int y = 0; y < 32; y++) {
				for (int x = 0; x < 32; x++) {
					values[i] += cells[y][x] * Math.cos(Math.PI / 32 * (x + 0.5) * (i % 8))
							* Math.cos(Math.PI / 32 * (y + 0.5) * (i / 8));
				}
			}
		}
		double median = Arrays.stream(values, 1, 64).sorted().toArray()[31];
		long bits = 0;
		for (int i = 1; i < 64; i++) {
			bits = bits << 1 | ((values[i] > median) ? 1 : 0);
		}
		return bits;
	}

}
