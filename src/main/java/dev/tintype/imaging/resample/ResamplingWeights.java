package dev.tintype.imaging.resample;

/**
 * Calculates how much each pixel of a line contributes to each pixel of a shorter line.
 * It uses Keys' cubic filter with parameter -0.5, which Pillow calls bicubic.
 */
final class ResamplingWeights {

	private static final double KEYS = -0.5;

	private static final double SUPPORT = 2;

	/** The sum of the weights of a pixel. */
	private static final int ONE = 2048;

	private final int[] first;

	private final int[][] weights;

	/**
	 * Calculates the weights for a line.
	 * @param length of the line in pixels
	 * @param covered how many of them are inside the picture; the last one may be partly
	 * inside
	 * @param size of the shorter line in pixels
	 * @param margin how many pixels of the shorter line widen the filter
	 */
	ResamplingWeights(int length, double covered, int size, int margin) {
		this.first = new int[size];
		this.weights = new int[size][];
		double scale = covered / size;
		double widening = Math.max(1, scale * margin);
		for (int i = 0; i < size; i++) {
			double center = (i + 0.5) * scale;
			int from = Math.max(0, Math.min(length - 1, (int) (center - SUPPORT * widening + 0.5)));
			int to = Math.max(from + 1, Math.min(length, (int) (center + SUPPORT * widening + 0.5)));
			double[] exact = new double[to - from];
			double sum = 0;
			for (int j = 0; j < exact.length; j++) {
				double part = Math.min(1, covered - from - j);
				exact[j] = part * cubic(Math.abs(from + j + part / 2 - center) / widening);
				sum += exact[j];
			}
			this.first[i] = from;
			this.weights[i] = rounded(exact, sum);
		}
	}

	// The greatest weight takes the rounding error. Otherwise white would not stay white.
	private static int[] rounded(double[] exact, double sum) {
		int[] rounded = new int[exact.length];
		int rest = ONE;
		int greatest = 0;
		for (int i = 0; i < exact.length; i++) {
			rounded[i] = (int) Math.round(exact[i] / sum * ONE);
			rest -= rounded[i];
			greatest = (rounded[i] > rounded[greatest]) ? i : greatest;
		}
		rounded[greatest] += rest;
		return rounded;
	}

	private static double cubic(double x) {
		if (x < 1) {
			return ((KEYS + 2) * x - (KEYS + 3)) * x * x + 1;
		}
		return (x < SUPPORT) ? (((x - 5) * x + 8) * x - 4) * KEYS : 0;
	}

	int first(int pixel) {
		return this.first[pixel];
	}

	int[] of(int pixel) {
		return this.weights[pixel];
	}

}
