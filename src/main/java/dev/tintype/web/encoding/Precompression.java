package dev.tintype.web.encoding;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * Compresses bodies that never change, once and at the highest level. A response with
 * such a body sets its own {@code Content-Encoding}, and no filter compresses it again.
 */
@Component
public class Precompression {

	/** The value of {@code Content-Encoding}. */
	public static final String CODING = "gzip";

	private final CompressionSettings settings;

	/**
	 * Creates it.
	 * @param settings which may switch compression off
	 */
	public Precompression(CompressionSettings settings) {
		this.settings = settings;
	}

	/**
	 * Compresses a body.
	 * @param body the bytes
	 * @return the compressed bytes
	 */
	public static byte[] gzip(byte[] body) {
		ByteArrayOutputStream compressed = new ByteArrayOutputStream(body.length);
		try (OutputStream gzip = new SmallGzip(compressed)) {
			gzip.write(body);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return compressed.toByteArray();
	}

	/**
	 * Decides whether a response is sent compressed.
	 * @param request its request
	 * @return whether the client accepts gzip and the settings allow it
	 */
	public boolean isWanted(ServerRequest request) {
		return this.settings.enabled() && AcceptedCoding
			.of(request.headers().asHttpHeaders().get(HttpHeaders.ACCEPT_ENCODING)) != AcceptedCoding.IDENTITY;
	}

	/**
	 * The JDK's gzip stream at its highest level.
	 */
	private static final class SmallGzip extends GZIPOutputStream {

		SmallGzip(OutputStream out) throws IOException {
			super(out);
			this.def.setLevel(Deflater.BEST_COMPRESSION);
		}

	}

}
