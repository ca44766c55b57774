package dev.tintype.imaging.resample;

import java.awt.Point;
import java.awt.Rectangle;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.SampleModel;
import java.awt.image.WritableRaster;

import org.jspecify.annotations.Nullable;

/**
 * A raster without memory: it averages at once what an image reader writes. It serves
 * readers that write whole rows or tiles and never read them back.
 */
public final class SinkRaster extends WritableRaster {

	private final PixelSink sink;

	private final Point place;

	private boolean passes;

	/**
	 * A raster of a whole picture.
	 * @param samples of the picture's size
	 * @param sink receives all pixels
	 * @param passes whether the reader may write all rows again, from the first on, to
	 * replace what it has written
	 */
	public SinkRaster(SampleModel samples, PixelSink sink, boolean passes) {
		this(samples, new NoBuffer(samples), new Rectangle(samples.getWidth(), samples.getHeight()), new Point(), sink,
				null);
		this.passes = passes;
	}

	private SinkRaster(SampleModel samples, DataBuffer buffer, Rectangle area, Point place, PixelSink sink,
			@Nullable WritableRaster parent) {
		super(samples, buffer, area, new Point(), parent);
		this.place = place;
		this.sink = sink;
	}

	@Override
	public void setRect(int dx, int dy, Raster source) {
		setDataElements(dx + source.getMinX(), dy + source.getMinY(), source);
	}

	@Override
	public void setDataElements(int x, int y, Raster source) {
		if (this.passes && y == 0) {
			this.sink.restart();
		}
		this.sink.add(source, x + this.place.x, y + this.place.y);
	}

	@Override
	public WritableRaster createWritableChild(int x, int y, int width, int height, int minX, int minY,
			int @Nullable [] bands) {
		if (bands != null) {
			throw new UnsupportedOperationException("Bands cannot be written separately");
		}
		Point origin = new Point(this.place.x + x - minX, this.place.y + y - minY);
		return new SinkRaster(getSampleModel(), getDataBuffer(), new Rectangle(minX, minY, width, height), origin,
				this.sink, this);
	}

	/** The constructor of a raster requires a buffer. */
	private static final class NoBuffer extends DataBuffer {

		NoBuffer(SampleModel samples) {
			super(samples.getDataType(), 1);
		}

		@Override
		public int getElem(int bank, int index) {
			throw new UnsupportedOperationException("Pixels cannot be read back");
		}

		@Override
		public void setElem(int bank, int index, int value) {
			throw new UnsupportedOperationException("Pixels are written in rows only");
		}

	}

}
