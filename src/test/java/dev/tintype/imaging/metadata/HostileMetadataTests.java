package dev.tintype.imaging.metadata;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Random;

import dev.tintype.imaging.embed.MetadataWriter;
import dev.tintype.imaging.work.PictureBytes;
import dev.tintype.imaging.work.PictureFormat;
import dev.tintype.imaging.work.Pictures;
import dev.tintype.imaging.xmp.EmbeddedFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Reads files that are made to break a reader. Nothing may come out but a remark.
 */
class HostileMetadataTests {

	private static final byte[] PACKET = SamplePictures
		.packet("<xmp:Rating>4</xmp:Rating><dc:subject><rdf:Bag><rdf:li>x</rdf:li></rdf:Bag></dc:subject>");

	@TempDir
	Path directory;

	@ParameterizedTest
	@EnumSource(names = { "JPEG", "PNG", "WEBP", "TIFF" })
	void damagedFileGivesAtMostRemark(PictureFormat format) throws IOException {
		byte[] sample = sample(format);
		Random random = new Random(format.ordinal());
		Path file = this.directory.resolve("hostile");
		int remarks = 0;
		for (int i = 0; i < 1_000; i++) {
			PictureBytes.file(file, mutate(sample, random));
			PictureMetadata metadata = SamplePictures.read(file, format, null, null);
			remarks += (metadata.detail() != null) ? 1 : 0;
			try (FileChannel channel = FileChannel.open(file)) {
				MetadataWriter.write(format, channel, java.io.OutputStream.nullOutputStream(),
						EmbeddedFields.of("A dog", java.util.List.of("a/b"), 3));
			}
		}
		assertThat(remarks).isPositive();
	}

	// Most of the changes hit the metadata, which is at the beginning.
	private static byte[] mutate(byte[] sample, Random random) {
		byte[] bytes = sample.clone();
		for (int i = 0; i <= random.nextInt(8); i++) {
			int at = random.nextInt(Math.min(bytes.length, 1_400));
			switch (random.nextInt(4)) {
				case 0 -> bytes[at] = (byte) random.nextInt();
				case 1 -> bytes[at] = (byte) 0xFF;
				case 2 -> bytes[at] = 0;
				default -> bytes[at] ^= (byte) (1 << random.nextInt(8));
			}
		}
		return (random.nextInt(10) == 0) ? java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
	}

	private byte[] sample(PictureFormat format) {
		byte[] exif = SamplePictures.exif(6);
		return switch (format) {
			case JPEG -> SamplePictures.jpeg(PictureBytes.bytes(
					Pictures.jpeg(this.directory, "a.jpg", Pictures.flag(30, 20, BufferedImage.TYPE_INT_RGB), false)),
					exif, PACKET);
			case PNG -> {
				byte[] png = PictureBytes.bytes(Pictures.png(this.directory, "a.png", 30, 20));
				byte[] text = PictureBytes
					.join("XML:com.adobe.xmp\0\0\0\0\0".getBytes(java.nio.charset.StandardCharsets.US_ASCII), PACKET);
				yield PictureBytes.join(java.util.Arrays.copyOf(png, 33), PictureBytes.chunk("eXIf", exif),
						PictureBytes.chunk("iTXt", text), java.util.Arrays.copyOfRange(png, 33, png.length));
			}
			case WEBP -> PictureBytes.animatedWebp(PictureBytes.bytes(Pictures.webp(this.directory, "a.webp", 30, 20)),
					30, 20, 6);
			default -> exif;
		};
	}

	@Test
	void endlessDirectoriesEnd() {
		byte[] loop = SamplePictures.exif(1);
		ByteBuffer block = ByteBuffer.wrap(loop);
		int count = block.getShort(8);
		block.putInt(10 + 12 * count, 8);
		for (int i = 0; i < count; i++) {
			int entry = 10 + 12 * i;
			if ((block.getShort(entry) & 0xFFFF) == 0x8769) {
				block.putInt(entry + 8, 8);
			}
		}
		assertThat(readTiff(loop).camera()).isEqualTo("Canon EOS 7D");
	}

	@Test
	void hugeCountCostsNoMemory() {
		byte[] huge = SamplePictures.exif(1);
		ByteBuffer.wrap(huge).putInt(14, Integer.MAX_VALUE);
		assertThat(readTiff(huge).detail()).isEqualTo("Parts of the EXIF block are damaged.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "nested", "siblings", "dtd", "long", "namespaces" })
	void hostilePacketIsRefused(String kind) {
		String properties = switch (kind) {
			case "nested" -> "<own:a>".repeat(10_000) + "</own:a>".repeat(10_000);
			case "siblings" -> siblings();
			case "namespaces" -> namespaces();
			case "long" -> "<own:a>" + "x".repeat(1024 * 1024) + "</own:a>";
			default -> "<xmp:Rating>5</xmp:Rating>";
		};
		String packet = new String(SamplePictures.packet(properties), java.nio.charset.StandardCharsets.UTF_8);
		if (kind.equals("dtd")) {
			packet = packet.replace("<x:xmpmeta", "<!DOCTYPE x [<!ENTITY e 'e'>]><x:xmpmeta");
		}
		byte[] sidecar = packet.getBytes(java.nio.charset.StandardCharsets.UTF_8);
		Path file = PictureBytes.file(this.directory.resolve("a.tif"), SamplePictures.exif(1));
		PictureMetadata metadata = SamplePictures.read(file, PictureFormat.TIFF, sidecar, null);
		assertThat(metadata.rating()).isZero();
		assertThat(metadata.camera()).isEqualTo("Canon EOS 7D");
		assertThat(metadata.detail()).startsWith("The XMP packet has ");
	}

	private static String siblings() {
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < 20_000; i++) {
			text.append("<own:a").append(i).append(">1</own:a").append(i).append('>');
		}
		return text.toString();
	}

	private static String namespaces() {
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < 300; i++) {
			text.append("<n:a xmlns:n='urn:n").append(i).append("'>1</n:a>");
		}
		return text.toString();
	}

	private PictureMetadata readTiff(byte[] bytes) {
		return SamplePictures.read(PictureBytes.file(this.directory.resolve("a.tif"), bytes), PictureFormat.TIFF, null,
				null);
	}

}
