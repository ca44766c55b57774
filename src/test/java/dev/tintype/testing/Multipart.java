package dev.tintype.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;

/**
 * Builds forms of type {@code multipart/form-data} and posts them.
 */
public final class Multipart {

	private static final String BOUNDARY = "boundary-of-a-test";

	/** The type of the forms, with their boundary. */
	public static final MediaType TYPE = MediaType.parseMediaType("multipart/form-data; boundary=" + BOUNDARY);

	private Multipart() {
	}

	public static byte[] field(String name, String value) {
		return part(name, value.getBytes(StandardCharsets.UTF_8));
	}

	public static byte[] file(String field, String name, byte[] bytes) {
		return part(field + "\"; filename=\"" + name.replace("\\", "\\\\"), bytes);
	}

	/**
	 * Builds a part.
	 * @param disposition what follows {@code name="}, without the last quotation mark
	 */
	public static byte[] part(String disposition, byte[] bytes) {
		ByteArrayOutputStream part = new ByteArrayOutputStream(bytes.length + 200);
		part.writeBytes(
				utf8("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + disposition + "\"\r\n\r\n"));
		part.writeBytes(bytes);
		part.writeBytes(utf8("\r\n"));
		return part.toByteArray();
	}

	/**
	 * Joins parts and ends the form.
	 * @return the body of a request
	 */
	public static byte[] form(List<byte[]> parts) {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		parts.forEach(body::writeBytes);
		body.writeBytes(utf8("--" + BOUNDARY + "--\r\n"));
		return body.toByteArray();
	}

	public static Http.Answer post(Http http, String uri, List<byte[]> parts) {
		return http.send(HttpMethod.POST, uri, TYPE, form(parts));
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
