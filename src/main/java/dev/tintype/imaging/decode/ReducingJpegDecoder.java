package dev.tintype.imaging.decode;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.function.Function;

import dev.tintype.imaging.probe.Layout;
import dev.tintype.imaging.resample.Averaging;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.leptonica.PIX;
import org.bytedeco.leptonica.global.leptonica;
import org.jspecify.annotations.Nullable;

/**
 * Decodes JPEG at a half, a quarter or an eighth of its size, with Leptonica and
 * libjpeg-turbo. It transforms fewer coefficients of each block, which averages the
 * pixels that are left out. This is about twice as fast as decoding all of them. If the
 * native library cannot be loaded, ImageIO decodes.
 */
final class ReducingJpegDecoder {

	private static final int MOST = 8;

	private static final int FINE = 14;

	private static final int VERY_FINE = 70;

	private static final double FINE_RATIO = 1.68;

	/**
	 * Number of adjacent rows, enough to show fine lines of any distance.
	 */
	private static final int BAND = 8;

	/** The distance of the bands. A tenth of all rows is a sufficient sample. */
	private static final int BANDS_APART = 80;

	/**
	 * The least number of pixels of the shorter side. The last pixel also averages what
	 * the encoder put beyond the edge.
	 */
	private static final int NARROW = 16;

	/** Bytes per pixel; most photographs have half as many. */
	private static final double DENSE = 0.5;

	/** Pixels that are decoded in a few milliseconds. */
	private static final int SMALL = 4_000_000;

	// A film may follow the picture in its file. ImageIO reads only the picture.
	private static final long LONGEST = 64L * 1024 * 1024;

	// Bytes per gray pixel, including its copy in three colours.
	private static final int GRAY_AND_COPY = 5;

	private static final int START_OF_SCAN = 0xDA;

	private static final short END_OF_IMAGE = (short) 0xFFD9;

	private ReducingJpegDecoder() {
	}

	/**
	 * How far a picture may be reduced.
	 * @param length of its file in bytes
	 * @param longestSide of the result in pixels
	 * @param heapBudget limit of the memory for the pixels, in bytes
	 * @return 1, 2, 4 or 8: the reduced longest side is at least the wanted one, unless
	 * that takes too much memory; 0 when this class cannot decode the picture
	 */
	static int reduction(Layout layout, long length, int longestSide, long heapBudget) {
		if (!layout.usual() || length > LONGEST) {
			return 0;
		}
		int longest = Math.max(layout.width(), layout.height());
		int shortest = Math.min(layout.width(), layout.height());
		long least = (long) longestSide * margin(layout.pixels(), length);
		int reduction = 1;
		while (reduction < MOST && ((longest >= 2L * reduction * least && shortest >= 2L * reduction * NARROW)
				|| pixels(layout, reduction) * Integer.BYTES > heapBudget)) {
			reduction *= 2;
		}
		return (pixels(layout, reduction) * Integer.BYTES > heapBudget) ? 0 : reduction;
	}

	// Leaving out coefficients turns fine detail into false patterns. Dense files have
	// much fine detail, and in small pictures more pixels cost little. Both keep more
	// pixels to average.
	private static int margin(long pixels, long length) {
		if (length > DENSE * pixels) {
			return 3;
		}
		return (pixels < SMALL) ? 2 : 1;
	}

	/**
	 * Whether a reduced picture still shows lines or dots as fine as its pixels, as
	 * drawings, halftones and noise do. For these, leaving out coefficients differs from
	 * averaging. In fine detail, a pixel differs from both neighbours in the same
	 * direction. The second difference is then about twice the first.
	 * @param image the decoded picture
	 * @return false for photographs; all 46 tested gave false
	 */
	static boolean isFine(BufferedImage image) {
		int width = image.getWidth();
		int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
		int rows = 0;
		long first = 0;
		long second = 0;
		for (int y = 2; y < image.getHeight(); y++) {
			if (y % BANDS_APART >= BAND) {
				continue;
			}
			rows++;
			for (int i = y * width + 2; i < (y + 1) * width; i++) {
				int green = pixels[i] >> 8 & 0xFF;
				int left = pixels[i - 1] >> 8 & 0xFF;
				int above = pixels[i - width] >> 8 & 0xFF;
				first += Math.abs(green - left) + Math.abs(green - above);
				second += Math.abs(green - 2 * left + (pixels[i - 2] >> 8 & 0xFF))
						+ Math.abs(green - 2 * above + (pixels[i - 2 * width] >> 8 & 0xFF));
			}
		}
		double mean = (double) second / Math.max(1L, (long) rows * width);
		return mean > VERY_FINE || (mean > FINE && second > FINE_RATIO * first);
	}

	/**
	 * The memory that decoding needs outside the heap for the file and its pixels,
	 * without the coefficients of a progressive picture.
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
	 * @param reduction see {@link #reduction}
	 * @param finish creates the result from the decoded pixels; it is called only if they
	 * have the expected size
	 * @return the result; null when the library refuses the picture, or the picture is
	 * truncated. The library reports a refusal on the error stream of the process
	 * @throws IOException when the file cannot be read
	 */
	static @Nullable BufferedImage decode(FileChannel file, Layout layout, int reduction,
			Function<PIX, BufferedImage> finish) throws IOException {
		PIX decoded = null;
		try (BytePointer bytes = read(file)) {
			if (!isComplete(bytes.asByteBuffer())) {
				return null;
			}
			decoded = leptonica.pixReadMemJpeg(bytes, bytes.limit(), 0, reduction, (IntPointer) null, 0);
		}
		if (decoded == null) {
			return null;
		}
		try {
			if (decoded.w() != divide(layout.width(), reduction) || decoded.h() != divide(layout.height(), reduction)) {
				return null;
			}
			return (decoded.d() == Integer.SIZE) ? finish.apply(decoded) : gray(decoded, finish);
		}
		finally {
			leptonica.pixDestroy(decoded);
		}
	}

	private static BytePointer read(FileChannel file) throws IOException {
		BytePointer bytes = new BytePointer(file.size());
		ByteBuffer buffer = bytes.asByteBuffer();
		while (buffer.hasRemaining() && file.read(buffer, buffer.position()) > 0) {
			Thread.onSpinWait();
		}
		return bytes.limit(buffer.position());
	}

	/**
	 * Whether a JPEG has its end marker. The end marker of a preview in the header does
	 * not count.
	 * @param file its bytes, in any byte order
	 * @return whether the marker was found
	 */
	static boolean isComplete(ByteBuffer file) {
		ByteBuffer bytes = file.duplicate().order(ByteOrder.BIG_ENDIAN);
		int scan = 2;
		while (scan + 4 <= bytes.limit() && (bytes.get(scan + 1) & 0xFF) != START_OF_SCAN) {
			scan += 2 + (bytes.getShort(scan + 2) & 0xFFFF);
		}
		// The end marker is usually last, but other data may follow it.
		for (int i = bytes.limit() - 2; i >= scan; i--) {
			if (bytes.getShort(i) == END_OF_IMAGE) {
				return true;
			}
		}
		return false;
	}

	private static @Nullable BufferedImage gray(PIX decoded, Function<PIX, BufferedImage> finish) {
		PIX colored = leptonica.pixConvertTo32(decoded);
		if (colored == null) {
			return null;
		}
		try {
			return finish.apply(colored);
		}
		finally {
			leptonica.pixDestroy(colored);
		}
	}

	/**
	 * Copies decoded pixels.
	 * @param decoded a picture of 32 bits per pixel
	 * @return INT_RGB
	 */
	static BufferedImage copy(PIX decoded) {
		BufferedImage image = new BufferedImage(decoded.w(), decoded.h(), BufferedImage.TYPE_INT_RGB);
		int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
		decoded.data().get(pixels);
		shift(pixels);
		return image;
	}

	/**
	 * Averages decoded pixels row by row.
	 * @param decoded a picture of 32 bits per pixel
	 * @return the result
	 */
	static BufferedImage average(PIX decoded, Averaging averaging) {
		int[] row = new int[decoded.w()];
		IntPointer data = decoded.data();
		for (int y = 0; y < decoded.h(); y++) {
			data.position((long) y * row.length).get(row);
			shift(row);
			averaging.add(0, y, 1, row, row.length);
		}
		return averaging.finish();
	}

	// Leptonica stores red in the highest byte, Java in the second highest.
	private static void shift(int[] pixels) {
		for (int i = 0; i < pixels.length; i++) {
			pixels[i] >>>= Byte.SIZE;
		}
	}

}
