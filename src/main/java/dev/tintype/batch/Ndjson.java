package dev.tintype.batch;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

import dev.tintype.support.Json;
import dev.tintype.support.Problems;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SequenceWriter;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Answers with NDJSON: one JSON object a line, one buffer a page, back-pressure from the
 * socket to the query.
 */
public final class Ndjson {

	private static final ObjectWriter WRITER = Json.MAPPER.writer().withRootValueSeparator("\n");

	private static final int BYTES_PER_ROW = 256;

	private Ndjson() {
	}

	/**
	 * Streams pages of rows. A failure before the first page is a problem of its own; one
	 * after it is the last line, {@code {"error":<problem>}}, since the status is sent.
	 * @param pages each becomes one buffer; an empty one nothing
	 * @return 200, at once with the first page
	 */
	public static Mono<ServerResponse> answer(Flux<? extends List<?>> pages) {
		return ServerResponse.ok()
			.contentType(MediaType.APPLICATION_NDJSON)
			.body((response, context) -> response.writeAndFlushWith(
					guarded(pages).map((page) -> Mono.fromSupplier(() -> buffer(page, response.bufferFactory())))));
	}

	/**
	 * Ends a stream that fails behind its first page with an error row instead.
	 * @param pages of a stream
	 * @return the same pages
	 */
	static Flux<? extends List<?>> guarded(Flux<? extends List<?>> pages) {
		return pages.switchOnFirst((first, all) -> {
			if (!first.hasValue()) {
				return all;
			}
			return Flux.<List<?>>from(all)
				.onErrorResume((ex) -> Mono.just(List.of(Map.of("error", Problems.of(ex).getBody()))));
		});
	}

	private static DataBuffer buffer(List<?> page, DataBufferFactory factory) {
		DataBuffer buffer = factory.allocateBuffer(Math.max(1, page.size()) * BYTES_PER_ROW);
		try (OutputStream out = buffer.asOutputStream(); SequenceWriter writer = WRITER.writeValues(out)) {
			for (Object row : page) {
				writer.write(row);
			}
			if (!page.isEmpty()) {
				writer.flush();
				out.write('\n');
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return buffer;
	}

}
