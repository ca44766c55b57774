package dev.tintype.imaging.resample;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

/**
 * Converts pixels whose colours only a profile defines, such as inks. It converts before
 * averaging, because a mixture of inks does not have the average of their colours.
 */
final class ProfiledColors extends RowColors {

	private final int components;

	private final boolean alpha;

	private final SampleLevels levels;

	private final ColorConvertOp conversion;

	private WritableRaster inks;

	private WritableRaster screen;

	ProfiledColors(ColorModel colors, SampleLevels levels) {
		this.components = colors.getNumColorComponents();
		this.alpha = colors.hasAlpha();
		this.levels = levels;
		ICC_Profile source = ((ICC_ColorSpace) colors.getColorSpace()).getProfile();
		ICC_Profile target = ((ICC_ColorSpace) ColorSpace.getInstance(ColorSpace.CS_sRGB)).getProfile();
		this.conversion = new ColorConvertOp(new ICC_Profile[] { source, target }, null);
		this.inks = Raster.createInterleavedRaster(0, 1, 1, this.components, null);
		this.screen = Raster.createInterleavedRaster(0, 1, 1, 3, null);
	}

	@Override
	void convert(Raster source, int x, int y, int width, int[] rgb) {
		if (this.inks.getWidth() != width) {
			this.inks = Raster.createInterleavedRaster(0, width, 1, this.components, null);
			this.screen = Raster.createInterleavedRaster(0, width, 1, 3, null);
		}
		byte[] row = this.levels.read(source, x, y, width);
		int bands = source.getNumBands();
		byte[] target = ((DataBufferByte) this.inks.getDataBuffer()).getData();
		for (int i = 0; i < width; i++) {
			System.arraycopy(row, i * bands, target, i * this.components, this.components);
		}
		this.conversion.filter(this.inks, this.screen);
		byte[] colors = ((DataBufferByte) this.screen.getDataBuffer()).getData();
		for (int i = 0; i < width; i++) {
			int color = (colors[3 * i] & 0xFF) << 16 | (colors[3 * i + 1] & 0xFF) << 8 | (colors[3 * i + 2] & 0xFF);
			rgb[i] = this.alpha ? onWhite(color, row[i * bands + this.components] & 0xFF) : color;
		}
	}

}
