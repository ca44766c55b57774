import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.util.Random;

import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/**
 * {@code java Photographs.java FOLDER COUNT}: JPEGs of 4000 x 3000 pixels that weigh what photographs do, of soft
 * light, edges and grain.
 */
final class Photographs {

	private static final int WIDTH = 4000;

	private static final int HEIGHT = 3000;

	private static final double GRAIN = 3.9;

	private Photographs() {
	}

	public static void main(String[] arguments) throws IOException {
		for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
			write(draw(new Random(i)), new File(arguments[0], "photograph-%02d.jpg".formatted(i)));
		}
	}

	private static BufferedImage draw(Random random) {
		BufferedImage light = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
		for (int y = 0; y < light.getHeight(); y++) {
			for (int x = 0; x < light.getWidth(); x++) {
				light.setRGB(x, y, new Color(shade(random), shade(random), shade(random)).getRGB());
			}
		}
		BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
		Graphics2D graphics = image.createGraphics();
		graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
		graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
		graphics.drawImage(light, 0, 0, WIDTH, HEIGHT, null);
		for (int i = 0; i < 200; i++) {
			graphics.setColor(new Color(random.nextInt(256), random.nextInt(256), random.nextInt(256), 120));
			int side = 20 + random.nextInt(400);
			graphics.fillOval(random.nextInt(WIDTH), random.nextInt(HEIGHT), side * 2, side);
		}
		graphics.dispose();
		addGrain(image, random);
		return image;
	}

	private static int shade(Random random) {
		return 60 + random.nextInt(120);
	}

	private static void addGrain(BufferedImage image, Random random) {
		int[] row = new int[WIDTH];
		for (int y = 0; y < HEIGHT; y++) {
			image.getRGB(0, y, WIDTH, 1, row, 0, WIDTH);
			for (int x = 0; x < WIDTH; x++) {
				int grain = (int) Math.round(random.nextGaussian() * GRAIN);
				row[x] = part(row[x], 16, grain) | part(row[x], 8, grain) | part(row[x], 0, grain);
			}
			image.setRGB(0, y, WIDTH, 1, row, 0, WIDTH);
		}
	}

	private static int part(int pixel, int shift, int grain) {
		return Math.max(0, Math.min(255, (pixel >> shift & 0xff) + grain)) << shift;
	}

	private static void write(BufferedImage image, File file) throws IOException {
		ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
		try (ImageOutputStream stream = ImageIO.createImageOutputStream(file)) {
			ImageWriteParam param = writer.getDefaultWriteParam();
			param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
			param.setCompressionQuality(0.85f);
			writer.setOutput(stream);
			writer.write(null, new IIOImage(image, null, null), param);
		}
		finally {
			writer.dispose();
		}
	}

}
