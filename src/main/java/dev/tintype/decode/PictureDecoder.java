package dev.tintype.decode;

import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import javax.imageio.IIOException;
import javax.imageio.ImageReader;

import dev.tintype.header.Layout;
import dev.tintype.header.PictureProbe;
import dev.tintype.picture.Deadline;
import dev.tintype.picture.PictureException;
import dev.tintype.picture.PictureFormat;
import dev.tintype.picture.PictureSettings;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a picture to at least the size that is wanted and mostly no more than twice it,
 * within a budget of memory: it is reduced while it is read, so that a picture of a
 * hundred million pixels needs no more than a small one.
 */
public final class PictureDecoder {

	/** A reduced pixel, and the sums that it is made from. */
	private static final int REDUCED_BYTES = 16;

	/** Sums of more pixels than this overflow. */
	private static final long LARGEST_SQUARE = Integer.MAX_VALUE / 512;

	private static final long UNIT = 64L * 1024;

	private static final long MOST = 256L * 1024 * 1024;

	private final PictureSettings settings;

	private final NativeCode code;

	private final long heapBudget;

	private final Semaphore outside;

	/**
	 * A decoder.
	 * @param settings its bounds
	 * @param code the native decoders
	 */
	public PictureDecoder(PictureSettings settings, NativeCode code) {
		this.settings = settings;
		this.code = code;
		this.heapBudget = Math.min(MOST, Runtime.getRuntime().maxMemory() / (4L * settings.workers()));
		this.outside = new Semaphore((int) Math.min(Integer.MAX_VALUE, settings.maxDecodeMemory().toBytes() / UNIT));
	}

	/**
	 * Decodes the first frame onto a white canvas.
	 * @param file a picture
	 * @param layout what its header says
	 * @param longestSide how many pixels are wanted
	 * @param deadline when to give up
	 * @return opaque, not yet upright; larger than wanted unless the picture is smaller
	 */
	public Decoded decode(Path file, Layout layout, int longestSide, Deadline deadline) {
		if (layout.heapBytes() > this.heapBudget) {
			throw PictureException.tooMuchMemory(layout.heapBytes(), this.heapBudget);
		}
		if (layout.format() == PictureFormat.WEBP && !this.code.hasWebp()) {
			throw PictureException.withoutCodec("WebP");
		}
		long length = file.toFile().length();
		int possible = (layout.usual() && this.code.hasJpeg())
				? ReducingJpegDecoder.reduction(layout, length, longestSide, this.heapBudget) : 0;
		long needed = layout.nativeBytes() + ReducingJpegDecoder.nativeBytes(layout, length, possible);
		// ImageIO is slower, and needs less outside the heap.
		int reduction = (needed <= this.settings.maxDecodeMemory().toBytes()) ? possible : 0;
		int outside = reserve((reduction > 0) ? needed : layout.nativeBytes(), deadline);
		try {
			Decoded decoded = switch (layout.format()) {
				case JPEG -> jpeg(file, layout, longestSide, reduction, deadline);
				case WEBP -> WebpDecoder.decode(file, layout, step(layout, longestSide));
				default -> read(file, layout, longestSide, deadline);
			};
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
		// Decoders throw anything at all when a file is damaged.
		catch (Throwable ex) {
			deadline.check();
			throw isUnsupported(ex) ? PictureException.unsupportedFeature(layout.format(), "an unusual encoding")
					: PictureException.damaged(layout.format());
		}
		finally {
			this.outside.release(outside);
		}
	}

	// What the header does not tell, the readers tell in these words.
	private static boolean isUnsupported(Throwable ex) {
		String message = (ex instanceof IIOException || ex instanceof IllegalArgumentException) ? ex.getMessage() : null;
		return message != null && (message.startsWith("Unsupported") || message.contains("not supported"));
	}

	// Pictures that must be held whole share the memory outside the heap: they wait for
	// each other.
	private int reserve(long bytes, Deadline deadline) {
		if (bytes > this.settings.maxDecodeMemory().toBytes()) {
			throw PictureException.tooMuchMemory(bytes, this.settings.maxDecodeMemory().toBytes());
		}
		int permits = (int) (bytes / UNIT);
		try {
			if (!this.outside.tryAcquire(permits, deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
				throw PictureException.busy();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw PictureException.busy();
		}
		return permits;
	}

	private Decoded jpeg(Path file, Layout layout, int longestSide, int reduction, Deadline deadline)
			throws IOException {
		if (layout.nativeBytes() > 0 && PictureProbe.hasTooManyScans(file)) {
			throw new IOException("too many scans");
		}
		BufferedImage image = (reduction > 0) ? ReducingJpegDecoder.decode(file, layout, reduction) : null;
		if (image == null) {
			return read(file, layout, longestSide, deadline);
		}
		return Decoded.reduced(image, layout, reduction,
				(layout.profile() != null) ? ColorProfiles.plain(file, layout.profile()) : null);
	}

	private Decoded read(Path file, Layout layout, int longestSide, Deadline deadline) throws IOException {
		ImageReader reader = Codecs.reader(layout.format());
		try (PictureStream stream = new PictureStream(file, deadline)) {
			reader.setInput(stream, false, true);
			AveragedReading reading = new AveragedReading(reader, layout, deadline);
			AveragedReading.Reduced reduced = reading.read(step(layout, longestSide), this.heapBudget);
			ICC_Profile profile = reading.profile();
			if (profile == null && layout.profile() != null && layout.format() == PictureFormat.PNG) {
				profile = ColorProfiles.deflated(file, layout.profile());
			}
			return Decoded.reduced(reduced.image(), layout, reduced.step(), profile);
		}
		finally {
			reader.dispose();
		}
	}

	private int step(Layout layout, int longestSide) {
		int longest = Math.max(layout.width(), layout.height());
		int step = Math.max(1, longest / (2 * longestSide));
		while ((layout.pixels() / step / step) * REDUCED_BYTES > this.heapBudget) {
			step++;
		}
		long shortest = Math.min(layout.width(), layout.height());
		return (int) Math.min(step, LARGEST_SQUARE / Math.min(step, shortest));
	}

	/**
	 * A decoded picture.
	 *
	 * @param image opaque, its numbers as stored
	 * @param width how many columns of the image the picture covers: the last one may be
	 * covered in part
	 * @param height how many rows of the image the picture covers
	 * @param profile of an RGB space; absent for sRGB
	 */
	public record Decoded(BufferedImage image, double width, double height, @Nullable ICC_Profile profile) {

		static Decoded reduced(BufferedImage image, Layout layout, int step, @Nullable ICC_Profile profile) {
			return new Decoded(image, (double) layout.width() / step, (double) layout.height() / step, profile);
		}

	}

}
