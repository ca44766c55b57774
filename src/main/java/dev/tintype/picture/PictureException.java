package dev.tintype.picture;

import java.time.Duration;

import dev.tintype.api.ProblemException;
import dev.tintype.api.ProblemType;

/**
 * A file that is no picture, or none that the service can show. The details never name
 * the file: its path is the server's own.
 */
public class PictureException extends ProblemException {

	private static final long serialVersionUID = 1L;

	PictureException(ProblemType type, String detail) {
		super(type, detail);
	}

	/**
	 * The bytes are something else.
	 * @return a problem of status 422
	 */
	public static PictureException unsupported() {
		return new PictureException(ProblemType.UNSUPPORTED_PICTURE,
				"The bytes are not a JPEG, PNG, GIF, WebP, BMP or TIFF picture.");
	}

	/**
	 * The bytes begin like a picture, but are none.
	 * @param format what they begin like
	 * @return a problem of status 422
	 */
	public static PictureException undecodable(PictureFormat format) {
		return new PictureException(ProblemType.UNSUPPORTED_PICTURE,
				"The " + format + " picture is damaged or of a kind that cannot be decoded.");
	}

	/**
	 * The file is gone, is no regular file or may not be read.
	 * @return a problem of status 422
	 */
	public static PictureException unreadable() {
		return new PictureException(ProblemType.UNSUPPORTED_PICTURE, "The file cannot be read.");
	}

	/**
	 * The picture declares more pixels than the service decodes.
	 * @param pixels width times height
	 * @param limit how many are allowed
	 * @return a problem of status 413
	 */
	public static PictureException tooManyPixels(long pixels, long limit) {
		return new PictureException(ProblemType.TOO_LARGE,
				"The picture has " + pixels + " pixels; the limit is " + limit + " (tintype.pictures.max-pixels).");
	}

	/**
	 * The picture can only be decoded whole, and that takes too much memory.
	 * @param bytes how much it takes
	 * @param limit how much a picture may take
	 * @return a problem of status 413
	 */
	public static PictureException tooMuchMemory(long bytes, long limit) {
		return new PictureException(ProblemType.TOO_LARGE, "Decoding a picture of this kind and size takes " + bytes
				+ " bytes of memory; the limit is " + limit + ".");
	}

	/**
	 * The decoder did not finish.
	 * @param limit how long it may take
	 * @return a problem of status 422
	 */
	public static PictureException tooLong(Duration limit) {
		return new PictureException(ProblemType.UNSUPPORTED_PICTURE,
				"Decoding the picture took longer than " + limit.toMillis() + " ms (tintype.pictures.decode-timeout).");
	}

	/**
	 * So many pictures are waiting that another one would wait too long.
	 * @return a problem of status 503
	 */
	public static PictureException busy() {
		return new PictureException(ProblemType.UNAVAILABLE, "Too many pictures are waiting to be read. Retry later.");
	}

}
