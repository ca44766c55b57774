package dev.tintype.imaging.probe;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;

import dev.tintype.imaging.work.PictureBytes;
import dev.tintype.imaging.work.PictureException;
import dev.tintype.imaging.work.PictureSettings;
import dev.tintype.imaging.work.PictureWorkers;
import dev.tintype.imaging.work.TiffBytes;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class FileKindTests {

	private final PictureSettings settings = new PictureSettings(100_000_000, Duration.ofSeconds(20), 1,
			DataSize.ofMegabytes(1));

	private final PictureWorkers workers = new PictureWorkers(this.settings, new SimpleMeterRegistry());

	private final PictureProbe probe = new PictureProbe(this.settings, this.workers);

	@AfterEach
	void stop() {
		this.workers.destroy();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			                    ftypheic~~~~mif1heic | an HEIC picture
			                    ftypmif1~~~~mif1heic | an HEIC picture
			                    ftypavif~~~~mif1miaf | an AVIF picture
			                    ftypmif1~~~~avifmif1 | an AVIF picture
			                    ftypmif1~~~~mif1miaf | a HEIF picture
			                    ftypcrx ~~~~crx isom | a camera RAW picture (CR3)
			                    ftypisom~~~~isomavc1 | an MP4 video
			                    ftypmp42~~~~mp42isom | an MP4 video
			                    ftypqt  ~~~~qt  ~~~~ | a QuickTime video (MOV)
			                    moov~~~~mvhd~~~~~~~~ | a QuickTime video (MOV)
			""")
	void kindOfContainerFollowsItsBrand(String box, String kind) {
		byte[] bytes = box.replace('~', '\0').getBytes(StandardCharsets.ISO_8859_1);
		byte[] file = PictureBytes.join(new byte[] { 0, 0, 0, (byte) (bytes.length + 4) }, bytes, new byte[40]);
		assertThat(refusal(file))
			.isEqualTo("The file is " + kind + ", not a JPEG, PNG, GIF, WebP, BMP or TIFF picture.");
	}

	@ParameterizedTest
	@CsvSource({ "0000000C4A584C200D0A870A, a JPEG XL picture", "FF0A0000, a JPEG XL picture",
			"0000000C6A5020200D0A870A, a JPEG 2000 picture", "FF4FFF51002F, a JPEG 2000 picture",
			"38425053000100000000, a Photoshop document (PSD)", "000001000100101000000100, a Windows icon (ICO)",
			"46554A4946494C4D4343442D52415720, a camera RAW picture (RAF)",
			"4949524F08000000, a camera RAW picture (ORF)", "4949550018000000, a camera RAW picture (RW2)",
			"49492A0010000000435202000000, a camera RAW picture (CR2)", "255044462D312E370A, a PDF document",
			"504B030414000000, a ZIP archive", "1F8B0800000000, a gzip file",
			"50350A362036340A32353500FF, a Netpbm picture", "50342036203600FF01, a Netpbm picture",
			"50370A57494454482000, a Netpbm picture", "0A030108000000, a PCX picture",
			"8B4A4E470D0A1A0A, a JNG picture", "1A45DFA3, a Matroska or WebM video",
			"524946460000000041564920, an AVI video", "0000000000000000, a file of zero bytes only" })
	void kindOfFileFollowsItsBeginning(String hexadecimal, String kind) {
		assertThat(refusal(HexFormat.of().parseHex(hexadecimal))).startsWith("The file is " + kind + ", not a ");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			<svg xmlns="http://www.w3.org/2000/svg"/>                                        | an SVG drawing
			<?xml version="1.0"?>\\n<!-- a -->\\n<!DOCTYPE svg PUBLIC "x">\\n<svg/>          | an SVG drawing
			\\n <!doctype html><title>502 Bad Gateway</title>                                | an HTML page
			<html><body>404</body></html>                                                    | an HTML page
			<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>                    | an XML document
			{"error":"not found"}                                                            | a JSON document
			version https://git-lfs.github.com/spec/v1\\noid sha256:4d7a\\nsize 12345\\n     | a Git LFS pointer
			/annex/objects/SHA256E-s31390--f50d.jpg\\n                                       | a git-annex pointer
			../.git/annex/objects/Gk/3X/SHA256E-s313--f50d.jpg/SHA256E-s313--f50d.jpg        | a git-annex pointer
			<style>b {}</style><h2>404 Not Found</h2>                                        | an HTML page
			version https://hawser.github.com/spec/v1\\noid sha256:4d7a\\nsize 12345\\n | a Git LFS pointer
			P3\\n2 2\\n255\\n0 0 0                                                      | a Netpbm picture
			P3 is the third point                                                            | a text file
			The quick brown fox                                                              | a text file
			""")
	void textsAreNamed(String text, String kind) {
		assertThat(refusal(text.replace("\\n", "\n").getBytes(StandardCharsets.UTF_8)))
			.startsWith("The file is " + kind + ", not a ");
	}

	@Test
	void drawingAfterLongCommentIsNamed() {
		String svg = "<?xml version=\"1.0\"?><!-- " + "licence ".repeat(1000) + " --><svg/>";
		assertThat(refusal(svg.getBytes(StandardCharsets.UTF_8))).startsWith("The file is an SVG drawing, not a ");
	}

	@Test
	void emptyFileIsNamed() {
		assertThat(refusal(new byte[0])).startsWith("The file is an empty file, not a ");
	}

	@Test
	void unknownFileHasNoKind() {
		assertThat(refusal(new byte[] { 1, 2, 3, 4, 5, 6, 7, (byte) 0xFE }))
			.isEqualTo("The bytes are not a JPEG, PNG, GIF, WebP, BMP or TIFF picture.");
	}

	@ParameterizedTest
	@CsvSource({ "NIKON CORPORATION, NEF", "SONY, ARW", "PENTAX Corporation, PEF", "Hasselblad, 3FR" })
	void rawFilesThatAreTiffsAreNamed(String maker, String format) {
		byte[] preview = TiffBytes.of(16, 16, 2, 3, 8)
			.tag(254, 1)
			.text(271, maker)
			.tag(330, 8)
			.bytes((x, y, band) -> 0);
		assertThat(refusal(preview)).startsWith("The file is a camera RAW picture (" + format + "), not a ");
		byte[] sensor = TiffBytes.of(16, 16, 32803, 1, 16).text(271, maker).bytes((x, y, band) -> 0);
		assertThat(refusal(sensor)).startsWith("The file is a camera RAW picture (" + format + "), not a ");
	}

	@Test
	void dngIsNamedWhateverItsMaker() {
		byte[] dng = TiffBytes.of(16, 16, 2, 3, 8).tag(50706, 1, 4, 0, 0).bytes((x, y, band) -> 0);
		assertThat(refusal(dng)).startsWith("The file is a camera RAW picture (DNG), not a ");
	}

	@Test
	void ordinaryTiffOfCameraMakerIsTiff() {
		byte[] tiff = TiffBytes.of(16, 16, 2, 3, 8).text(271, "NIKON CORPORATION").bytes((x, y, band) -> 0);
		assertThat(this.probe.read(tiff).width()).isEqualTo(16);
	}

	@ParameterizedTest
	@CsvSource({ "34712, JPEG 2000", "50000, Zstandard", "50001, WebP", "34925, LZMA", "6, old-style JPEG",
			"34661, JBIG", "34887, LERC", "50002, JPEG XL", "60000, unknown (60000)" })
	void unsupportedCompressionOfTiffIsNamed(int compression, String name) {
		byte[] tiff = TiffBytes.of(16, 16, 2, 3, 8).tag(259, compression).bytes((x, y, band) -> 0);
		assertThat(refusal(tiff))
			.isEqualTo("The file is a TIFF picture with " + name + " compression, which is not supported.");
	}

	@ParameterizedTest
	@CsvSource({ "1, 1, 11, 1, grayscale samples of 11 bits (1 per pixel)",
			"2, 3, 6, 1, RGB samples of 6 bits (3 per pixel)", "2, 4, 12, 1, RGB samples of 12 bits (4 per pixel)",
			"1, 1, 64, 1, grayscale samples of 64 bits (1 per pixel)",
			"1, 1, 30, 1, grayscale samples of 30 bits (1 per pixel)",
			"1, 1, 24, 3, floating-point grayscale samples of 24 bits (1 per pixel)",
			"1, 1, 32, 6, complex grayscale samples of 32 bits (1 per pixel)",
			"32845, 3, 16, 1, LogLuv samples of 16 bits (3 per pixel)",
			"4, 1, 1, 1, transparency-mask samples of 1 bits (1 per pixel)" })
	void unsupportedSamplesOfTiffAreNamed(int photometric, int samples, int bits, int format, String name) {
		byte[] tiff = TiffBytes.of(16, 16, photometric, samples, bits).format(format).bytes((x, y, band) -> 0);
		assertThat(refusal(tiff)).isEqualTo("The file is a TIFF picture with " + name + ", which is not supported.");
	}

	@ParameterizedTest
	@CsvSource({ "C9, 8, arithmetic coding", "C1, 12, samples of 12 bits", "C5, 8, hierarchical coding",
			"F7, 8, JPEG-LS coding" })
	void unsupportedCodingOfJpegIsNamed(String marker, int bits, String name) {
		byte[] jpeg = HexFormat.of()
			.parseHex("FFD8FF" + marker + "000B" + String.format("%02X", bits)
					+ "0010001001011100FFDA00080101000000FFD9");
		assertThat(refusal(jpeg)).isEqualTo("The file is a JPEG picture with " + name + ", which is not supported.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "<", "<!--", "<?xml", "{", "\u00EF\u00BB\u00BF<svg", "II*\0", "RIFF", "\0\0\0\u00FFftyp" })
	void truncatedFileIsNotCalledUnreadable(String beginning) {
		byte[] bytes = beginning.getBytes(StandardCharsets.ISO_8859_1);
		assertThatExceptionOfType(PictureException.class).isThrownBy(() -> this.probe.read(bytes))
			.satisfies((ex) -> assertThat(ex.getBody().getDetail()).doesNotContain("cannot be read"));
	}

	private String refusal(byte[] bytes) {
		try {
			return this.probe.read(bytes).toString();
		}
		catch (PictureException ex) {
			return String.valueOf(ex.getBody().getDetail());
		}
	}

}
