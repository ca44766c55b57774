package dev.tintype.imaging.work;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/**
 * Builds the bytes of pictures by hand.
 */
public final class PictureBytes {

	private static final byte[] PNG = { (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n' };

	private PictureBytes() {
	}

	/**
	 * A black one-bit PNG of any size.
	 * @param directory where to write it
	 * @param name of the file
	 * @param width in pixels
	 * @param height in pixels
	 * @param interlaced whether its header says that it is interlaced
	 * @return the file
	 */
	public static Path blank(Path directory, String name, int width, int height, boolean interlaced) {
		ByteArrayOutputStream pixels = new ByteArrayOutputStream();
		try (DeflaterOutputStream deflated = new DeflaterOutputStream(pixels)) {
			byte[] line = new byte[1 + (width + 7) / 8];
			for (int y = 0; y < (interlaced ? 2 * height + 8 : height); y++) {
				deflated.write(line);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		byte[] header = { 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, (byte) (interlaced ? 1 : 0) };
		ByteBuffer.wrap(header).putInt(width).putInt(height);
		return file(directory.resolve(name),
				join(PNG, chunk("IHDR", header), chunk("IDAT", pixels.toByteArray()), chunk("IEND", new byte[0])));
	}

	/**
	 * An animated WebP of one frame on a larger canvas, with an orientation.
	 * @param frame a plain WebP
	 * @param width of the frame
	 * @param height of the frame
	 * @param orientation as in EXIF, 1 to 8
	 * @return a picture whose canvas has a margin of 20 pixels on each side
	 */
	public static byte[] animatedWebp(byte[] frame, int width, int height, int orientation) {
		byte[] chunks = Arrays.copyOfRange(frame, 12, frame.length);
		byte[] extended = join(new byte[] { 0x0A, 0, 0, 0 }, little24(width + 39), little24(height + 39));
		byte[] place = join(little24(10), little24(10), little24(width - 1), little24(height - 1), new byte[4]);
		byte[] body = join(ascii("WEBP"), riff("VP8X", extended), riff("ANIM", new byte[] { -1, -1, -1, -1, 0, 0 }),
				riff("ANMF", join(place, chunks)), riff("EXIF", exif(orientation)));
		return riff("RIFF", body);
	}

	private static byte[] riff(String type, byte[] data) {
		byte[] length = { (byte) data.length, (byte) (data.length >> 8), (byte) (data.length >> 16), 0 };
		return join(ascii(type), length, data, new byte[data.length & 1]);
	}

	private static byte[] little24(int value) {
		return new byte[] { (byte) value, (byte) (value >> 8), (byte) (value >> 16) };
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	public static byte[] exif(int orientation) {
		return new byte[] { 'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 18, 0, 3, 0, 0, 0, 1, 0, (byte) orientation, 0, 0, 0,
				0, 0, 0 };
	}

	public static byte[] deflate(byte[] data) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (DeflaterOutputStream deflated = new DeflaterOutputStream(bytes)) {
			deflated.write(data);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

	public static byte[] chunk(String type, byte[] data) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		byte[] body = join(ascii(type), data);
		CRC32 crc = new CRC32();
		crc.update(body);
		try (DataOutputStream output = new DataOutputStream(bytes)) {
			output.writeInt(data.length);
			output.write(body);
			output.writeInt((int) crc.getValue());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

	public static byte[] join(byte[]... parts) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		for (byte[] part : parts) {
			bytes.writeBytes(part);
		}
		return bytes.toByteArray();
	}

	public static byte[] bytes(Path file) {
		try {
			return Files.readAllBytes(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public static Path file(Path file, byte[] bytes) {
		try {
			return Files.write(file, bytes);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
