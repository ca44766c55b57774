package dev.tintype.web.edge;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends bytes that no HTTP client would and reads until the server closes the connection.
 */
public final class RawConnection implements AutoCloseable {

	private static final Pattern CONTENT_LENGTH = Pattern.compile("(?i)\r\ncontent-length: (\\d+)");

	private final Socket socket;

	public RawConnection(int port) throws IOException {
		this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
		this.socket.setSoTimeout(10_000);
	}

	public RawConnection send(String text) throws IOException {
		this.socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
		this.socket.getOutputStream().flush();
		return this;
	}

	/**
	 * Reads everything up to a text.
	 * @return all that the server sent, this text included
	 * @throws IOException if the text does not arrive within ten seconds
	 */
	String read(String end) throws IOException {
		StringBuilder received = new StringBuilder();
		while (received.indexOf(end) < 0) {
			int next = this.socket.getInputStream().read();
			if (next < 0) {
				throw new EOFException(received.toString());
			}
			received.append((char) next);
		}
		return received.toString();
	}

	/**
	 * Reads everything until the end of the connection.
	 * @return all that the server sent before it closed the connection
	 * @throws IOException if the server does not close it within ten seconds
	 */
	public String readToEnd() throws IOException {
		return new String(this.socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
	}

	/**
	 * Reads everything up to a text.
	 * @return all that the server sent, the text included
	 * @throws IOException if it does not arrive within ten seconds
	 */
	String readUntil(String text) throws IOException {
		StringBuilder read = new StringBuilder();
		while (read.indexOf(text) < 0) {
			int next = this.socket.getInputStream().read();
			if (next < 0) {
				throw new EOFException(read.toString());
			}
			read.append((char) next);
		}
		return read.toString();
	}

	/**
	 * Reads one response without waiting for the end of the connection. The service
	 * closes it only two seconds after a body that it did not read.
	 * @return the head, and as much of the body as the head declares
	 * @throws IOException if the response is not complete within ten seconds
	 */
	public String readResponse() throws IOException {
		String head = read("\r\n\r\n");
		Matcher length = CONTENT_LENGTH.matcher(head);
		byte[] body = length.find() ? this.socket.getInputStream().readNBytes(Integer.parseInt(length.group(1)))
				: new byte[0];
		return head + new String(body, StandardCharsets.UTF_8);
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
