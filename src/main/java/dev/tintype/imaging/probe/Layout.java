package dev.tintype.imaging.probe;

import java.io.IOException;

import dev.tintype.imaging.work.PictureFormat;
import org.jspecify.annotations.Nullable;

/**
 * What a decoder must know about a picture before it starts.
 *
 * @param format the format of the file
 * @param width of the canvas in pixels, as stored
 * @param height of the canvas in pixels, as stored
 * @param orientation as in EXIF, 1 to 8
 * @param frames number of frames, at least 1
 * @param frame the place of the first frame on the canvas
 * @param heapBytes Java heap that decoding needs, however few pixels are kept
 * @param nativeBytes memory that decoding needs outside the heap
 * @param profile the place of the ICC profile, when the decoder does not find it itself
 * @param data the place of the first frame in the file, when the decoder must know it
 * @param usual of a JPEG, whether it is like nearly all JPEGs: Huffman codes, eight-bit
 * samples, one or three components, and at most one piece of profile
 * @param samples of a TIFF, how its numbers are stored
 * @param scattered whether pixels are not stored row by row, as in interlaced pictures
 * and tiles
 */
public record Layout(PictureFormat format, int width, int height, int orientation, int frames, Frame frame,
		long heapBytes, long nativeBytes, @Nullable Part profile, @Nullable Part data, boolean usual,
		@Nullable TiffSamples samples, boolean scattered) {

	/**
	 * A layout of one upright frame.
	 * @param format the format of the file
	 * @param width in pixels
	 * @param height in pixels
	 * @return a layout of a single upright frame
	 * @throws IOException when the picture has no pixel, or a side exceeds the length of
	 * a Java array
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

	/**
	 * What clients may know of the picture.
	 * @return the header, with the size as displayed
	 */
	public PictureHeader header() {
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
