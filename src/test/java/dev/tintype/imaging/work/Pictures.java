package dev.tintype.imaging.work;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/**
 * Makes pictures for tests. Every one shows the same flag: red at the top left, green at
 * the top right, blue at the bottom left and white at the bottom right.
 */
public final class Pictures {

	private Pictures() {
	}

	public static Path jpeg(Path directory, String name, int width, int height) {
		return write(directory.resolve(name), flag(width, height, BufferedImage.TYPE_INT_RGB), "jpeg");
	}

	/**
	 * A JPEG of one colour, which has no perceptual hash.
	 */
	public static Path flat(Path directory, String name, int width, int height) {
		return write(directory.resolve(name), new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "jpeg");
	}

	/**
	 * A JPEG of random grey areas. Pictures of the same seed look alike in any size.
	 */
	public static Path scene(Path directory, String name, int width, int height, long seed) {
		Random random = new Random(seed);
		BufferedImage areas = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
		for (int i = 0; i < 64; i++) {
			areas.setRGB(i % 8, i / 8, 0x010101 * random.nextInt(256));
		}
		BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
		Graphics2D graphics = image.createGraphics();
		graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
		graphics.drawImage(areas, 0, 0, width, height, null);
		graphics.dispose();
		return write(directory.resolve(name), image, "jpeg");
	}

	public static Path png(Path directory, String name, int width, int height) {
		return write(directory.resolve(name), flag(width, height, BufferedImage.TYPE_INT_RGB), "png");
	}

	public static Path gif(Path directory, String name, int width, int height) {
		return write(directory.resolve(name), flag(width, height, BufferedImage.TYPE_BYTE_INDEXED), "gif");
	}

	public static Path bmp(Path directory, String name, int width, int height) {
		return write(directory.resolve(name), flag(width, height, BufferedImage.TYPE_INT_RGB), "bmp");
	}

	public static Path tiff(Path directory, String name, int width, int height) {
		return write(directory.resolve(name), flag(width, height, BufferedImage.TYPE_INT_RGB), "tiff");
	}

	public static Path webp(Path directory, String name, int width, int height) {
		return write(directory.resolve(name), flag(width, height, BufferedImage.TYPE_INT_RGB), "webp");
	}

	/**
	 * One picture of each format, named after the format, such as {@code jpeg.jpg}.
	 * @param directory where to write them
	 * @param width in pixels
	 * @param height in pixels
	 * @return the file
	 */
	public static Path of(PictureFormat format, Path directory, int width, int height) {
		String name = format.name().toLowerCase(Locale.ROOT);
		int type = (format == PictureFormat.GIF) ? BufferedImage.TYPE_BYTE_INDEXED : BufferedImage.TYPE_INT_RGB;
		return write(directory.resolve(name + format.suffix()), flag(width, height, type), name);
	}

	/**
	 * A JPEG that is stored in another orientation but shows the flag upright.
	 * @param directory where to put it
	 * @param name of the file
	 * @param width in pixels, as displayed
	 * @param height in pixels, as displayed
	 * @param orientation as in EXIF, 1 to 8
	 * @return the file
	 */
	public static Path withOrientation(Path directory, String name, int width, int height, int orientation) {
		BufferedImage stored = stored(flag(width, height, BufferedImage.TYPE_INT_RGB), orientation);
		byte[] jpeg = PictureBytes.bytes(write(directory.resolve(name), stored, "jpeg"));
		byte[] exif = PictureBytes.exif(orientation);
		ByteArrayOutputStream result = new ByteArrayOutputStream();
		result.write(jpeg, 0, 2);
		result.writeBytes(new byte[] { (byte) 0xFF, (byte) 0xE1, 0, (byte) (exif.length + 8) });
		result.writeBytes("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
		result.writeBytes(exif);
		result.write(jpeg, 2, jpeg.length - 2);
		return PictureBytes.file(directory.resolve(name), result.toByteArray());
	}

	/**
	 * A PNG of 30,000 by 30,000 black pixels in 109 kB.
	 * @param directory where to put it
	 * @param name of the file
	 * @return the file
	 */
	public static Path bomb(Path directory, String name) {
		return PictureBytes.blank(directory, name, 30_000, 30_000, false);
	}

	/**
	 * A GIF of several frames.
	 * @param directory where to write it
	 * @param name of the file
	 * @param frames shown in turn
	 * @return the file
	 */
	public static Path animation(Path directory, String name, BufferedImage... frames) {
		Path file = directory.resolve(name);
		ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
		try (ImageOutputStream stream = ImageIO.createImageOutputStream(file.toFile())) {
			writer.setOutput(stream);
			writer.prepareWriteSequence(null);
			for (BufferedImage frame : frames) {
				writer.writeToSequence(new IIOImage(frame, null, null), null);
			}
			writer.endWriteSequence();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		finally {
			writer.dispose();
		}
		return file;
	}

	/**
	 * A JPEG written with the parameters of ImageIO's own writer.
	 * @param directory where to write it
	 * @param name of the file
	 * @param image to write
	 * @param progressive whether to write several scans
	 * @return the file
	 */
	public static Path jpeg(Path directory, String name, BufferedImage image, boolean progressive) {
		return jpeg(directory.resolve(name), new IIOImage(image, null, null), progressive);
	}

	/**
	 * A JPEG of four inks, inverted as Adobe's programs store them.
	 * @param directory where to write it
	 * @param name of the file
	 * @param width in pixels
	 * @param height in pixels
	 * @return the file
	 */
	public static Path cmyk(Path directory, String name, int width, int height) {
		BufferedImage flag = flag(width, height, BufferedImage.TYPE_INT_RGB);
		WritableRaster inks = Raster.createInterleavedRaster(0, width, height, 4, null);
		for (int y = 0; y < height; y++) {
			for (int x = 0; x < width; x++) {
				Color color = new Color(flag.getRGB(x, y));
				inks.setPixel(x, y, new int[] { color.getRed(), color.getGreen(), color.getBlue(), 255 });
			}
		}
		byte[] jpeg = PictureBytes.bytes(jpeg(directory.resolve(name), new IIOImage(inks, null, null), false));
		byte[] adobe = { (byte) 0xFF, (byte) 0xEE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0 };
		return PictureBytes.file(directory.resolve(name),
				PictureBytes.join(Arrays.copyOf(jpeg, 2), adobe, Arrays.copyOfRange(jpeg, 2, jpeg.length)));
	}

	/**
	 * The flag.
	 * @param width in pixels
	 * @param height in pixels
	 * @param type of {@link BufferedImage}
	 * @return a new image
	 */
	public static BufferedImage flag(int width, int height, int type) {
		return flag(new BufferedImage(width, height, type));
	}

	/**
	 * Draws the flag.
	 * @param image to draw on
	 * @return the same image
	 */
	public static BufferedImage flag(BufferedImage image) {
		int width = image.getWidth();
		int height = image.getHeight();
		Graphics2D graphics = image.createGraphics();
		Color[] colors = { Color.RED, Color.GREEN, Color.BLUE, Color.WHITE };
		for (int i = 0; i < colors.length; i++) {
			graphics.setColor(colors[i]);
			graphics.fillRect((i % 2) * width / 2, (i / 2) * height / 2, (width + 1) / 2, (height + 1) / 2);
		}
		graphics.dispose();
		return image;
	}

	/**
	 * Writes an image as ImageIO does by default.
	 * @param file to write
	 * @param image any that the format can hold
	 * @param format a name that ImageIO knows
	 * @return the file
	 */
	public static Path write(Path file, BufferedImage image, String format) {
		try {
			if (!ImageIO.write(image, format, file.toFile())) {
				throw new IllegalArgumentException("No writer for " + format);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return file;
	}

	/**
	 * Cuts a file short.
	 * @param file is replaced
	 * @param length how many bytes to keep
	 * @return the same file
	 */
	public static Path truncate(Path file, int length) {
		return PictureBytes.file(file, Arrays.copyOf(PictureBytes.bytes(file), length));
	}

	private static Path jpeg(Path file, IIOImage image, boolean progressive) {
		ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
		try (ImageOutputStream stream = ImageIO.createImageOutputStream(Files.newOutputStream(file))) {
			ImageWriteParam param = writer.getDefaultWriteParam();
			param.setProgressiveMode(progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
			writer.setOutput(stream);
			writer.write(null, image, param);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		finally {
			writer.dispose();
		}
		return file;
	}

	// Moves every pixel to its place in a picture stored with this orientation.
	private static BufferedImage stored(BufferedImage upright, int orientation) {
		int width = upright.getWidth();
		int height = upright.getHeight();
		boolean turned = orientation >= 5;
		BufferedImage stored = new BufferedImage(turned ? height : width, turned ? width : height, upright.getType());
		for (int y = 0; y < height; y++) {
			for (int x = 0; x < width; x++) {
				int right = width - 1 - x;
				int down = height - 1 - y;
				int[] at = switch (orientation) {
					case 2 -> new int[] { right, y };
					case 3 -> new int[] { right, down };
					case 4 -> new int[] { x, down };
					case 5 -> new int[] { y, x };
					case 6 -> new int[] { y, right };
					case 7 -> new int[] { down, right };
					case 8 -> new int[] { down, x };
					default -> new int[] { x, y };
				};
				stored.setRGB(at[0], at[1], upright.getRGB(x, y));
			}
		}
		return stored;
	}

}
