package dev.tintype.decode;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.SampleModel;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Iterator;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;

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

	/** Beside the decoder's own pixels a line of them is copied to four bytes a pixel. */
	private static final int COPY_BYTES = 5;

	private static final long UNIT = 64L * 1024;

	private static final long MOST = 256L * 1024 * 1024;

	private final PictureSettings settings;

	private final long heapBudget;

	private final Semaphore outside;

	/**
	 * A decoder.
	 * @param settings its bounds
	 */
	public PictureDecoder(PictureSettings settings) {
		this.settings = settings;
		this.heapBudget = Math.min(MOST, Runtime.getRuntime().maxMemory() / (4L * settings.workers()));
		this.outside = new Semaphore((int) Math.min(Integer.MAX_VALUE, settings.maxDecodeMemory().toBytes() / UNIT));
	}

	/**
	 * Decodes the first frame onto a white canvas.
	 * @param file a picture that is open
	 * @param layout what its header says
	 * @param longestSide how many pixels are wanted
	 * @param deadline when to give up
	 * @return opaque, not yet upright; larger than wanted unless the picture is smaller
	 */
	public Decoded decode(FileChannel file, Layout layout, int longestSide, Deadline deadline) {
		if (layout.heapBytes() > this.heapBudget) {
			throw PictureException.tooMuchMemory(layout.heapBytes(), this.heapBudget);
		}
		long length = length(file);
		int possible = ReducingJpegDecoder.reduction(layout, length, longestSide, this.heapBudget);
		long needed = layout.nativeBytes() + ReducingJpegDecoder.nativeBytes(layout, length, possible);
		// ImageIO is slower, and needs less outside the heap.
		int reduction = (needed <= this.settings.maxDecodeMemory().toBytes()) ? possible : 0;
		int outside = reserve((reduction > 0) ? needed : layout.nativeBytes(), deadline);
		try {
			Decoded decoded = switch (layout.format()) {
				case JPEG -> jpeg(file, layout, longestSide, reduction, deadline);
				case WEBP -> WebpDecoder.decode(file, layout, step(layout, longestSide, 4));
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
				throw PictureException.undecodable(layout.format());
			}
			throw ex;
		}
		// Decoders throw anything at all when a file is damaged.
		catch (Throwable ex) {
			deadline.check();
			throw PictureException.undecodable(layout.format());
		}
		finally {
			this.outside.release(outside);
		}
	}

	private static long length(FileChannel file) {
		try {
			return file.size();
		}
		catch (IOException ex) {
			throw PictureException.unreadable();
		}
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

	private Decoded jpeg(FileChannel file, Layout layout, int longestSide, int reduction, Deadline deadline)
			throws IOException {
		if (layout.nativeBytes() > 0 && PictureProbe.hasTooManyScans(file)) {
			throw new IOException("too many scans");
		}
		BufferedImage image = (reduction > 0) ? ReducingJpegDecoder.decode(file, layout, reduction) : null;
		if (image == null) {
			return read(file, layout, longestSide, deadline);
		}
		return new Decoded(image, (layout.profile() != null) ? ColorProfiles.plain(file, layout.profile()) : null);
	}

	private Decoded read(FileChannel file, Layout layout, int longestSide, Deadline deadline) throws IOException {
		ImageReader reader = Codecs.reader(layout.format());
		try (PictureStream stream = new PictureStream(file, deadline)) {
			reader.setInput(stream, false, true);
			Layout.Frame frame = layout.frame();
			if (reader.getWidth(0) != frame.width() || reader.getHeight(0) != frame.height()) {
				throw new IOException("another size than the header's");
			}
			reader.addIIOReadProgressListener(new DeadlineListener(deadline));
			int step = step(layout, longestSide, bytesPerPixel(reader));
			ImageReadParam param = reader.getDefaultReadParam();
			param.setSourceSubsampling(Math.min(step, frame.width()), Math.min(step, frame.height()), 0, 0);
			BufferedImage image = reader.read(0, param);
			deadline.check();
			ICC_Profile profile = embedded(image);
			if (profile == null && layout.profile() != null && layout.format() == PictureFormat.PNG) {
				profile = ColorProfiles.deflated(file, layout.profile());
			}
			return new Decoded(Flattening.flatten(image, layout, step), profile);
		}
		finally {
			reader.dispose();
		}
	}

	private int step(Layout layout, int longestSide, int bytesPerPixel) {
		int longest = Math.max(layout.width(), layout.height());
		int step = Math.max(1, longest / (2 * longestSide));
		while ((layout.pixels() / step / step) * (bytesPerPixel + COPY_BYTES) > this.heapBudget) {
			step++;
		}
		return step;
	}

	private static int bytesPerPixel(ImageReader reader) throws IOException {
		Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
		if (!types.hasNext()) {
			throw new IOException("no way to decode it");
		}
		SampleModel samples = types.next().getSampleModel();
		int bits = 0;
		for (int size : samples.getSampleSize()) {
			bits += Math.max(8, size);
		}
		return (bits + 7) / 8;
	}

	private static @Nullable ICC_Profile embedded(BufferedImage image) {
		ColorSpace space = image.getColorModel().getColorSpace();
		return (space instanceof ICC_ColorSpace icc && !space.isCS_sRGB() && space.getType() == ColorSpace.TYPE_RGB)
				? icc.getProfile() : null;
	}

	/**
	 * Pixels, and the profile that says what colours they stand for.
	 *
	 * @param image opaque, its numbers as stored
	 * @param profile of an RGB space; absent for sRGB
	 */
	public record Decoded(BufferedImage image, @Nullable ICC_Profile profile) {
	}

}
