package dev.tintype.imaging.probe;

import java.io.IOException;

import dev.tintype.imaging.work.PictureFormat;
import org.jspecify.annotations.Nullable;

/**
 * What a decoder has to know about a picture before it starts.
 *
 * @param format what the bytes are
 * @param width of the canvas in pixels, as stored
 * @param height of the canvas in pixels, as stored
 * @param orientation as in EXIF, 1 to 8
 * @param frames at least 1
 * @param frame where on the canvas the first frame is
 * @param heapBytes what decoding takes of the Java heap however few pixels are kept
 * @param nativeBytes what decoding takes outside the heap
 * @param profile where the ICC profile is, when the decoder does not look for it itself
 * @param data where the first frame is in the file, when the decoder needs to know
 * @param usual of a JPEG, whether it is what nearly all are: Huffman codes of eight-bit
 * samples, gray or of three components, and a profile in one piece if any
 * @param samples of a TIFF, how its numbers are stored
 * @param scattered whether pixels come in another order than row by row, as of interlaced
 * pictures and tiles
 */
public record Layout(PictureFormat format, int width, int height, int orientation, int frames, Frame frame,
		long heapBytes, long nativeBytes, @Nullable Part profile, @Nullable Part data, boolean usual,
		@Nullable TiffSamples samples, boolean scattered) {

	/**
	 * A plain picture.
	 * @param format what the bytes are
	 * @param width in pixels
	 * @param height in pixels
	 * @return a layout of a single upright frame
	 * @throws IOException when there is not a single pixel, or more than a Java array of
	 * lines could ever be
	 */
	static Layout of(PictureFormat format, long width, long height) throws IOException {
		if (width < 1 || height < 1 || width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
			throw new IOException("impossible size");
		}
		Frame frame = new Frame(0, 0, (int) width, (int) height);
		return new Layout(format, (int) width, (int) height, 1, 1, frame, 0, 0, null, null, false, null, false);
	}

	Layout oriented(int value) {
		return new Layout(this.format, this.width, this.height, value, this.frames, this.frame, this.heapBytes,
				this.nativeBytes, this.profile, this.data, this.usual, this.samples, this.scattered);
	}

	Layout frames(long count) {
		int sane = (int) Math.max(1, Math.min(count, Integer.MAX_VALUE));
		return new Layout(this.format, this.width, this.height, this.orientation, sane, this.frame, this.heapBytes,
				this.nativeBytes, this.profile, this.data, this.usual, this.samples, this.scattered);
	}

	Layout frame(Frame first) {
		return new Layout(this.format, this.width, this.height, this.orientation, this.frames, first, this.heapBytes,
				this.nativeBytes, this.profile, this.data, this.usual, this.samples, this.scattered);
	}

	Layout needing(long heap, long outside) {
		return new Layout(this.format, this.width, this.height, this.orientation, this.frames, this.frame, heap,
				outside, this.profile, this.data, this.usual, this.samples, this.scattered);
	}

	Layout profile(@Nullable Part part) {
		return new Layout(this.format, this.width, this.height, this.orientation, this.frames, this.frame,
				this.heapBytes, this.nativeBytes, part, this.data, this.usual, this.samples, this.scattered);
	}

	Layout data(Part part) {
		return new Layout(this.format, this.width, this.height, this.orientation, this.frames, this.frame,
				this.heapBytes, this.nativeBytes, this.profile, part, this.usual, this.samples, this.scattered);
	}

	Layout usual(boolean value) {
		return new Layout(this.format, this.width, this.height, this.orientation, this.frames, this.frame,
				this.heapBytes, this.nativeBytes, this.profile, this.data, value, this.samples, this.scattered);
	}

	Layout samples(TiffSamples value) {
		return new Layout(this.format, this.width, this.height, this.orientation, this.frames, this.frame,
				this.heapBytes, this.nativeBytes, this.profile, this.data, this.usual, value, this.scattered);
	}

	Layout scattered(boolean value) {
		return new Layout(this.format, this.width, this.height, this.orientation, this.frames, this.frame,
				this.heapBytes, this.nativeBytes, this.profile, this.data, this.usual, this.samples, value);
	}

	/**
	 * The area of the canvas.
	 * @return width times height
	 */
	public long pixels() {
		return (long) this.width * this.height;
	}

	boolean isOnItsSide() {
		return this.orientation >= 5;
	}

	PictureHeader header() {
		boolean turned = isOnItsSide();
		return new PictureHeader(this.format, turned ? this.height : this.width, turned ? this.width : this.height,
				this.orientation, this.frames);
	}

	/**
	 * A rectangle in pixels of the canvas.
	 *
	 * @param x from the left
	 * @param y from the top
	 * @param width at least 1
	 * @param height at least 1
	 */
	public record Frame(int x, int y, int width, int height) {
	}

	/**
	 * A run of bytes in the file.
	 *
	 * @param at offset of the first
	 * @param length how many
	 */
	public record Part(long at, long length) {
	}

}
