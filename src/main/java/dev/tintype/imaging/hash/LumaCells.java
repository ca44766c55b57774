package dev.tintype.imaging.hash;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.Arrays;

import dev.tintype.imaging.decode.ColorProfiles;
import dev.tintype.imaging.decode.PictureDecoder;

/**
 * The mean luma of 32×32 cells that cover a picture. A pixel on the border of cells
 * counts in each by its area.
 */
final class LumaCells {

	private static final int CELLS = PerceptualHash.CELLS;

	private static final double RED = 0.299;

	private static final double GREEN = 0.587;

	private static final double BLUE = 0.114;

	private LumaCells() {
	}

	/**
	 * Computes the cells.
	 * @param orientation as in EXIF, 1 to 8
	 * @return by rows of the picture as displayed
	 */
	static double[] of(PictureDecoder.Sketch sketch, int orientation) {
		BufferedImage image = sketch.decoded().image();
		double[][] bands = means(image, sketch.width(), sketch.height());
		if (sketch.decoded().profile() != null) {
			BufferedImage small = small(bands);
			ColorProfiles.convert(small, sketch.decoded().profile());
			bands = means(small, CELLS, CELLS);
		}
		double[] cells = new double[CELLS * CELLS];
		for (int i = 0; i < cells.length; i++) {
			cells[place(i % CELLS, i / CELLS, orientation)] = RED * bands[0][i] + GREEN * bands[1][i]
					+ BLUE * bands[2][i];
		}
		return cells;
	}

	private static double[][] means(BufferedImage image, double width, double height) {
		int columns = image.getWidth();
		int rows = image.getHeight();
		int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
		double[][] bands = new double[3][CELLS * CELLS];
		double[] across = new double[3 * CELLS];
		for (int y = 0; y < rows; y++) {
			row(pixels, y * columns, columns, width, across);
			double from = y * CELLS / height;
			double to = Math.min(CELLS, (y + 1) * CELLS / height);
			for (int cell = (int) from; cell < CELLS && cell < to; cell++) {
				double share = Math.min(to, cell + 1) - Math.max(from, cell);
				for (int i = 0; i < across.length; i++) {
					bands[i % 3][cell * CELLS + i / 3] += share * across[i];
				}
			}
		}
		return bands;
	}

	// The means of one row; a cell is one long.
	private static void row(int[] pixels, int start, int columns, double width, double[] across) {
		Arrays.fill(across, 0);
		double step = CELLS / width;
		for (int x = 0; x < columns; x++) {
			int color = pixels[start + x];
			double from = x * step;
			double to = Math.min(CELLS, from + step);
			for (int cell = (int) from; cell < CELLS && cell < to; cell++) {
				double share = Math.min(to, cell + 1) - Math.max(from, cell);
				across[3 * cell] += share * (color >> 16 & 0xFF);
				across[3 * cell + 1] += share * (color >> 8 & 0xFF);
				across[3 * cell + 2] += share * (color & 0xFF);
			}
		}
	}

	private static BufferedImage small(double[][] bands) {
		BufferedImage image = new BufferedImage(CELLS, CELLS, BufferedImage.TYPE_INT_RGB);
		for (int i = 0; i < CELLS * CELLS; i++) {
			int color = 0;
			for (double[] band : bands) {
				color = color << 8 | (int) Math.min(255, Math.round(band[i]));
			}
			image.setRGB(i % CELLS, i / CELLS, color);
		}
		return image;
	}

	// Where a cell of the stored picture is displayed (EXIF 2.3, 4.6.4 A).
	private static int place(int x, int y, int orientation) {
		int right = CELLS - 1 - x;
		int below = CELLS - 1 - y;
		return switch (orientation) {
			case 2 -> y * CELLS + right;
			case 3 -> below * CELLS + right;
			case 4 -> below * CELLS + x;
			case 5 -> x * CELLS + y;
			case 6 -> x * CELLS + below;
			case 7 -> right * CELLS + below;
			case 8 -> right * CELLS + y;
			default -> y * CELLS + x;
		};
	}

}
