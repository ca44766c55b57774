package dev.tintype.caption.load;

import java.io.Closeable;
import java.io.IOException;

import dev.tintype.web.http.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of a file one by one, with little memory. The methods access the disk.
 */
interface RowReader extends Closeable {

	/** The most bytes of a row. */
	int ROW_BYTES = 1 << 20;

	/**
	 * Reads the next row.
	 * @return with a fault if the row is invalid; null at the end, also if it is called
	 * again
	 * @throws ProblemException of type {@code INVALID_REQUEST} if the file is not of its
	 * format, or is cut short
	 * @throws IOException if the disk fails
	 */
	@Nullable ImportedRow next() throws IOException;

	/**
	 * The problem of a file that cannot be read on.
	 * @param what is wrong with it
	 */
	static ProblemException broken(String what) {
		return ProblemException.invalid("/", what);
	}

}
