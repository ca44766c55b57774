package dev.tintype.imaging.metadata;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.tintype.imaging.work.PictureBytes;
import dev.tintype.imaging.work.PictureFormat;
import org.jspecify.annotations.Nullable;

/**
 * Builds pictures with EXIF and XMP for tests.
 */
public final class SamplePictures {

	private SamplePictures() {
	}

	/**
	 * Wraps the content of rdf:Description in a packet.
	 * @return the bytes of the packet
	 */
	public static byte[] packet(String properties) {
		return ("""
				<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?>
				<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>
				<rdf:Description rdf:about='' xmlns:dc='http://purl.org/dc/elements/1.1/'
				 xmlns:xmp='http://ns.adobe.com/xap/1.0/' xmlns:lr='http://ns.adobe.com/lightroom/1.0/'
				 xmlns:photoshop='http://ns.adobe.com/photoshop/1.0/' xmlns:exif='http://ns.adobe.com/exif/1.0/'
				 xmlns:crs='http://ns.adobe.com/camera-raw-settings/1.0/' xmlns:own='urn:own'
				 xmlns:mwg-rs='http://www.metadataworkinggroup.com/schemas/regions/'
				 xmlns:stArea='http://ns.adobe.com/xmp/sType/Area#'>%s</rdf:Description></rdf:RDF></x:xmpmeta>
				<?xpacket end='w'?>""").formatted(properties).getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * A TIFF structure of three directories.
	 * @param orientation as in EXIF
	 * @return as in an EXIF block
	 */
	public static byte[] exif(int orientation) {
		Tiff shot = new Tiff().text(0x9003, "2024:07:04 10:11:12")
			.text(0x9291, "25")
			.rational(0x829D, 28, 10)
			.rational(0x829A, 1, 125)
			.number(0x8827, 200)
			.rational(0x920A, 50, 1)
			.number(0x9209, 16)
			.text(0xA434, "EF 50mm");
		Tiff place = new Tiff().text(1, "S")
			.rational(2, 33, 1, 30, 1, 0, 0)
			.text(3, "E")
			.rational(4, 151, 1, 15, 1, 0, 0);
		Tiff picture = new Tiff().text(0x010F, "Canon")
			.text(0x0110, "Canon EOS 7D")
			.number(0x0112, orientation)
			.text(0x0131, "Version 1")
			.text(0x0132, "2024:08:01 00:00:00");
		return picture.with(shot, place);
	}

	/**
	 * Puts segments directly after the start of a JPEG.
	 * @return the picture
	 */
	public static byte[] jpeg(byte[] plain, byte @Nullable [] exif, byte @Nullable [] xmp) {
		byte[] result = Arrays.copyOf(plain, 2);
		if (exif != null) {
			result = PictureBytes.join(result, segment("Exif\0\0", exif));
		}
		if (xmp != null) {
			result = PictureBytes.join(result, segment("http://ns.adobe.com/xap/1.0/\0", xmp));
		}
		return PictureBytes.join(result, Arrays.copyOfRange(plain, 2, plain.length));
	}

	public static byte[] segment(String name, byte[] data) {
		byte[] start = name.getBytes(StandardCharsets.ISO_8859_1);
		return PictureBytes.join(ByteBuffer.allocate(4)
			.putShort((short) 0xFFE1)
			.putShort((short) (2 + start.length + data.length))
			.array(), start, data);
	}

	public static PictureMetadata read(Path file, PictureFormat format, byte @Nullable [] sidecar,
			@Nullable String name) {
		try (FileChannel channel = FileChannel.open(file)) {
			return MetadataReader.read(channel, format, sidecar, name);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Directories in the byte order of Motorola.
	 */
	private static final class Tiff {

		private final List<byte[]> entries = new ArrayList<>();

		private final List<byte[]> values = new ArrayList<>();

		Tiff text(int tag, String text) {
			return add(tag, 2, text.length() + 1, (text + "\0").getBytes(StandardCharsets.UTF_8));
		}

		Tiff number(int tag, int value) {
			return add(tag, 3, 1, ByteBuffer.allocate(2).putShort((short) value).array());
		}

		Tiff rational(int tag, int... numbers) {
			ByteBuffer buffer = ByteBuffer.allocate(4 * numbers.length);
			Arrays.stream(numbers).forEach(buffer::putInt);
			return add(tag, 5, numbers.length / 2, buffer.array());
		}

		private Tiff pointer(int tag, int offset) {
			return add(tag, 4, 1, ByteBuffer.allocate(4).putInt(offset).array());
		}

		private Tiff add(int tag, int type, int count, byte[] value) {
			this.entries.add(ByteBuffer.allocate(8).putShort((short) tag).putShort((short) type).putInt(count).array());
			this.values.add(value);
			return this;
		}

		byte[] with(Tiff shot, Tiff place) {
			int shotAt = 8 + length() + 24;
			int placeAt = shotAt + shot.length();
			pointer(0x8769, shotAt).pointer(0x8825, placeAt);
			return PictureBytes.join(new byte[] { 'M', 'M', 0, 42, 0, 0, 0, 8 }, bytes(8), shot.bytes(shotAt),
					place.bytes(placeAt));
		}

		private int length() {
			return 6 + 12 * this.entries.size()
					+ this.values.stream()
						.mapToInt((value) -> (value.length > 4) ? value.length + value.length % 2 : 0)
						.sum();
		}

		private byte[] bytes(int at) {
			ByteBuffer buffer = ByteBuffer.allocate(length()).putShort((short) this.entries.size());
			int dataAt = 6 + 12 * this.entries.size();
			for (int i = 0; i < this.entries.size(); i++) {
				byte[] value = this.values.get(i);
				buffer.put(this.entries.get(i));
				if (value.length > 4) {
					buffer.putInt(at + dataAt).put(dataAt, value);
					dataAt += value.length + value.length % 2;
				}
				else {
					buffer.put(Arrays.copyOf(value, 4));
				}
			}
			return buffer.array();
		}

	}

}
