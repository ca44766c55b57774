package dev.tintype.imaging.embed;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import dev.tintype.imaging.metadata.PictureMetadata;
import dev.tintype.imaging.metadata.SamplePictures;
import dev.tintype.imaging.work.PictureBytes;
import dev.tintype.imaging.work.PictureFormat;
import dev.tintype.imaging.work.Pictures;
import dev.tintype.imaging.xmp.BrokenXmpException;
import dev.tintype.imaging.xmp.Coordinates;
import dev.tintype.imaging.xmp.EmbeddedFields;
import dev.tintype.imaging.xmp.FaceRegion;
import dev.tintype.imaging.xmp.XmpPacket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class MetadataWriterTests {

	private static final List<String> KEYWORDS = List.of("x", "animals/dog", "dog", "grün, schön", "animals");

	private static final EmbeddedFields FIELDS = EmbeddedFields.of("A dog 🐕 <&>\non the beach", KEYWORDS, 4);

	@TempDir
	Path directory;

	@ParameterizedTest
	@EnumSource(names = { "JPEG", "PNG", "WEBP" })
	void embeddedFieldsAreReadBack(PictureFormat format) throws IOException {
		Path source = Pictures.of(format, this.directory, 60, 40);
		Path gold = embed(format, source, FIELDS);
		assertThatItSays(gold, format);
		Path again = embed(format, gold, FIELDS);
		assertThat(PictureBytes.bytes(again)).isEqualTo(PictureBytes.bytes(gold));
		Path other = embed(format, gold, EmbeddedFields.of(null, List.of(), 0));
		PictureMetadata none = SamplePictures.read(other, format, null, null);
		assertThat(none.description()).isNull();
		assertThat(none.keywords()).isEmpty();
		assertThat(none.rating()).isZero();
	}

	@ParameterizedTest
	@EnumSource(names = { "GIF", "BMP", "TIFF" })
	void otherFormatsGetSidecar(PictureFormat format) throws IOException, BrokenXmpException {
		Path source = Pictures.of(format, this.directory, 60, 40);
		ByteArrayOutputStream copy = new ByteArrayOutputStream();
		byte @Nullable [] sidecar = write(format, source, copy, FIELDS);
		assertThat(copy.toByteArray()).isEqualTo(PictureBytes.bytes(source));
		assertThat(sidecar).isNotNull();
		assertThat(XmpPacket.read(Objects.requireNonNull(sidecar)).keywords()).isEqualTo(KEYWORDS);
	}

	@Test
	void longPacketBecomesSidecar() throws IOException, BrokenXmpException {
		Path source = jpeg(SamplePictures.exif(1), null);
		ByteArrayOutputStream copy = new ByteArrayOutputStream();
		byte @Nullable [] sidecar = write(PictureFormat.JPEG, source, copy,
				EmbeddedFields.of("日".repeat(25_000), List.of(), 5));
		assertThat(copy.toByteArray()).isEqualTo(PictureBytes.bytes(source));
		assertThat(XmpPacket.read(Objects.requireNonNull(sidecar)).rating()).isEqualTo(5);
	}

	@Test
	void brokenPacketIsNotReplaced() throws IOException, BrokenXmpException {
		Path source = jpeg(null, "<x:xmpmeta><unclosed>".getBytes(StandardCharsets.UTF_8));
		ByteArrayOutputStream copy = new ByteArrayOutputStream();
		byte @Nullable [] sidecar = write(PictureFormat.JPEG, source, copy, FIELDS);
		assertThat(copy.toByteArray()).isEqualTo(PictureBytes.bytes(source));
		assertThat(XmpPacket.read(Objects.requireNonNull(sidecar)).rating()).isEqualTo(4);
	}

	@Test
	void otherPropertiesStay() throws IOException {
		Path source = jpeg(SamplePictures.exif(1), SamplePictures.packet(
				"<crs:Exposure2012>+0.50</crs:Exposure2012><own:note>kept</own:note>" + "<xmp:Rating>2</xmp:Rating>"));
		String gold = new String(PictureBytes.bytes(embed(PictureFormat.JPEG, source, FIELDS)), StandardCharsets.UTF_8);
		assertThat(gold).contains("+0.50", "kept").doesNotContain("Rating=\"2\"").contains("Rating=\"4\"");
	}

	@Test
	void pixelsAndExtendedPacketStayByteForByte() throws IOException {
		byte[] plain = plain();
		byte[] extended = SamplePictures.segment("http://ns.adobe.com/xmp/extension/\0", new byte[60]);
		byte[] profile = { (byte) 0xFF, (byte) 0xE2, 0, 6, 1, 2, 3, 4 };
		byte[] tail = PictureBytes.join(extended, profile, Arrays.copyOfRange(plain, 2, plain.length),
				new byte[] { 7, 8 });
		byte[] source = PictureBytes.join(Arrays.copyOf(plain, 2),
				SamplePictures.segment("Exif\0\0", SamplePictures.exif(6)),
				SamplePictures.segment("http://ns.adobe.com/xap/1.0/\0", SamplePictures.packet("")), tail);
		byte[] gold = PictureBytes
			.bytes(embed(PictureFormat.JPEG, PictureBytes.file(this.directory.resolve("s.jpg"), source), FIELDS));
		assertThat(Arrays.copyOfRange(gold, gold.length - tail.length, gold.length)).isEqualTo(tail);
		assertThat(count(gold, "http://ns.adobe.com/xap/1.0/")).isEqualTo(1 + 1);
	}

	@Test
	void exifDirectoryIsAppended() throws IOException {
		byte[] before = SamplePictures.exif(6);
		Path gold = embed(PictureFormat.JPEG, jpeg(before, null), FIELDS);
		byte[] bytes = PictureBytes.bytes(gold);
		byte[] after = Arrays.copyOfRange(bytes, 12, 4 + ByteBuffer.wrap(bytes).getShort(4));
		assertThat(after.length).isGreaterThan(before.length);
		assertThat(Arrays.copyOfRange(after, 8, before.length)).isEqualTo(Arrays.copyOfRange(before, 8, before.length));
		assertThat(ByteBuffer.wrap(after).getInt(4)).isEqualTo(before.length);
		ExifDirectory directory = directory(after);
		assertThat(new String(value(directory, 0x010E), StandardCharsets.UTF_8)).isEqualTo(FIELDS.description() + "\0");
		assertThat(value(directory, 0x4746)).containsExactly(0, 4);
		assertThat(new String(value(directory, 0x9C9E), StandardCharsets.UTF_16LE))
			.isEqualTo("x;dog;grün, schön;animals\0");
		PictureMetadata metadata = SamplePictures.read(gold, PictureFormat.JPEG, null, null);
		assertThat(metadata.exif())
			.containsAllEntriesOf(SamplePictures.read(jpeg(before, null), PictureFormat.JPEG, null, null).exif());
		// The next embedding replaces the directory and does not append another one.
		byte[] shorter = PictureBytes.bytes(embed(PictureFormat.JPEG, gold, EmbeddedFields.of("Dog", KEYWORDS, 4)));
		assertThat(shorter.length).isLessThan(bytes.length);
		byte[] empty = PictureBytes.bytes(embed(PictureFormat.JPEG, gold, EmbeddedFields.of(null, List.of(), 0)));
		assertThat(directory(Arrays.copyOfRange(empty, 12, 4 + ByteBuffer.wrap(empty).getShort(4))).values())
			.doesNotContainKeys(0x010E, 0x4746, 0x9C9E);
	}

	@Test
	void descriptionOfCameraStaysWithoutCaption() {
		ExifDirectory directory = directory(SamplePictures.exif(1));
		var values = new java.util.TreeMap<>(directory.values());
		values.put(0x010E, new ExifDirectory.Value(2, 8, "DIGITAL\0".getBytes(StandardCharsets.US_ASCII)));
		byte[] block = directory.with(values);
		assertThat(ExifTags.change(block, EmbeddedFields.of(null, List.of(), 0), "other")).isNull();
		assertThat(ExifTags.change(block, EmbeddedFields.of(null, List.of(), 0), "DIGITAL")).isNotNull();
	}

	@Test
	void malformedAndLongBlocksStay() {
		byte[] loop = SamplePictures.exif(1);
		ByteBuffer.wrap(loop).putInt(10 + 12 * ByteBuffer.wrap(loop).getShort(8), 8);
		assertThat(ExifTags.change(loop, FIELDS, null)).isNull();
		byte[] outside = SamplePictures.exif(1);
		ByteBuffer.wrap(outside).putInt(14, 1_000_000);
		assertThat(ExifTags.change(outside, FIELDS, null)).isNull();
		assertThat(ExifTags.change(Arrays.copyOf(SamplePictures.exif(1), 65_500), FIELDS, null)).isNull();
		assertThat(ExifTags.change(new byte[] { 'I', 'I' }, FIELDS, null)).isNull();
	}

	@Test
	void simpleWebpBecomesExtended() throws IOException {
		byte[] plain = PictureBytes.bytes(Pictures.webp(this.directory, "a.webp", 60, 40));
		byte[] gold = PictureBytes.bytes(embed(PictureFormat.WEBP, this.directory.resolve("a.webp"), FIELDS));
		assertThat(new String(gold, 12, 4, StandardCharsets.US_ASCII)).isEqualTo("VP8X");
		assertThat(gold[20] & 0x04).isEqualTo(0x04);
		assertThat(new byte[] { gold[24], gold[27] }).containsExactly(59, 39);
		assertThat(Arrays.copyOfRange(gold, 30, 30 + plain.length - 12))
			.isEqualTo(Arrays.copyOfRange(plain, 12, plain.length));
		assertThat(Integer.reverseBytes(ByteBuffer.wrap(gold).getInt(4))).isEqualTo(gold.length - 8);
	}

	@Test
	void peopleDateAndPlaceAreEmbedded() throws IOException {
		FaceRegion face = new FaceRegion("Ann", 0.1, 0.2, 0.3, 0.4);
		EmbeddedFields fields = new EmbeddedFields("A", List.of("a"), List.of("tag"), 1, List.of("Ann", "Bob"), "Party",
				new EmbeddedFields.Regions(40, 60, List.of(face), 6), LocalDateTime.parse("2001-02-03T04:05:06.700"),
				new Coordinates(-33.8688, 151.2093));
		Path gold = embed(PictureFormat.JPEG, jpeg(PictureBytes.exif(6), null), fields);
		PictureMetadata metadata = SamplePictures.read(gold, PictureFormat.JPEG, null, null);
		assertThat(metadata.keywords()).containsExactly("a", "tag");
		assertThat(metadata.people()).containsExactly("Ann", "Bob");
		assertThat(metadata.event()).isEqualTo("Party");
		assertThat(metadata.takenAt()).isEqualTo(fields.takenAt());
		assertThat(metadata.coordinates()).isEqualTo(fields.coordinates());
		assertThat(metadata.regions()).hasSize(1);
		assertThat(metadata.regions().get(0).x()).isCloseTo(0.1, org.assertj.core.api.Assertions.within(1e-5));
		assertThat(metadata.regions().get(0).height()).isCloseTo(0.4, org.assertj.core.api.Assertions.within(1e-5));
		assertThat(PictureBytes.bytes(embed(PictureFormat.JPEG, gold, fields))).isEqualTo(PictureBytes.bytes(gold));
		// Fields that are null leave what the file says.
		PictureMetadata kept = SamplePictures.read(embed(PictureFormat.JPEG, gold, FIELDS), PictureFormat.JPEG, null,
				null);
		assertThat(kept.people()).containsExactly("Ann", "Bob");
		assertThat(kept.regions()).isEqualTo(metadata.regions());
		assertThat(kept.takenAt()).isEqualTo(fields.takenAt());
	}

	private void assertThatItSays(Path file, PictureFormat format) {
		PictureMetadata metadata = SamplePictures.read(file, format, null, null);
		assertThat(metadata.description()).isEqualTo(FIELDS.description());
		assertThat(metadata.keywords()).isEqualTo(KEYWORDS);
		assertThat(metadata.rating()).isEqualTo(4);
		assertThat(metadata.detail()).isNull();
	}

	private static ExifDirectory directory(byte[] block) {
		return Objects.requireNonNull(ExifDirectory.of(block));
	}

	private static byte[] value(ExifDirectory directory, int tag) {
		return Objects.requireNonNull(directory.values().get(tag)).bytes();
	}

	private byte[] plain() {
		return PictureBytes
			.bytes(Pictures.jpeg(this.directory, "p.jpg", Pictures.flag(60, 40, BufferedImage.TYPE_INT_RGB), false));
	}

	private Path jpeg(byte @Nullable [] exif, byte @Nullable [] xmp) {
		return PictureBytes.file(this.directory.resolve("source.jpg"), SamplePictures.jpeg(plain(), exif, xmp));
	}

	private Path embed(PictureFormat format, Path source, EmbeddedFields fields) throws IOException {
		ByteArrayOutputStream target = new ByteArrayOutputStream();
		assertThat(write(format, source, target, fields)).isNull();
		return PictureBytes.file(this.directory.resolve("gold-" + source.getFileName()), target.toByteArray());
	}

	private static byte @Nullable [] write(PictureFormat format, Path source, ByteArrayOutputStream target,
			EmbeddedFields fields) throws IOException {
		try (FileChannel channel = FileChannel.open(source)) {
			return MetadataWriter.write(format, channel, target, fields);
		}
	}

	private static int count(byte[] bytes, String text) {
		return new String(bytes, StandardCharsets.ISO_8859_1).split(text, -1).length - 1;
	}

}
