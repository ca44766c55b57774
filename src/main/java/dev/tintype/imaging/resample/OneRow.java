package dev.tintype.imaging.resample;

import java.awt.Point;
import java.awt.image.BufferedImage;
import java.awt.image.MultiPixelPackedSampleModel;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.awt.image.SampleModel;

import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.event.IIOReadUpdateListener;

import dev.tintype.imaging.probe.Layout;
import dev.tintype.imaging.work.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * An image whose rows all share the memory of one row. It serves image readers that
 * report each decoded row, such as those of the JDK for PNG and GIF. These readers find
 * rasters of the type with which they are fastest.
 */
public final class OneRow implements IIOReadUpdateListener {

	private final PixelSink sink;

	private final BufferedImage image;

	private final Deadline deadline;

	private final Layout.Frame frame;

	/**
	 * Creates an image.
	 * @param type of its pixels, packed or interleaved
	 * @param frame its size, and its place in the picture
	 * @param sink receives each row
	 * @param deadline when to stop the reader
	 */
	public OneRow(ImageTypeSpecifier type, Layout.Frame frame, PixelSink sink, Deadline deadline) {
		int width = frame.width();
		int height = frame.height();
		SampleModel row = type.getSampleModel(width, 1);
		SampleModel same = (row instanceof MultiPixelPackedSampleModel packed)
				? new MultiPixelPackedSampleModel(packed.getDataType(), width, height, packed.getPixelBitStride(), 0, 0)
				: new SameRow((PixelInterleavedSampleModel) row, height);
		this.image = new BufferedImage(type.getColorModel(),
				Raster.createWritableRaster(same, row.createDataBuffer(), new Point()),
				type.getColorModel().isAlphaPremultiplied(), null);
		this.frame = frame;
		this.sink = sink;
		this.deadline = deadline;
	}

	/**
	 * The image to which the reader writes.
	 * @return an image of the full size
	 */
	public BufferedImage image() {
		return this.image;
	}

	@Override
	public void imageUpdate(ImageReader source, BufferedImage updated, int minX, int minY, int width, int height,
			int periodX, int periodY, int[] bands) {
		this.sink.add(updated.getRaster(), minX, minY, width, this.frame.x() + minX, this.frame.y() + minY, periodX);
		if (this.deadline.isOver()) {
			source.abort();
		}
	}

	@Override
	public void passStarted(ImageReader source, BufferedImage updated, int pass, int minPass, int maxPass, int minX,
			int minY, int periodX, int periodY, int[] bands) {
	}

	@Override
	public void passComplete(ImageReader source, @Nullable BufferedImage updated) {
	}

	@Override
	public void thumbnailPassStarted(ImageReader source, BufferedImage updated, int pass, int minPass, int maxPass,
			int minX, int minY, int periodX, int periodY, int[] bands) {
	}

	@Override
	public void thumbnailUpdate(ImageReader source, BufferedImage updated, int minX, int minY, int width, int height,
			int periodX, int periodY, int[] bands) {
	}

	@Override
	public void thumbnailPassComplete(ImageReader source, @Nullable BufferedImage updated) {
	}

	/**
	 * Every row begins where the first does. The constructors do not accept this, so a
	 * field is set.
	 */
	private static final class SameRow extends PixelInterleavedSampleModel {

		SameRow(PixelInterleavedSampleModel row, int height) {
			super(row.getDataType(), row.getWidth(), height, row.getPixelStride(), row.getScanlineStride(),
					row.getBandOffsets());
			this.scanlineStride = 0;
		}

	}

}
