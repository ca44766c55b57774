package dev.tintype.imaging.work;

import java.time.Duration;

import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import org.jspecify.annotations.Nullable;

/**
 * A file that is no picture, or that the service cannot show. The details never name the
 * file, because its path is internal to the server.
 */
public class PictureException extends ProblemException {

	private static final long serialVersionUID = 1L;

	PictureException(ProblemType type, String detail) {
		super(type, detail);
	}

	/**
	 * The file is not a supported picture.
	 * @param kind of the file with its article, such as {@code a PDF document}; null when
	 * it is unknown
	 * @return a problem of status 422
	 */
	public static PictureException unsupported(@Nullable String kind) {
		return new PictureException(ProblemType.UNSUPPORTED_PICTURE,
				((kind != null) ? "The file is " + kind + ", not" : "The bytes are not")
						+ " a JPEG, PNG, GIF, WebP, BMP or TIFF picture.");
	}

	/**
	 * The picture is intact, but uses a feature of its format that the service cannot
	 * decode.
	 * @param feature the feature, such as {@code JPEG 2000 compression}
	 * @return a problem of status 422
	 */
	public static PictureException unsupportedFeature(PictureFormat format, String feature) {
		return new PictureException(ProblemType.UNSUPPORTED_PICTURE,
				"The file is a " + format + " picture with " + feature + ", which is not supported.");
	}

	/**
	 * The picture is of a supported format, but truncated or corrupt.
	 * @return a problem of status 422
	 */
	public static PictureException damaged(PictureFormat format) {
		return new PictureException(ProblemType.UNSUPPORTED_PICTURE, "The " + format + " picture is damaged.");
	}

	/**
	 * The service could not load the native code that a format needs.
	 * @param format that the request needs
	 * @return a problem of status 503
	 */
	public static PictureException withoutCodec(String format) {
		return new PictureException(ProblemType.CODEC_UNAVAILABLE, format + " needs native code, which the service "
				+ "could not load. It needs a folder from which programs can run: \"native\" in the data folder "
				+ "(TINTYPE_DATA_DIR), or the temporary folder (java.io.tmpdir).");
	}

	/**
	 * Whether an error is of {@link #withoutCodec(String)}.
	 * @param ex any error
	 * @return true also when the picture itself needs the code, not only the result
	 */
	public static boolean isWithoutCodec(Throwable ex) {
		return ex instanceof PictureException problem && problem.type() == ProblemType.CODEC_UNAVAILABLE;
	}

	/**
	 * The file no longer exists, is not a regular file or is not readable.
	 * @return a problem of status 422
	 */
	public static PictureException unreadable() {
		return new PictureException(ProblemType.UNSUPPORTED_PICTURE, "The file cannot be read.");
	}

	/**
	 * The wanted part is outside the picture.
	 * @return a problem of status 422
	 */
	public static PictureException withoutArea() {
		return new PictureException(ProblemType.UNSUPPORTED_PICTURE, "The box is outside the picture.");
	}

	/**
	 * The picture has more pixels than the service decodes.
	 * @param pixels width times height
	 * @param limit the largest number allowed
	 * @return a problem of status 413
	 */
	public static PictureException tooManyPixels(long pixels, long limit) {
		return new PictureException(ProblemType.TOO_LARGE,
				"The picture has " + pixels + " pixels; the limit is " + limit + " (TINTYPE_PICTURES_MAXPIXELS).");
	}

	/**
	 * The picture can only be decoded as a whole, and that takes too much memory.
	 * @param bytes that it needs
	 * @param limit bytes that a picture may need
	 * @return a problem of status 413
	 */
	public static PictureException tooMuchMemory(long bytes, long limit) {
		return new PictureException(ProblemType.TOO_LARGE, "Decoding a picture of this kind and size takes " + bytes
				+ " bytes of memory; the limit is " + limit + ".");
	}

	/**
	 * The decoder did not finish in time.
	 * @param limit how long it may take
	 * @return a problem of status 422
	 */
	public static PictureException tooLong(Duration limit) {
		return new PictureException(ProblemType.UNSUPPORTED_PICTURE,
				"Decoding the picture took longer than " + limit.toMillis() + " ms (TINTYPE_PICTURES_DECODETIMEOUT).");
	}

	/**
	 * Too many pictures are waiting.
	 * @return a problem of status 503
	 */
	public static PictureException busy() {
		return new PictureException(ProblemType.UNAVAILABLE, "Too many pictures are waiting to be read. Retry later.");
	}

}
