package dev.tintype.testing.browser;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Polygon;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Random;

/**
 * Draws pictures with content of their own, for screenshots. The same number always gives
 * the same picture.
 */
public final class Drawing {

	private static final List<String> SUBJECTS = List.of("hills", "boat", "forest", "fruit", "town");

	private static final double[] RATIOS = { 1.5, 0.67, 1.33, 1.78, 1, 1.5, 0.8 };

	private static final int AREA = 420_000;

	private final Random random;

	private final int number;

	private final int width;

	private final int height;

	private final BufferedImage image;

	private final Graphics2D graphics;

	private final float hue;

	private Drawing(int number) {
		this.random = new Random(number * 7919L);
		this.number = number;
		double ratio = RATIOS[number % RATIOS.length];
		this.width = (int) Math.sqrt(AREA * ratio);
		this.height = (int) (this.width / ratio);
		this.hue = this.random.nextFloat();
		this.image = new BufferedImage(this.width, this.height, BufferedImage.TYPE_INT_RGB);
		this.graphics = this.image.createGraphics();
		this.graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
	}

	/**
	 * Draws a picture.
	 * @param number of the picture, from 0
	 * @return its pixels
	 */
	public static BufferedImage of(int number) {
		Drawing drawing = new Drawing(number);
		drawing.draw();
		drawing.graphics.dispose();
		return drawing.image;
	}

	/**
	 * Names what a picture shows.
	 * @param number of the picture, from 0
	 * @return a noun
	 */
	public static String subject(int number) {
		return SUBJECTS.get(number % SUBJECTS.size());
	}

	private void draw() {
		switch (subject(this.number)) {
			case "hills" -> hills();
			case "boat" -> boat();
			case "forest" -> forest();
			case "fruit" -> fruit();
			default -> town();
		}
	}

	private void hills() {
		sky(0.55f, 0.9f);
		sun();
		for (int i = 0; i < 4; i++) {
			this.graphics.setColor(colour(this.hue + 0.06f * i, 0.35f + 0.08f * i, 0.62f - 0.13f * i));
			ridge(this.height * (45 + 13 * i) / 100);
		}
	}

	private void boat() {
		sky(0.4f, 0.95f);
		sun();
		int sea = this.height * 3 / 5;
		this.graphics.setPaint(new GradientPaint(0, sea, colour(0.5f + this.hue / 5, 0.45f, 0.6f), 0, this.height,
				colour(0.55f + this.hue / 5, 0.6f, 0.25f)));
		this.graphics.fillRect(0, sea, this.width, this.height - sea);
		int x = part(this.width, 0.3, 0.6);
		int size = Math.min(this.width, this.height) / 4;
		this.graphics.setColor(colour(this.hue + 0.45f, 0.7f, 0.3f));
		polygon(x - size / 2, sea, x + size / 2, sea, x + size / 3, sea + size / 4, x - size / 3, sea + size / 4);
		this.graphics.setColor(colour(0.1f, 0.12f, 0.95f));
		polygon(x - 3, sea - size / 12, x - 3, sea - size, x + size / 2, sea - size / 12);
		this.graphics.setColor(colour(this.hue, 0.5f, 0.85f));
		polygon(x - 10, sea - size / 12, x - 10, sea - size * 4 / 5, x - size / 3, sea - size / 12);
	}

	private void forest() {
		sky(0.25f, 0.8f);
		float green = 0.25f + this.hue / 5;
		for (int row = 0; row < 3; row++) {
			this.graphics.setColor(colour(green, 0.3f + 0.1f * row, 0.6f - 0.18f * row));
			int foot = this.height * (72 + 15 * row) / 100;
			this.graphics.fillRect(0, foot, this.width, this.height - foot);
			for (int x = -20; x < this.width; x += this.width / 11) {
				int tall = part(this.height, 0.3, 0.5);
				int half = this.width / 14;
				polygon(x, foot + 2, x + half, foot - tall, x + 2 * half, foot + 2);
			}
		}
	}

	private void fruit() {
		this.graphics.setPaint(new GradientPaint(0, 0, colour(this.hue, 0.3f, 0.75f), this.width, this.height,
				colour(this.hue + 0.05f, 0.45f, 0.4f)));
		this.graphics.fillRect(0, 0, this.width, this.height);
		int table = this.height * 2 / 3;
		this.graphics.setColor(colour(0.08f, 0.5f, 0.35f));
		this.graphics.fillRect(0, table, this.width, this.height - table);
		int size = Math.min(this.width, this.height) / 3;
		for (int i = 0; i < 4; i++) {
			int x = this.width / 8 + i * this.width / 5;
			int y = table - size / 2 - (i % 2) * size / 5;
			Color skin = colour(0.02f + 0.07f * ((this.number + i) % 4), 0.75f, 0.85f);
			this.graphics.setPaint(new GradientPaint(x, y, skin, x + size, y + size, skin.darker().darker()));
			this.graphics.fillOval(x, y, size, size);
			this.graphics.setColor(colour(0.3f, 0.6f, 0.4f));
			this.graphics.fillRect(x + size / 2, y - size / 8, 5, size / 5);
		}
	}

	private void town() {
		sky(0.65f, 0.45f);
		for (int row = 0; row < 2; row++) {
			int step = this.width / 9;
			for (int x = row * -step / 2; x < this.width; x += step) {
				int top = this.height - part(this.height, 0.3, 0.75 - 0.25 * row);
				this.graphics.setColor(colour(this.hue + 0.6f, 0.35f, 0.32f - 0.14f * row));
				this.graphics.fillRect(x, top, step - 4, this.height - top);
				this.graphics.setColor(colour(0.12f, 0.55f, 0.95f));
				for (int y = top + 12; y < this.height - 12; y += 26) {
					this.graphics.fillRect(x + 10 + this.random.nextInt(3) * step / 4, y, step / 7, 11);
				}
			}
		}
	}

	private void sky(float saturation, float brightness) {
		// From cyan by blue and red to orange, not green.
		float skyHue = 0.52f + 0.56f * this.hue;
		this.graphics.setPaint(new GradientPaint(0, 0, colour(skyHue, saturation, brightness * 0.7f), 0,
				this.height * 0.7f, colour(skyHue + 0.06f, saturation * 0.5f, brightness)));
		this.graphics.fillRect(0, 0, this.width, this.height);
	}

	private void sun() {
		int size = Math.min(this.width, this.height) / 5;
		this.graphics.setColor(colour(0.11f, 0.35f, 1));
		this.graphics.fillOval(part(this.width, 0.15, 0.7), part(this.height, 0.1, 0.3), size, size);
	}

	private void ridge(int level) {
		Polygon ridge = new Polygon();
		double phase = this.random.nextDouble() * 6;
		for (int x = 0; x <= this.width + 8; x += 8) {
			double wave = Math.sin(phase + x * 7.0 / this.width) + Math.sin(2 * phase + x * 17.0 / this.width) / 3;
			ridge.addPoint(x, (int) (level - wave * this.height / 14));
		}
		ridge.addPoint(this.width + 8, this.height);
		ridge.addPoint(0, this.height);
		this.graphics.fillPolygon(ridge);
	}

	private void polygon(int... points) {
		Polygon polygon = new Polygon();
		for (int i = 0; i < points.length; i += 2) {
			polygon.addPoint(points[i], points[i + 1]);
		}
		this.graphics.fillPolygon(polygon);
	}

	private int part(int length, double from, double to) {
		return (int) (length * (from + (to - from) * this.random.nextDouble()));
	}

	private static Color colour(float hue, float saturation, float brightness) {
		return Color.getHSBColor(hue, saturation, brightness);
	}

}
