package dev.tintype.imaging.decode;

import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.Callable;
import java.util.function.Function;

import javax.imageio.IIOException;
import javax.imageio.ImageReader;

import dev.tintype.imaging.probe.Layout;
import dev.tintype.imaging.probe.PictureProbe;
import dev.tintype.imaging.resample.Averaging;
import dev.tintype.imaging.resample.Resampling;
import dev.tintype.imaging.resample.Size;
import dev.tintype.imaging.work.Deadline;
import dev.tintype.imaging.work.PictureException;
import dev.tintype.imaging.work.PictureFormat;
import dev.tintype.imaging.work.PictureSettings;
import org.bytedeco.leptonica.PIX;
import org.imgscalr.Scalr;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a picture to the wanted size within a memory budget. It reduces the picture
 * while reading it, so that a hundred million pixels need no more memory than a small
 * picture. All pixels contribute to the result.
 */
public final class PictureDecoder {

	/**
	 * Bytes per reduced pixel, its sums and its colour, that are held while pixels are
	 * scattered.
	 */
	private static final int SCATTERED_BYTES = 16;

	/** The sum of more pixels than this would overflow. */
	private static final long LARGEST_SQUARE = Integer.MAX_VALUE / 512;

	/**
	 * How many pixels the filter gets at least per pixel of the result, in each
	 * direction. With 2, halftones of twice as many dots would show moire.
	 */
	private static final int KEPT = 4;

	private static final long MOST = 256L * 1024 * 1024;

	private final NativeCode code;

	private final long heapBudget;

	private final NativeMemory memory;

	/**
	 * Creates a decoder.
	 * @param settings its limits
	 * @param code the native decoders
	 */
	public PictureDecoder(PictureSettings settings, NativeCode code) {
		this.code = code;
		this.heapBudget = Math.min(MOST, Runtime.getRuntime().maxMemory() / (4L * settings.workers()));
		this.memory = new NativeMemory(settings.maxDecodeMemory().toBytes());
	}

	/**
	 * Decodes the first frame onto a white canvas.
	 * @param file an open picture
	 * @param layout what its header says
	 * @param longestSide of the result in pixels; a smaller picture is not enlarged
	 * @param deadline when to stop
	 * @return opaque, with the orientation not yet applied
	 */
	public Decoded decode(FileChannel file, Layout layout, int longestSide, Deadline deadline) {
		Size size = Size.of(layout, longestSide);
		return decode(layout, deadline, () -> {
			Decoded decoded = (layout.usual() && this.code.hasJpeg()) ? reduced(file, layout, size, deadline) : null;
			return (decoded != null) ? decoded : whole(file, layout, size, deadline);
		});
	}

	/**
	 * Decodes the first frame onto a white canvas, at the lowest cost. The means of areas
	 * are right, but fine detail may not look well.
	 * @param file an open picture
	 * @param layout what its header says
	 * @param longestSide the least of the result in pixels, which may be larger; a
	 * smaller picture is not enlarged
	 * @param deadline when to stop
	 * @return opaque, with the orientation not yet applied
	 */
	public Sketch sketch(FileChannel file, Layout layout, int longestSide, Deadline deadline) {
		return decode(layout, deadline, () -> {
			Sketch sketch = (layout.usual() && this.code.hasJpeg()) ? reducedSketch(file, layout, longestSide, deadline)
					: null;
			if (sketch != null) {
				return sketch;
			}
			Decoded whole = whole(file, layout, Size.of(layout, longestSide), deadline);
			return new Sketch(whole, whole.image().getWidth(), whole.image().getHeight());
		});
	}

	private <T> T decode(Layout layout, Deadline deadline, Callable<T> work) {
		if (layout.heapBytes() > this.heapBudget) {
			throw PictureException.tooMuchMemory(layout.heapBytes(), this.heapBudget);
		}
		if (layout.format() == PictureFormat.WEBP && !this.code.hasWebp()) {
			throw PictureException.withoutCodec("WebP");
		}
		try {
			T decoded = work.call();
			deadline.check();
			return decoded;
		}
		catch (PictureException ex) {
			throw ex;
		}
		catch (VirtualMachineError ex) {
			if (ex instanceof StackOverflowError) {
				throw PictureException.damaged(layout.format());
			}
			throw ex;
		}
		// Decoders may throw anything when a file is damaged.
		catch (Throwable ex) {
			deadline.check();
			throw isUnsupported(ex) ? PictureException.unsupportedFeature(layout.format(), "an unusual encoding")
					: PictureException.damaged(layout.format());
		}
	}

	// The readers report with these words what the header does not show.
	private static boolean isUnsupported(Throwable ex) {
		String message = (ex instanceof IIOException || ex instanceof IllegalArgumentException) ? ex.getMessage()
				: null;
		return message != null && (message.startsWith("Unsupported") || message.contains("not supported"));
	}

	// Returns null when the picture must be read the slower way.
	private @Nullable Decoded reduced(FileChannel file, Layout layout, Size size, Deadline deadline)
			throws IOException {
		int reduction = ReducingJpegDecoder.reduction(layout, file.size(), Math.max(size.width(), size.height()),
				this.heapBudget);
		BufferedImage image = reduced(file, layout, reduction, deadline, ReducingJpegDecoder::copy);
		if (image != null && reduction > 1 && ReducingJpegDecoder.isFine(image)) {
			Averaging averaging = new Averaging(size, step(layout, size));
			image = reduced(file, layout, 1, deadline, (pixels) -> ReducingJpegDecoder.average(pixels, averaging));
		}
		if (image == null) {
			return null;
		}
		return new Decoded(fit(image, size), profile(file, layout));
	}

	// Down to a half, BALANCED (bilinear) takes a third of the time of QUALITY (bicubic)
	// and is as good (ADR 14). Below a half, both leave pixels out.
	private static BufferedImage fit(BufferedImage image, Size size) {
		if (size.isOf(image)) {
			return image;
		}
		if (Math.max(image.getWidth(), image.getHeight()) > 2 * Math.max(size.width(), size.height())) {
			return Resampling.resize(image, size);
		}
		return Scalr.resize(image, Scalr.Method.BALANCED, Scalr.Mode.FIT_EXACT, size.width(), size.height());
	}

	// The libraries' means of blocks are exact, so no length of the file asks for more
	// pixels.
	private @Nullable Sketch reducedSketch(FileChannel file, Layout layout, int longestSide, Deadline deadline)
			throws IOException {
		int reduction = ReducingJpegDecoder.reduction(layout, 0, longestSide, this.heapBudget);
		BufferedImage image = reduced(file, layout, reduction, deadline, ReducingJpegDecoder::copy);
		return (image != null) ? new Sketch(new Decoded(image, profile(file, layout)),
				(double) layout.width() / reduction, (double) layout.height() / reduction) : null;
	}

	private static @Nullable ICC_Profile profile(FileChannel file, Layout layout) {
		return (layout.profile() != null) ? ColorProfiles.plain(file, layout.profile()) : null;
	}

	private @Nullable BufferedImage reduced(FileChannel file, Layout layout, int reduction, Deadline deadline,
			Function<PIX, BufferedImage> finish) throws IOException {
		long bytes = layout.nativeBytes() + ReducingJpegDecoder.nativeBytes(layout, file.size(), reduction);
		if (reduction == 0 || !this.memory.canHold(bytes)) {
			return null;
		}
		try (NativeMemory.Held ignored = this.memory.hold(bytes, deadline)) {
			refuseTooManyScans(file, layout);
			return ReducingJpegDecoder.decode(file, layout, reduction, finish);
		}
	}

	private static void refuseTooManyScans(FileChannel file, Layout layout) throws IOException {
		if (layout.format() == PictureFormat.JPEG && layout.nativeBytes() > 0 && PictureProbe.hasTooManyScans(file)) {
			throw new IOException("too many scans");
		}
	}

	private Decoded whole(FileChannel file, Layout layout, Size size, Deadline deadline) throws IOException {
		try (NativeMemory.Held ignored = this.memory.hold(layout.nativeBytes(), deadline)) {
			return (layout.format() == PictureFormat.WEBP) ? WebpDecoder.decode(file, layout, size, step(layout, size))
					: read(file, layout, size, deadline);
		}
	}

	private Decoded read(FileChannel file, Layout layout, Size size, Deadline deadline) throws IOException {
		refuseTooManyScans(file, layout);
		ImageReader reader = Codecs.reader(layout.format());
		try (PictureStream stream = new PictureStream(file, deadline)) {
			reader.setInput(stream, false, true);
			AveragedReading reading = new AveragedReading(reader, layout, deadline);
			BufferedImage image = reading.read(size, step(layout, size), this.heapBudget);
			ICC_Profile profile = reading.profile();
			if (profile == null && layout.profile() != null && layout.format() == PictureFormat.PNG) {
				profile = ColorProfiles.deflated(file, layout.profile());
			}
			return new Decoded(image, profile);
		}
		finally {
			reader.dispose();
		}
	}

	// Averaging squares of pixels is faster than the filter, and leaves enough pixels for
	// it.
	private int step(Layout layout, Size size) {
		int longest = Math.max(layout.width(), layout.height());
		int step = Math.max(1, longest / (KEPT * Math.max(size.width(), size.height())));
		while (layout.scattered() && (layout.pixels() / step / step) * SCATTERED_BYTES > this.heapBudget) {
			step++;
		}
		long shortest = Math.min(layout.width(), layout.height());
		return (int) Math.min(step, LARGEST_SQUARE / Math.min(step, shortest));
	}

	/**
	 * A decoded picture.
	 *
	 * @param image INT_RGB of the wanted size, not yet converted to sRGB
	 * @param profile of an RGB or a gray space; null for sRGB
	 */
	public record Decoded(BufferedImage image, @Nullable ICC_Profile profile) {
	}

	/**
	 * A picture that is decoded to some smaller size.
	 *
	 * @param decoded the pixels
	 * @param width how many pixels the width of the picture covers; the last pixel may
	 * cover more than the picture
	 * @param height how many pixels the height of the picture covers
	 */
	public record Sketch(Decoded decoded, double width, double height) {
	}

}
