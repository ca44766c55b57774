package dev.tintype.imaging.hash;

import java.nio.channels.FileChannel;

import dev.tintype.imaging.decode.PictureDecoder;
import dev.tintype.imaging.probe.Layout;
import dev.tintype.imaging.work.Deadline;
import dev.tintype.imaging.work.PictureException;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Computes the perceptual hash of picture files.
 */
@Component
public class PictureHasher {

	// Four pixels for each cell in each direction are enough, because each is a mean.
	private static final int SHORTEST_SIDE = 4 * PerceptualHash.CELLS;

	/** Limits the memory for long, narrow pictures. */
	private static final int LONGEST_SIDE = 4096;

	private final PictureDecoder decoder;

	/**
	 * Creates a hasher.
	 * @param decoder decodes the pictures
	 */
	public PictureHasher(PictureDecoder decoder) {
		this.decoder = decoder;
	}

	/**
	 * Computes the hash of the picture as displayed. It decodes the picture, so it
	 * belongs on the workers of pictures.
	 * @param file an open picture
	 * @param layout what its header says
	 * @param deadline when to stop
	 * @return null for a flat picture
	 * @throws PictureException if the picture cannot be decoded
	 */
	public @Nullable PerceptualHash hash(FileChannel file, Layout layout, Deadline deadline) {
		PictureDecoder.Sketch sketch = this.decoder.sketch(file, layout, longestSide(layout), deadline);
		return PerceptualHash.of(LumaCells.of(sketch, layout.orientation()));
	}

	private static int longestSide(Layout layout) {
		long shortest = Math.min(layout.width(), layout.height());
		long longest = Math.max(layout.width(), layout.height());
		return (int) Math.min(LONGEST_SIDE, SHORTEST_SIDE * longest / shortest);
	}

}
