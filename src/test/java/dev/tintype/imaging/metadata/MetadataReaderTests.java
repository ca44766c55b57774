package dev.tintype.imaging.metadata;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;

import dev.tintype.imaging.work.PictureBytes;
import dev.tintype.imaging.work.PictureFormat;
import dev.tintype.imaging.work.Pictures;
import dev.tintype.imaging.xmp.Coordinates;
import dev.tintype.imaging.xmp.FaceRegion;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class MetadataReaderTests {

	@TempDir
	Path directory;

	@Test
	void jpegGivesExif() {
		PictureMetadata metadata = read(SamplePictures.exif(6), null, null, null);
		assertThat(metadata.camera()).isEqualTo("Canon EOS 7D");
		assertThat(metadata.lens()).isEqualTo("EF 50mm");
		assertThat(metadata.takenAt()).isEqualTo(LocalDateTime.parse("2024-07-04T10:11:12.250"));
		assertThat(metadata.coordinates()).isEqualTo(new Coordinates(-33.5, 151.25));
		assertThat(metadata.exif()).containsEntry("camera", "Canon EOS 7D")
			.containsEntry("aperture", "f/2.8")
			.containsEntry("shutter", "1/125s")
			.containsEntry("iso", 200)
			.containsEntry("focalLength", "50mm")
			.containsEntry("dateTimeOriginal", "2024-07-04T10:11:12.25")
			.containsEntry("dateTime", "2024-08-01T00:00:00")
			.containsEntry("gpsLatitude", -33.5)
			.containsEntry("software", "Version 1")
			.containsEntry("flash", "Flash did not fire")
			.containsEntry("orientation", 6);
		assertThat(metadata.detail()).isNull();
	}

	@Test
	void timeIsReadWithoutOtherMetadata() throws IOException {
		LocalDateTime taken = LocalDateTime.parse("2024-07-04T10:11:12.250");
		byte[] jpeg = PictureBytes.bytes(Pictures.jpeg(this.directory, "plain.jpg", 30, 20));
		byte[] png = PictureBytes.bytes(Pictures.png(this.directory, "plain.png", 30, 20));
		byte[] exif = SamplePictures.exif(1);
		assertThat(takenAt(SamplePictures.jpeg(jpeg, exif, null), PictureFormat.JPEG)).isEqualTo(taken);
		assertThat(takenAt(PictureBytes.join(Arrays.copyOf(png, 33), PictureBytes.chunk("eXIf", exif),
				Arrays.copyOfRange(png, 33, png.length)), PictureFormat.PNG))
			.isEqualTo(taken);
		assertThat(takenAt(exif, PictureFormat.TIFF)).isEqualTo(taken);
		assertThat(takenAt(jpeg, PictureFormat.JPEG)).isNull();
		assertThat(takenAt(Arrays.copyOf(png, 40), PictureFormat.PNG)).isNull();
		assertThat(takenAt(SamplePictures.jpeg(jpeg, Arrays.copyOf(exif, 20), null), PictureFormat.JPEG)).isNull();
	}

	private @Nullable LocalDateTime takenAt(byte[] bytes, PictureFormat format) throws IOException {
		try (FileChannel file = FileChannel.open(PictureBytes.file(this.directory.resolve("taken"), bytes))) {
			return MetadataReader.takenAt(file, format);
		}
	}

	@Test
	void pngAndWebpGiveExifAndXmp() {
		byte[] packet = SamplePictures.packet("<xmp:Rating>-1</xmp:Rating>");
		byte[] png = PictureBytes.bytes(Pictures.png(this.directory, "a.png", 30, 20));
		byte[] text = PictureBytes.join("XML:com.adobe.xmp\0\1\0\0\0".getBytes(StandardCharsets.US_ASCII),
				PictureBytes.deflate(packet));
		byte[] with = PictureBytes.join(Arrays.copyOf(png, 33), PictureBytes.chunk("eXIf", SamplePictures.exif(1)),
				PictureBytes.chunk("iTXt", text), Arrays.copyOfRange(png, 33, png.length));
		PictureMetadata ofPng = SamplePictures.read(PictureBytes.file(this.directory.resolve("b.png"), with),
				PictureFormat.PNG, null, null);
		assertThat(ofPng.camera()).isEqualTo("Canon EOS 7D");
		assertThat(ofPng.rejected()).isTrue();
		assertThat(ofPng.rating()).isZero();
		byte[] webp = PictureBytes.animatedWebp(PictureBytes.bytes(Pictures.webp(this.directory, "a.webp", 30, 20)), 30,
				20, 6);
		PictureMetadata ofWebp = SamplePictures.read(PictureBytes.file(this.directory.resolve("b.webp"), webp),
				PictureFormat.WEBP, null, null);
		assertThat(ofWebp.exif()).containsEntry("orientation", 6);
	}

	@Test
	void tiffGivesExif() {
		Path file = PictureBytes.file(this.directory.resolve("a.tif"), SamplePictures.exif(3));
		assertThat(SamplePictures.read(file, PictureFormat.TIFF, null, null).camera()).isEqualTo("Canon EOS 7D");
	}

	@Test
	void xmpGivesFields() {
		PictureMetadata metadata = read(null,
				SamplePictures
					.packet("""
							<dc:description><rdf:Alt><rdf:li xml:lang='x-default'>A dog &amp; a cat</rdf:li></rdf:Alt></dc:description>
							<dc:subject><rdf:Bag><rdf:li>dog</rdf:li><rdf:li>animals</rdf:li><rdf:li> beach </rdf:li>
							<rdf:li>Beach</rdf:li></rdf:Bag></dc:subject>
							<lr:hierarchicalSubject><rdf:Bag><rdf:li>animals|dog</rdf:li></rdf:Bag></lr:hierarchicalSubject>
							<xmp:Rating>4</xmp:Rating><photoshop:DateCreated>2020-01-02T03:04:05.678+02:00</photoshop:DateCreated>
							<exif:GPSLatitude>47,22.5N</exif:GPSLatitude><exif:GPSLongitude>8,30,36W</exif:GPSLongitude>
							"""),
				null, "x_20190101-101112.jpg");
		assertThat(metadata.description()).isEqualTo("A dog & a cat");
		assertThat(metadata.keywords()).containsExactly("animals/dog", "beach");
		assertThat(metadata.rating()).isEqualTo(4);
		assertThat(metadata.takenAt()).isEqualTo(LocalDateTime.parse("2020-01-02T03:04:05.678"));
		assertThat(metadata.coordinates()).isEqualTo(new Coordinates(47.375, -8.51));
	}

	@Test
	void regionIsTurnedAsPictureIsDisplayed() {
		PictureMetadata metadata = read(SamplePictures.exif(6),
				SamplePictures
					.packet("""
							<mwg-rs:Regions rdf:parseType='Resource'><mwg-rs:RegionList><rdf:Bag>
							<rdf:li rdf:parseType='Resource'><mwg-rs:Name>Ann</mwg-rs:Name><mwg-rs:Type>Face</mwg-rs:Type>
							<mwg-rs:Area stArea:x='0.25' stArea:y='0.2' stArea:w='0.1' stArea:h='0.2' stArea:unit='normalized'/></rdf:li>
							<rdf:li rdf:parseType='Resource'><mwg-rs:Name>Rex</mwg-rs:Name><mwg-rs:Type>Pet</mwg-rs:Type>
							<mwg-rs:Area stArea:x='0.5' stArea:y='0.5' stArea:w='0.1' stArea:h='0.1'/></rdf:li>
							</rdf:Bag></mwg-rs:RegionList></mwg-rs:Regions>"""),
				null, null);
		assertThat(metadata.regions()).hasSize(1);
		FaceRegion face = metadata.regions().get(0);
		assertThat(face.name()).isEqualTo("Ann");
		assertThat(face.x()).isCloseTo(0.7, within(1e-9));
		assertThat(face.y()).isCloseTo(0.2, within(1e-9));
		assertThat(face.width()).isCloseTo(0.2, within(1e-9));
		assertThat(face.height()).isCloseTo(0.1, within(1e-9));
	}

	@Test
	void sidecarTakesPrecedence() {
		byte[] sidecar = SamplePictures.packet("<xmp:Rating>5</xmp:Rating>");
		PictureMetadata metadata = read(null,
				SamplePictures
					.packet("<xmp:Rating>2</xmp:Rating><dc:subject><rdf:Bag><rdf:li>x</rdf:li></rdf:Bag></dc:subject>"),
				sidecar, null);
		assertThat(metadata.rating()).isEqualTo(5);
		assertThat(metadata.keywords()).containsExactly("x");
	}

	@ParameterizedTest
	@CsvSource({ "IMG_20240704_101112.jpg, 2024-07-04T10:11:12", "a20240704-101112b, 2024-07-04T10:11:12",
			"20241304_101112 20240704_101112, 2024-07-04T10:11:12", "19000704_101112.jpg,", "21000704_101112.jpg,",
			"20240704_246000.jpg,", "x.jpg," })
	void nameGivesDate(String name, @Nullable LocalDateTime date) {
		assertThat(read(null, null, null, name).takenAt()).isEqualTo(date);
	}

	@ParameterizedTest
	@CsvSource({ "0, 0", "91, 1", "1, 181", "NaN, 1" })
	void impossibleCoordinatesAreNone(double latitude, double longitude) {
		assertThat(Coordinates.of(latitude, longitude)).isNull();
	}

	@Test
	void brokenPacketIsReportedAndRestIsRead() {
		PictureMetadata metadata = read(SamplePictures.exif(1),
				"<x:xmpmeta><unclosed>".getBytes(StandardCharsets.UTF_8), null, null);
		assertThat(metadata.detail()).contains("not well-formed");
		assertThat(metadata.camera()).isEqualTo("Canon EOS 7D");
	}

	@Test
	void lostTextIsReported() {
		PictureMetadata metadata = read(null, null, SamplePictures
			.packet(description("\uD83D\uDE80".repeat(20_001)) + keywords(10_002, "k" + "x".repeat(255))), null);

		assertThat(metadata.description()).isEqualTo("\uD83D\uDE80".repeat(20_000));
		assertThat(metadata.keywords()).hasSize(9_999);
		assertThat(metadata.detail()).contains("The description has over 20000 characters")
			.contains("3 keywords are left out");
	}

	@Test
	void textThatSidecarReplacesIsNoLoss() {
		PictureMetadata metadata = read(null,
				SamplePictures.packet(description("x".repeat(20_001)) + keywords(1, "x".repeat(256))),
				SamplePictures.packet(description("short") + keywords(1, "y")), null);

		assertThat(metadata.description()).isEqualTo("short");
		assertThat(metadata.detail()).isNull();
	}

	private static String description(String text) {
		return "<dc:description><rdf:Alt><rdf:li xml:lang='x-default'>" + text + "</rdf:li></rdf:Alt></dc:description>";
	}

	private static String keywords(int count, String first) {
		StringBuilder items = new StringBuilder("<rdf:li>" + first + "</rdf:li>");
		for (int i = 1; i < count; i++) {
			items.append("<rdf:li>").append(i).append("</rdf:li>");
		}
		return "<dc:subject><rdf:Bag>" + items + "</rdf:Bag></dc:subject>";
	}

	private PictureMetadata read(byte @Nullable [] exif, byte @Nullable [] xmp, byte @Nullable [] sidecar,
			@Nullable String name) {
		byte[] plain = PictureBytes.bytes(Pictures.jpeg(this.directory, "p.jpg",
				Pictures.flag(30, 20, java.awt.image.BufferedImage.TYPE_INT_RGB), false));
		Path file = PictureBytes.file(this.directory.resolve("a.jpg"), SamplePictures.jpeg(plain, exif, xmp));
		return SamplePictures.read(file, PictureFormat.JPEG, sidecar, name);
	}

}
