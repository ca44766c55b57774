package dev.tintype.web.pages;

import dev.tintype.web.encoding.Precompression;

import org.springframework.http.MediaType;
import org.springframework.util.StringUtils;

/**
 * One file of the web pages.
 *
 * @param type of its content
 * @param bytes its content
 * @param gzip the content, compressed
 */
record PageFile(MediaType type, byte[] bytes, byte[] gzip) {

	/**
	 * Creates a file.
	 * @param name the name, whose extension tells the type
	 * @param bytes its content
	 * @throws IllegalArgumentException if the pages have no files of this type
	 */
	static PageFile of(String name, byte[] bytes) {
		return new PageFile(MediaType.parseMediaType(type(name)), bytes, Precompression.gzip(bytes));
	}

	private static String type(String name) {
		return switch (String.valueOf(StringUtils.getFilenameExtension(name))) {
			case "js" -> "text/javascript;charset=UTF-8";
			case "css" -> "text/css;charset=UTF-8";
			case "html" -> "text/html;charset=UTF-8";
			case "svg" -> "image/svg+xml";
			default -> throw new IllegalArgumentException("The web pages have no files such as " + name);
		};
	}

}
