package dev.tintype.prompt;

import java.util.List;

import dev.tintype.api.QueryParameters;
import dev.tintype.api.Requests;
import dev.tintype.batch.BatchSettings;
import dev.tintype.batch.KeysetStream;
import dev.tintype.batch.Ndjson;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Sends every prompt as a file, page by page as it is read.
 */
@Component
class PromptExport {

	private static final MediaType CSV = MediaType.parseMediaType("text/csv");

	private static final MediaType CSV_WITH_HEADER = MediaType.parseMediaType("text/csv;charset=UTF-8;header=present");

	private final PromptRepository prompts;

	private final BatchSettings batches;

	PromptExport(PromptRepository prompts, BatchSettings batches) {
		this.prompts = prompts;
		this.batches = batches;
	}

	Mono<ServerResponse> export(ServerRequest request) {
		MediaType type = type(request);
		Flux<List<Prompt>> pages = KeysetStream
			.of(this.batches, PromptOrder.ID::cursor,
					(after, rows) -> this.prompts.page(PromptFilter.ALL, PromptOrder.ID, after, rows, 0))
			.pages(QueryParameters.of(request).optionalNumber("limit", 1, Integer.MAX_VALUE));
		return type.equals(CSV) ? csv(pages) : Ndjson.answer(attachment("prompts.ndjson"), pages);
	}

	// A link cannot say what it accepts, so the address may.
	private static MediaType type(ServerRequest request) {
		String format = QueryParameters.of(request).word("format", List.of("ndjson", "csv"), "");
		return switch (format) {
			case "csv" -> CSV;
			case "ndjson" -> MediaType.APPLICATION_NDJSON;
			default -> Requests.accept(request, MediaType.APPLICATION_NDJSON, CSV);
		};
	}

	// A failure half-way breaks the connection off: CSV has no line that could tell.
	private static Mono<ServerResponse> csv(Flux<List<Prompt>> pages) {
		return attachment("prompts.csv").contentType(CSV_WITH_HEADER).body((response, context) -> {
			DataBufferFactory buffers = response.bufferFactory();
			return response.writeAndFlushWith(pages.index()
				.map((page) -> Mono.fromSupplier(() -> buffers.wrap(PromptCsv.rows(page.getT1() == 0, page.getT2())))));
		});
	}

	private static ServerResponse.BodyBuilder attachment(String filename) {
		return ServerResponse.ok()
			.header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + filename + "\"")
			.header("X-Content-Type-Options", "nosniff");
	}

}
