package dev.tintype.data.connection;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import org.springframework.util.StringUtils;

/**
 * Percent-encoding in URLs of databases (RFC 3986), where a plus sign is a plus sign.
 */
public final class PercentEncoding {

	private PercentEncoding() {
	}

	public static String encode(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
	}

	/**
	 * Decodes what may be encoded.
	 * @return the text it stands for
	 * @throws IllegalArgumentException if a percent sign is not followed by two digits
	 */
	static String decode(String text) {
		return StringUtils.uriDecode(text, StandardCharsets.UTF_8);
	}

}
