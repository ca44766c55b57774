package dev.tintype.web.encoding;

import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Whether a client accepts gzip, according to {@code Accept-Encoding} (RFC 9110, 12.5.3).
 */
enum AcceptedCoding {

	/** The response is not compressed. */
	IDENTITY,

	/** The response is compressed if it is large enough. */
	GZIP,

	/** The response is always compressed, because the client accepts nothing else. */
	GZIP_ALONE;

	private static final double UNSAID = -1;

	/**
	 * Reads the header and ignores malformed parts of it.
	 * @param headers its values, null if it is absent
	 * @return what the client accepts
	 */
	static AcceptedCoding of(@Nullable List<String> headers) {
		if (headers == null) {
			return IDENTITY;
		}
		double gzip = UNSAID;
		double identity = UNSAID;
		double others = UNSAID;
		for (String coding : String.join(",", headers).toLowerCase(Locale.ROOT).split(",", -1)) {
			String[] parts = coding.split(";", 2);
			double quality = (parts.length == 1) ? 1 : quality(parts[1].strip());
			switch (parts[0].strip()) {
				case "gzip", "x-gzip" -> gzip = Math.max(gzip, quality);
				case "identity" -> identity = quality;
				case "*" -> others = quality;
				default -> {
					// The service supports no other coding.
				}
			}
		}
		gzip = (gzip == UNSAID) ? others : gzip;
		if (gzip <= 0 || identity > gzip) {
			return IDENTITY;
		}
		return (identity == 0 || (identity == UNSAID && others == 0)) ? GZIP_ALONE : GZIP;
	}

	private static double quality(String parameter) {
		try {
			double quality = parameter.startsWith("q=") ? Double.parseDouble(parameter.substring(2).strip()) : UNSAID;
			return (quality >= 0 && quality <= 1) ? quality : UNSAID;
		}
		catch (NumberFormatException ex) {
			return UNSAID;
		}
	}

}
