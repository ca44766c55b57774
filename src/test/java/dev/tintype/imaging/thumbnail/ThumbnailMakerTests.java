package dev.tintype.imaging.thumbnail;

import java.awt.Color;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

import dev.tintype.imaging.work.PictureBytes;
import dev.tintype.imaging.work.PictureException;
import dev.tintype.imaging.work.PictureFormat;
import dev.tintype.imaging.work.Pictures;
import dev.tintype.support.CheckedFile;
import dev.tintype.support.CheckedFiles;
import dev.tintype.support.DataSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.test.StepVerifier;

import org.springframework.http.HttpStatus;

import static org.assertj.core.api.Assertions.assertThat;

class ThumbnailMakerTests extends ThumbnailFixture {

	@ParameterizedTest
	@EnumSource
	void makerReadsOpenedFileAfterItIsReplaced(PictureFormat format) throws IOException {
		Path file = Pictures.of(format, Files.createDirectory(this.directory.resolve("in")), 300, 200);
		Path other = Pictures.of(format, Files.createDirectory(this.directory.resolve("out")), 200, 300);
		CheckedFile.Source source = () -> {
			CheckedFile opened = CheckedFiles.source(file).open();
			Files.delete(file);
			Files.createSymbolicLink(file, other);
			return opened;
		};
		StepVerifier.create(this.maker.make(source, 150, ThumbnailFormat.WEBP, 80)).assertNext((thumbnail) -> {
			assertThat(thumbnail.width()).isEqualTo(150);
			assertThatItShowsTheFlag(decode(thumbnail));
		}).verifyComplete();
	}

	@Test
	void colourIsMeanOfAllPixels() {
		BufferedImage image = new BufferedImage(4, 3, BufferedImage.TYPE_INT_RGB);
		for (int x = 0; x < 4; x++) {
			image.setRGB(x, 0, 0xFF0012);
		}
		assertThat(MeanColour.of(image)).isEqualTo(0x550006);
		assertThat(MeanColour.of(image.getSubimage(0, 0, 4, 2))).isEqualTo(0x800009);
	}

	@Test
	void warmUpMakesThumbnail() {
		StepVerifier.create(new WarmUp(this.maker, this.workers, new DataSettings(this.directory)).make())
			.assertNext((thumbnail) -> assertThat(thumbnail.width()).isEqualTo(16))
			.verifyComplete();
	}

	@ParameterizedTest
	@EnumSource(PictureFormat.class)
	void makerScalesEveryFormat(PictureFormat format) {
		BufferedImage image = thumbnail(Pictures.of(format, this.directory, 600, 400), 150);
		assertThat(image.getWidth()).isEqualTo(150);
		assertThat(image.getHeight()).isEqualTo(100);
		assertThatItShowsTheFlag(image);
	}

	@ParameterizedTest
	@EnumSource(PictureFormat.class)
	void makerNeverEnlarges(PictureFormat format) {
		BufferedImage image = thumbnail(Pictures.of(format, this.directory, 60, 40), 150);
		assertThat(image.getWidth()).isEqualTo(60);
		assertThat(image.getHeight()).isEqualTo(40);
		assertThatItShowsTheFlag(image);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 4, 5, 6, 7, 8 })
	void makerTurnsEveryOrientationUpright(int orientation) {
		BufferedImage image = thumbnail(Pictures.withOrientation(this.directory, "turned.jpg", 300, 200, orientation),
				150);
		assertThat(image.getWidth()).isEqualTo(150);
		assertThat(image.getHeight()).isEqualTo(100);
		assertThatItShowsTheFlag(image);
	}

	@Test
	void shorterSideKeepsOnePixel() {
		BufferedImage image = thumbnail(Pictures.png(this.directory, "line.png", 4000, 2), 150);
		assertThat(image.getWidth()).isEqualTo(150);
		assertThat(image.getHeight()).isEqualTo(1);
	}

	@Test
	void lastRowsWeighByTheirNumberOfPixels() {
		BufferedImage low = new BufferedImage(5000, 17, BufferedImage.TYPE_BYTE_GRAY);
		for (int x = 0; x < 5000; x++) {
			low.getRaster().setSample(x, 16, 0, 255);
		}
		Path file = Pictures.write(this.directory.resolve("low.png"), low, "png");
		assertThat(distance(thumbnail(file, 256), 128, 0, new Color(15, 15, 15))).isLessThan(18);
	}

	@Test
	void transparencyIsShownOnWhite() {
		BufferedImage clear = new BufferedImage(300, 200, BufferedImage.TYPE_INT_ARGB);
		for (String format : new String[] { "png", "gif", "webp", "tiff" }) {
			Path file = Pictures.write(this.directory.resolve("clear." + format), clear, format);
			assertThat(distance(thumbnail(file, 150), 75, 50, Color.WHITE)).as(format).isLessThan(8);
		}
	}

	@Test
	void grayKeepsStoredLevels() {
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
	void grayWithAlphaKeepsStoredLevels() {
		ComponentColorModel model = new ComponentColorModel(ColorSpace.getInstance(ColorSpace.CS_GRAY), true, false,
				Transparency.TRANSLUCENT, DataBuffer.TYPE_BYTE);
		BufferedImage gray = new BufferedImage(model, model.createCompatibleWritableRaster(300, 200), false, null);
		fill(gray, 100, 255);
		Path file = Pictures.write(this.directory.resolve("gray.png"), gray, "png");
		assertThat(distance(thumbnail(file, 150), 75, 50, new Color(100, 100, 100))).isLessThan(8);
	}

	@Test
	void makerReadsSixteenBitsPerChannel() {
		ComponentColorModel model = new ComponentColorModel(ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false,
				Transparency.OPAQUE, DataBuffer.TYPE_USHORT);
		BufferedImage deep = new BufferedImage(model, model.createCompatibleWritableRaster(300, 200), false, null);
		Path file = Pictures.write(this.directory.resolve("deep.png"), Pictures.flag(deep), "png");
		assertThatItShowsTheFlag(thumbnail(file, 150));
	}

	@Test
	void thumbnailShowsFirstFrameOfAnimation() {
		BufferedImage flag = Pictures.flag(300, 200, BufferedImage.TYPE_BYTE_INDEXED);
		BufferedImage black = new BufferedImage(300, 200, BufferedImage.TYPE_BYTE_INDEXED);
		assertThatItShowsTheFlag(thumbnail(Pictures.animation(this.directory, "two.gif", flag, black), 150));
	}

	@Test
	void thumbnailShowsFirstFrameOfAnimatedWebpOnItsCanvas() {
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
	void bombIsRefusedBeforeItIsDecoded() {
		Path file = Pictures.bomb(this.directory, "bomb.png");
		StepVerifier.create(this.maker.make(CheckedFiles.source(file), 150, ThumbnailFormat.WEBP, 80))
			.verifyErrorSatisfies((ex) -> assertThat(ex).isInstanceOfSatisfying(PictureException.class,
					(problem) -> assertThat(problem.getStatusCode()).isEqualTo(HttpStatus.CONTENT_TOO_LARGE)));
	}

	@Test
	void colourProfileOfPngIsApplied() {
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
	void damagedPictureGivesProblemOrThumbnail(PictureFormat format) {
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
				.create(this.maker.make(CheckedFiles.source(file), 150, ThumbnailFormat.JPEG, 80)
					.map(Thumbnail::mimeType)
					.onErrorReturn(PictureException.class, "image/jpeg"))
				.expectNext("image/jpeg")
				.verifyComplete();
		}
	}

}
