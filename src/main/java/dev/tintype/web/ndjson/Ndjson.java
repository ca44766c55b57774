package dev.tintype.web.ndjson;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import dev.tintype.web.http.Json;
import dev.tintype.web.http.Problems;
import dev.tintype.web.http.Shutdown;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SequenceWriter;

import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponse;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.util.DisconnectedClientHelper;

/**
 * Responds with NDJSON: one JSON object per line, one buffer per page, and back-pressure
 * from the socket to the query.
 */
public final class Ndjson {

	private static final ObjectWriter LINES = Json.MAPPER.writer()
		.withRootValueSeparator("\n")
		.without(StreamWriteFeature.AUTO_CLOSE_TARGET);

	private static final Logger LOG = LoggerFactory.getLogger(Ndjson.class);

	private static final int BYTES_PER_ROW = 256;

	private Ndjson() {
	}

	/**
	 * Streams pages of rows. A failure before the first page becomes a problem response.
	 * A later failure becomes the last line, {@code {"error":<problem>}}, because the
	 * status is already sent.
	 * @param pages lists of rows, or pages of bytes. Each becomes one buffer; an empty
	 * one writes nothing
	 * @return 200, sent with the first page
	 */
	public static Mono<ServerResponse> answer(Flux<?> pages) {
		return answer(ServerResponse.ok(), pages);
	}

	/**
	 * Streams pages of rows with given headers.
	 * @param response the status and the headers
	 * @param pages as in {@link #answer(Flux)}
	 * @return the response, sent with the first page
	 */
	public static Mono<ServerResponse> answer(ServerResponse.BodyBuilder response, Flux<?> pages) {
		return answer(response.contentType(MediaType.APPLICATION_NDJSON), pages, Ndjson::lines);
	}

	/**
	 * Streams progress, as NDJSON or as server-sent events named by their {@code event}.
	 * @param type {@code application/x-ndjson} or {@code text/event-stream}
	 * @param pages events, sent page by page
	 * @return 200, sent with the first page
	 */
	public static Mono<ServerResponse> progress(MediaType type, Flux<?> pages) {
		return answer(ServerResponse.ok().contentType(type), pages,
				MediaType.TEXT_EVENT_STREAM.equals(type) ? Ndjson::events : Ndjson::lines);
	}

	private static Mono<ServerResponse> answer(ServerResponse.BodyBuilder head, Flux<?> pages, Format format) {
		return head.body((response, context) -> PagedBody.write(response,
				guarded(Shutdown.stream(pages)).map((page) -> page(page, format))));
	}

	/**
	 * Replaces a failure after the first page by an error row.
	 */
	static Flux<?> guarded(Flux<?> pages) {
		return pages.switchOnFirst((first, all) -> {
			if (!first.hasValue()) {
				return all;
			}
			return Flux.<Object>from(all).onErrorResume((ex) -> Mono.just(List.of(Map.of("error", problem(ex)))));
		});
	}

	private static ProblemDetail problem(Throwable failure) {
		ErrorResponse problem = Problems.of(failure);
		if (problem.getStatusCode().value() == 500 && DisconnectedClientHelper.isClientDisconnectedException(failure)) {
			LOG.debug("The client of a stream disconnected", failure);
		}
		else if (problem.getStatusCode().value() == 500) {
			LOG.error("A stream failed after its first page", failure);
		}
		else if (Shutdown.isEnd(failure)) {
			LOG.info("A stream ended with an error line, because the service is shutting down");
		}
		else {
			LOG.warn("A stream ended with an error line: {}", Problems.summary(failure));
		}
		return problem.getBody();
	}

	private static NdjsonPage page(Object page, Format format) {
		return (page instanceof NdjsonPage written) ? written : new NdjsonPage(bytes((List<?>) page, format), 0, null);
	}

	/**
	 * Writes rows as lines.
	 * @return the lines, in the order of the rows
	 */
	public static byte[] lines(List<?> rows) {
		return bytes(rows, Ndjson::lines);
	}

	private static byte[] bytes(List<?> rows, Format format) {
		ByteArrayOutputStream out = new ByteArrayOutputStream(rows.size() * BYTES_PER_ROW);
		try {
			format.write(rows, out);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return out.toByteArray();
	}

	private static void lines(List<?> page, OutputStream out) throws IOException {
		try (SequenceWriter writer = LINES.writeValues(out)) {
			for (Object row : page) {
				writer.write(row);
			}
		}
		if (!page.isEmpty()) {
			out.write('\n');
		}
	}

	private static void events(List<?> page, OutputStream out) throws IOException {
		for (Object row : page) {
			JsonNode json = Json.MAPPER.valueToTree(row);
			String name = json.path("event").asString("error");
			String data = Json.MAPPER.writeValueAsString(json);
			out.write(("event:" + name + "\ndata:" + data + "\n\n").getBytes(StandardCharsets.UTF_8));
		}
	}

	/**
	 * Writes a page as bytes.
	 */
	@FunctionalInterface
	private interface Format {

		void write(List<?> page, OutputStream out) throws IOException;

	}

}
