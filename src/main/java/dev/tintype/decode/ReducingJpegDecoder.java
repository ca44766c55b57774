package dev.tintype.decode;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import dev.tintype.header.Layout;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.leptonica.PIX;
import org.bytedeco.leptonica.global.leptonica;
import org.jspecify.annotations.Nullable;

/**
 * Decodes JPEG at a half, a quarter or an eighth of its size with libjpeg-turbo, by way
 * of Leptonica: it transforms fewer coefficients of each block, which averages the pixels
 * that are left out, and is about twice as fast as to decode all of them. Where the
 * native library cannot be loaded, there is ImageIO.
 */
final class ReducingJpegDecoder {

	private static final int MOST = 8;

	// A film may follow the picture in its file; ImageIO reads no further than the
	// picture.
	private static final long LONGEST = 64L * 1024 * 1024;

	// Gray pixels, and their copy in three colours.
	private static final int GRAY_AND_COPY = 5;

	private ReducingJpegDecoder() {
	}

	/**
	 * How far a picture may be reduced.
	 * @param layout of any picture
	 * @param length of its file in bytes
	 * @param longestSide how many pixels are wanted
	 * @param heapBudget how many bytes the pixels may take
	 * @return 1, 2, 4 or 8: the longest side divided by it is at least the wanted one,
	 * unless that takes too much memory; 0 when it must be decoded otherwise
	 */
	static int reduction(Layout layout, long length, int longestSide, long heapBudget) {
		if (!layout.usual() || length > LONGEST) {
			return 0;
		}
		int longest = Math.max(layout.width(), layout.height());
		int reduction = 1;
		while (reduction < MOST && (longest >= 2L * reduction * longestSide
				|| pixels(layout, reduction) * Integer.BYTES > heapBudget)) {
			reduction *= 2;
		}
		return (pixels(layout, reduction) * Integer.BYTES > heapBudget) ? 0 : reduction;
	}

	/**
	 * What decoding takes outside the heap, beside the coefficients of a progressive
	 * picture: its file and its pixels.
	 * @param layout of any picture
	 * @param length of its file in bytes
	 * @param reduction see {@link #reduction}
	 * @return bytes
	 */
	static long nativeBytes(Layout layout, long length, int reduction) {
		return (reduction > 0) ? length + pixels(layout, reduction) * GRAY_AND_COPY : 0;
	}

	private static long pixels(Layout layout, int reduction) {
		return (long) divide(layout.width(), reduction) * divide(layout.height(), reduction);
	}

	private static int divide(int length, int reduction) {
		return (length + reduction - 1) / reduction;
	}

	/**
	 * Decodes a picture. It cannot be stopped.
	 * @param file a JPEG
	 * @param layout what its header says
	 * @param reduction see {@link #reduction}
	 * @return opaque, its numbers as stored; nothing when the library refuses it
	 * @throws IOException when the file cannot be read
	 */
	static @Nullable BufferedImage decode(Path file, Layout layout, int reduction) throws IOException {
		PIX decoded = null;
		try (BytePointer bytes = read(file)) {
			decoded = leptonica.pixReadMemJpeg(bytes, bytes.limit(), 0, reduction, (IntPointer) null, 0);
		}
		if (decoded == null) {
			return null;
		}
		try {
			return (decoded.d() == Integer.SIZE) ? copy(decoded, layout, reduction) : gray(decoded, layout, reduction);
		}
		finally {
			leptonica.pixDestroy(decoded);
		}
	}

	private static BytePointer read(Path file) throws IOException {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
			BytePointer bytes = new BytePointer(channel.size());
			ByteBuffer buffer = bytes.asByteBuffer();
			while (buffer.hasRemaining() && channel.read(buffer) > 0) {
				Thread.onSpinWait();
			}
			return bytes.limit(buffer.position());
		}
	}

	private static @Nullable BufferedImage gray(PIX decoded, Layout layout, int reduction) {
		PIX colored = leptonica.pixConvertTo32(decoded);
		if (colored == null) {
			return null;
		}
		try {
			return copy(colored, layout, reduction);
		}
		finally {
			leptonica.pixDestroy(colored);
		}
	}

	private static @Nullable BufferedImage copy(PIX decoded, Layout layout, int reduction) {
		int width = decoded.w();
		int height = decoded.h();
		if (width != divide(layout.width(), reduction) || height != divide(layout.height(), reduction)) {
			return null;
		}
		BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
		int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
		decoded.data().get(pixels);
		// Leptonica has red in the highest byte, Java in the second.
		for (int i = 0; i < pixels.length; i++) {
			pixels[i] >>>= Byte.SIZE;
		}
		return image;
	}

}
