package dev.tintype.imaging.decode;

import java.awt.Rectangle;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.io.IOException;
import java.util.Iterator;

import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;

import dev.tintype.imaging.probe.Layout;
import dev.tintype.imaging.probe.TiffSamples;
import dev.tintype.imaging.resample.Averaging;
import dev.tintype.imaging.resample.OneRow;
import dev.tintype.imaging.resample.PixelSink;
import dev.tintype.imaging.resample.RowColors;
import dev.tintype.imaging.resample.SinkRaster;
import dev.tintype.imaging.resample.Size;
import dev.tintype.imaging.work.Deadline;
import dev.tintype.imaging.work.PictureFormat;
import org.jspecify.annotations.Nullable;

/**
 * Reads one picture through ImageIO and averages its pixels while they are decoded. An
 * image reader would reduce the picture by leaving pixels out.
 */
final class AveragedReading {

	/**
	 * The decoder starts at the beginning of a JPEG for each band. A JPEG that needs more
	 * bands than this is read with some pixels left out. Such a picture has four inks or
	 * a rare profile, and is very large for the memory budget.
	 */
	private static final int MOST_JPEG_BANDS = 4;

	/**
	 * Bytes per pixel: the decoded pixel, its copy in other colours, and the conversion.
	 */
	private static final int JPEG_BYTES = 12;

	/** A band of a JPEG begins at a row of coefficient blocks. */
	private static final int BLOCK = 16;

	private final ImageReader reader;

	private final Layout layout;

	private final Deadline deadline;

	private final ImageTypeSpecifier type;

	private final RowColors colors;

	/**
	 * Prepares a reader.
	 * @param reader with its input; the caller disposes of it
	 * @param deadline when to stop
	 * @throws IOException when the picture differs from its header or cannot be decoded
	 */
	AveragedReading(ImageReader reader, Layout layout, Deadline deadline) throws IOException {
		this.reader = reader;
		this.layout = layout;
		this.deadline = deadline;
		Layout.Frame frame = layout.frame();
		if (reader.getWidth(0) != frame.width() || reader.getHeight(0) != frame.height()) {
			throw new IOException("the size differs from the header's");
		}
		reader.addIIOReadProgressListener(new DeadlineListener(deadline));
		this.type = type();
		this.colors = RowColors.of(this.type.getColorModel(), layout.samples());
	}

	// For TIFF, the first type may not show what alpha means.
	private ImageTypeSpecifier type() throws IOException {
		ImageTypeSpecifier raw = (this.layout.format() == PictureFormat.TIFF) ? this.reader.getRawImageType(0) : null;
		if (raw != null) {
			return raw;
		}
		Iterator<ImageTypeSpecifier> types = this.reader.getImageTypes(0);
		if (!types.hasNext()) {
			throw new IOException("the reader offers no image type");
		}
		return types.next();
	}

	/**
	 * The profile of the colours that the reader returns.
	 * @return a profile of an RGB or gray space; null for sRGB or when the reader knows
	 * none
	 */
	@Nullable ICC_Profile profile() {
		ColorSpace space = this.type.getColorModel().getColorSpace();
		return (space instanceof ICC_ColorSpace icc && ColorProfiles.isOther(space)) ? icc.getProfile() : null;
	}

	/**
	 * Reads the picture.
	 * @param step the side of the squares of pixels that are averaged first, in pixels
	 * @param budget limit of the memory for pixels, in bytes
	 * @return INT_RGB
	 * @throws IOException when the picture is damaged
	 */
	BufferedImage read(Size size, int step, long budget) throws IOException {
		if (isReadAtOnce(budget)) {
			Averaging averaging = new Averaging(size, step);
			readAtOnce(new PixelSink(this.colors, averaging));
			return averaging.finish();
		}
		long bands = (heldBytes() + budget - 1) / budget;
		int skip = 1;
		if (this.layout.format() == PictureFormat.JPEG && bands > MOST_JPEG_BANDS) {
			skip = (int) Math.ceil(Math.sqrt((double) bands / MOST_JPEG_BANDS));
			bands = MOST_JPEG_BANDS;
		}
		int rows = (int) Math.max(1, this.layout.height() / bands / skip / BLOCK) * BLOCK * skip;
		Averaging averaging = new Averaging(size.skipping(skip), Math.max(1, step / skip));
		readBands(new PixelSink(this.colors, averaging), rows, skip);
		return averaging.finish();
	}

	// These readers may write rows in any order, but do not read them back.
	private boolean isReadAtOnce(long budget) {
		TiffSamples samples = this.layout.samples();
		return switch (this.layout.format()) {
			case PNG, GIF -> true;
			case TIFF -> samples != null && !samples.planar() && (!samples.jpeg() || heldBytes() <= budget);
			case JPEG -> this.layout.usual() && this.layout.profile() == null;
			default -> false;
		};
	}

	private void readAtOnce(PixelSink sink) throws IOException {
		Layout.Frame frame = this.layout.frame();
		ImageReadParam param = this.reader.getDefaultReadParam();
		if (this.layout.format() == PictureFormat.PNG || this.layout.format() == PictureFormat.GIF) {
			OneRow row = new OneRow(this.type, frame, sink, this.deadline);
			this.reader.addIIOReadUpdateListener(row);
			param.setDestination(row.image());
		}
		else {
			ColorModel model = this.type.getColorModel();
			boolean passes = this.layout.format() == PictureFormat.JPEG && this.layout.nativeBytes() > 0;
			SinkRaster raster = new SinkRaster(this.type.getSampleModel(frame.width(), frame.height()), sink, passes);
			param.setDestination(new BufferedImage(model, raster, model.isAlphaPremultiplied(), null));
		}
		this.reader.read(0, param);
		this.deadline.check();
	}

	private void readBands(PixelSink sink, int rows, int skip) throws IOException {
		ImageReadParam param = this.reader.getDefaultReadParam();
		param.setSourceSubsampling(skip, skip, 0, 0);
		for (int y = 0; y < this.layout.height(); y += rows) {
			param.setSourceRegion(new Rectangle(0, y, this.layout.width(), Math.min(rows, this.layout.height() - y)));
			param.setDestination(null);
			param.setDestinationType(this.type);
			sink.add(this.reader.read(0, param).getRaster(), 0, y / skip);
			this.deadline.check();
		}
	}

	private long heldBytes() {
		if (this.layout.format() == PictureFormat.JPEG) {
			return this.layout.pixels() * JPEG_BYTES;
		}
		long bits = 0;
		for (int size : this.type.getSampleModel().getSampleSize()) {
			bits += Math.max(Byte.SIZE, size);
		}
		return this.layout.pixels() * ((bits + Byte.SIZE - 1) / Byte.SIZE);
	}

}
