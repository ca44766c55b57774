package dev.tintype.caption.export;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * Writes captions in a format. An export uses its own one, by one thread at a time. The
 * methods may access the disk.
 */
interface CaptionEncoder extends Closeable {

	/**
	 * Writes what comes before all captions.
	 * @return may be empty
	 * @throws IOException if a temporary file cannot be written
	 */
	default byte[] begin() throws IOException {
		return new byte[0];
	}

	/**
	 * Writes captions.
	 * @param captions the next ones, in order
	 * @return may be empty
	 * @throws IOException if a temporary file cannot be written
	 */
	byte[] rows(List<ExportedCaption> captions) throws IOException;

	/**
	 * Writes a part of what comes after all captions.
	 * @param most the most bytes of this part
	 * @return empty at the end
	 * @throws IOException if a temporary file cannot be read
	 */
	default byte[] rest(int most) throws IOException {
		return new byte[0];
	}

	@Override
	default void close() throws IOException {
		// Most formats need no temporary file.
	}

}
