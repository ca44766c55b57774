package dev.tintype.data.connection;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import org.springframework.util.StringUtils;

/**
 * Percent-encoding in database URLs (RFC 3986), where a plus sign stands for itself.
 */
public final class PercentEncoding {

	private PercentEncoding() {
	}

	public static String encode(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
	}

	/**
	 * Decodes a text that may be encoded.
	 * @return the decoded text
	 * @throws IllegalArgumentException if a percent sign is not followed by two digits
	 */
	static String decode(String text) {
		return StringUtils.uriDecode(text, StandardCharsets.UTF_8);
	}

}
