package dev.tintype.caption.insight;

/**
 * Measures texts in UTF-8 without decoding them, because statistics read a million.
 */
final class TextMeasure {

	private static final int CONTINUATION_MASK = 0xC0;

	private static final int CONTINUATION = 0x80;

	private static final long PRIME = 0x100000001B3L;

	private static final long BASIS = 0xCBF29CE484222325L;

	private TextMeasure() {
	}

	/**
	 * Counts code points.
	 */
	static int characters(byte[] bytes, int from, int length) {
		int count = 0;
		for (int i = from; i < from + length; i++) {
			count += ((bytes[i] & CONTINUATION_MASK) != CONTINUATION) ? 1 : 0;
		}
		return count;
	}

	/**
	 * Counts words, which ASCII white space separates.
	 */
	static int words(byte[] bytes, int from, int length) {
		int count = 0;
		boolean isSpace = true;
		for (int i = from; i < from + length; i++) {
			boolean was = isSpace;
			isSpace = bytes[i] >= 0 && bytes[i] <= ' ';
			count += (was && !isSpace) ? 1 : 0;
		}
		return count;
	}

	/**
	 * Computes a hash that differs for different texts in practice.
	 */
	static long hash(byte[] bytes, int from, int length) {
		long hash = BASIS;
		for (int i = from; i < from + length; i++) {
			hash = (hash ^ bytes[i]) * PRIME;
		}
		return hash ^ (hash >>> 32);
	}

}
