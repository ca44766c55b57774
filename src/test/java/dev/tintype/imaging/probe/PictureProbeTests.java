package dev.tintype.imaging.probe;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

import dev.tintype.imaging.work.PictureBytes;
import dev.tintype.imaging.work.PictureException;
import dev.tintype.imaging.work.PictureFormat;
import dev.tintype.imaging.work.PictureSettings;
import dev.tintype.imaging.work.PictureWorkers;
import dev.tintype.imaging.work.Pictures;
import dev.tintype.support.CheckedFiles;
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
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PictureProbeTests {

	private final PictureSettings settings = new PictureSettings(100_000_000, Duration.ofSeconds(20), 2,
			DataSize.ofMegabytes(320));

	private final PictureWorkers workers = new PictureWorkers(this.settings, new SimpleMeterRegistry());

	private final PictureProbe probe = new PictureProbe(this.settings, this.workers);

	@TempDir
	private Path directory;

	@AfterEach
	void stop() {
		this.workers.destroy();
	}

	@ParameterizedTest
	@EnumSource(PictureFormat.class)
	void probeReadsSizeAndFormatFromBytes(PictureFormat format) {
		Path file = Pictures.of(format, this.directory, 37, 23);
		Path misnamed = PictureBytes.file(this.directory.resolve("picture.txt"), PictureBytes.bytes(file));
		StepVerifier.create(this.probe.probe(CheckedFiles.source(misnamed)))
			.expectNext(new PictureHeader(format, 37, 23, 1, 1))
			.verifyComplete();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 4, 5, 6, 7, 8 })
	void probeAppliesOrientationToSize(int orientation) {
		Path file = Pictures.withOrientation(this.directory, "turned.jpg", 40, 30, orientation);
		assertThat(this.probe.read(CheckedFiles.source(file)))
			.isEqualTo(new PictureHeader(PictureFormat.JPEG, 40, 30, orientation, 1));
	}

	@Test
	void probeReadsOrientationOfPng() {
		byte[] png = PictureBytes.bytes(Pictures.png(this.directory, "a.png", 40, 30));
		Path file = PictureBytes.file(this.directory.resolve("b.png"), PictureBytes.join(Arrays.copyOf(png, 33),
				PictureBytes.chunk("eXIf", PictureBytes.exif(6)), Arrays.copyOfRange(png, 33, png.length)));
		assertThat(this.probe.read(CheckedFiles.source(file)))
			.isEqualTo(new PictureHeader(PictureFormat.PNG, 30, 40, 6, 1));
	}

	@Test
	void probeReadsBitmapWhoseReservedBytesAreUsed() {
		byte[] bitmap = PictureBytes.bytes(Pictures.of(PictureFormat.BMP, this.directory, 37, 23));
		System.arraycopy(new byte[] { 1, 2, 3, 4 }, 0, bitmap, 6, 4);
		assertThat(this.probe.read(bitmap)).isEqualTo(new PictureHeader(PictureFormat.BMP, 37, 23, 1, 1));
	}

	@Test
	void probeRefusesBitmapWithoutLastRows() {
		byte[] bitmap = PictureBytes.bytes(Pictures.of(PictureFormat.BMP, this.directory, 37, 23));
		assertThat(this.probe.read(Arrays.copyOf(bitmap, bitmap.length - 2)).width()).isEqualTo(37);
		assertThatExceptionOfType(PictureException.class)
			.isThrownBy(() -> this.probe.read(Arrays.copyOf(bitmap, bitmap.length - bitmap.length / 10)))
			.satisfies((ex) -> assertThat(ex.getBody().getDetail()).isEqualTo("The BMP picture is damaged."));
	}

	@Test
	void probeDoesNotMistakeTextForBitmap() {
		byte[] text = "BM of the year, a text that goes on for a while".getBytes(StandardCharsets.US_ASCII);
		assertThatExceptionOfType(PictureException.class).isThrownBy(() -> this.probe.read(text))
			.satisfies((ex) -> assertThat(ex.getBody().getDetail()).startsWith("The file is a text file"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "GIF", "<svg xmlns='http://www.w3.org/2000/svg'/>", "%PDF-1.7", "<html>", "BM",
			"GIF89a", "RIFF\0\0\0\0WEBP", "plain text that goes on for a while" })
	void probeRefusesFilesThatAreNoPictures(String text) {
		Path file = PictureBytes.file(this.directory.resolve("a.png"), text.getBytes(StandardCharsets.ISO_8859_1));
		assertThatExceptionOfType(PictureException.class).isThrownBy(() -> this.probe.read(CheckedFiles.source(file)))
			.satisfies((ex) -> assertThat(ex.getStatusCode()).isEqualTo(HttpStatus.UNPROCESSABLE_CONTENT));
	}

	@ParameterizedTest
	@EnumSource(PictureFormat.class)
	void probeRefusesEveryTruncatedHeader(PictureFormat format) {
		byte[] whole = PictureBytes.bytes(Pictures.of(format, this.directory, 20, 10));
		Path file = this.directory.resolve("cut");
		for (int length = 0; length < 18; length++) {
			PictureBytes.file(file, Arrays.copyOf(whole, length));
			assertThatExceptionOfType(PictureException.class)
				.isThrownBy(() -> this.probe.read(CheckedFiles.source(file)));
		}
	}

	@Test
	void probeRefusesMorePixelsThanLimitAndNamesLimit() {
		Path file = Pictures.bomb(this.directory, "bomb.png");
		assertThatExceptionOfType(PictureException.class).isThrownBy(() -> this.probe.read(CheckedFiles.source(file)))
			.satisfies((ex) -> {
				assertThat(ex.getStatusCode()).isEqualTo(HttpStatus.CONTENT_TOO_LARGE);
				assertThat(ex.getBody().getDetail()).contains("900000000", "100000000");
			});
	}

	@Test
	void probeRefusesTilesFarLargerThanPicture() {
		ByteBuffer tiff = ByteBuffer.allocate(200).put(new byte[] { 'M', 'M', 0, 42, 0, 0, 0, 8, 0, 3 });
		for (int[] tag : new int[][] { { 256, 10 }, { 257, 10 }, { 322, Integer.MAX_VALUE } }) {
			tiff.putShort((short) tag[0]).putShort((short) 4).putInt(1).putInt(tag[1]);
		}
		Path file = PictureBytes.file(this.directory.resolve("tiles.tif"), tiff.array());
		assertThatExceptionOfType(PictureException.class).isThrownBy(() -> this.probe.read(CheckedFiles.source(file)));
		PictureBytes.file(file, tiff.putInt(42, 16).array());
		assertThat(this.probe.read(CheckedFiles.source(file)))
			.isEqualTo(new PictureHeader(PictureFormat.TIFF, 10, 10, 1, 1));
	}

	@Test
	void probeNamesFormatOfDamagedPicture() {
		byte[] png = PictureBytes.bytes(Pictures.png(this.directory, "a.png", 20, 10));
		assertThat(refusal(Arrays.copyOf(png, 30))).isEqualTo("The PNG picture is damaged.");
	}

	@ParameterizedTest
	@EnumSource(PictureFormat.class)
	void probeReadsPictureInMemory(PictureFormat format) {
		byte[] bytes = PictureBytes.bytes(Pictures.of(format, this.directory, 37, 23));
		assertThat(this.probe.read(bytes)).isEqualTo(new PictureHeader(format, 37, 23, 1, 1));
		assertThatExceptionOfType(PictureException.class).isThrownBy(() -> this.probe.read(Arrays.copyOf(bytes, 16)));
	}

	private String refusal(byte[] bytes) {
		Path file = PictureBytes.file(this.directory.resolve("refused"), bytes);
		try {
			return this.probe.read(CheckedFiles.source(file)).toString();
		}
		catch (PictureException ex) {
			return String.valueOf(ex.getBody().getDetail());
		}
	}

	@Test
	void probeDoesNotOpenSpecialFiles() {
		assertThatExceptionOfType(PictureException.class)
			.isThrownBy(() -> this.probe.read(CheckedFiles.source(this.directory)))
			.satisfies((ex) -> assertThat(ex.getBody().getDetail()).isEqualTo("The file cannot be read."));
	}

	@Test
	void probeDoesNotNameMissingFile() {
		Path missing = this.directory.resolve("missing.jpg");
		assertThatExceptionOfType(PictureException.class)
			.isThrownBy(() -> this.probe.read(CheckedFiles.source(missing)))
			.satisfies((ex) -> assertThat(ex.getBody().getDetail()).doesNotContain("missing"));
	}

}
