package dev.tintype.text.prompt;

import java.util.List;

import dev.tintype.web.http.Cursor;
import dev.tintype.web.http.QueryParameters;
import dev.tintype.web.http.Requests;
import dev.tintype.web.listing.KeysetStream;
import dev.tintype.web.listing.Rows;
import dev.tintype.web.listing.Slice;
import dev.tintype.web.ndjson.Ndjson;
import dev.tintype.web.ndjson.NdjsonPage;
import dev.tintype.web.ndjson.PagedBody;
import dev.tintype.web.ndjson.StreamBudget;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Sends all prompts that a filter selects as a file, page by page.
 */
@Component
class PromptExport {

	private static final MediaType CSV = MediaType.parseMediaType("text/csv");

	private static final MediaType CSV_WITH_HEADER = MediaType.parseMediaType("text/csv;charset=UTF-8;header=present");

	private final PromptRepository prompts;

	private final StreamBudget streams;

	PromptExport(PromptRepository prompts, StreamBudget streams) {
		this.prompts = prompts;
		this.streams = streams;
	}

	Mono<ServerResponse> export(ServerRequest request) {
		MediaType type = type(request);
		boolean csv = type.equals(CSV);
		QueryParameters parameters = QueryParameters.of(request);
		boolean bom = Boolean.TRUE.equals(parameters.flag("bom"));
		Rows<Prompt> rows = this.prompts.rows(PromptFilter.ofExport(parameters));
		Flux<NdjsonPage> pages = KeysetStream.of(this.streams, (after, limit) -> {
			Slice<Prompt> slice = new Slice<>(PromptOrders.ID, after, limit, 0);
			return csv ? rows.streamed(slice).map((read) -> csv(after == null, bom, read)) : rows.lines(slice);
		}).pages(parameters.optionalNumber("limit", 1, Integer.MAX_VALUE));
		return csv ? csv(pages) : Ndjson.answer(attachment("prompts.ndjson"), pages);
	}

	private static NdjsonPage csv(boolean first, boolean bom, List<Prompt> prompts) {
		Cursor last = prompts.isEmpty() ? null : PromptOrders.ID.place(prompts.get(prompts.size() - 1));
		return new NdjsonPage(PromptCsv.rows(first, bom, prompts), prompts.size(), last);
	}

	// A link cannot send an Accept header, so a parameter may name the type.
	private static MediaType type(ServerRequest request) {
		String format = QueryParameters.of(request).word("format", List.of("ndjson", "csv"), "");
		return switch (format) {
			case "csv" -> CSV;
			case "ndjson" -> MediaType.APPLICATION_NDJSON;
			default -> Requests.accept(request, MediaType.APPLICATION_NDJSON, CSV);
		};
	}

	// A failure half-way closes the connection, because CSV cannot contain an error.
	private static Mono<ServerResponse> csv(Flux<NdjsonPage> pages) {
		return attachment("prompts.csv").contentType(CSV_WITH_HEADER)
			.body((response, context) -> PagedBody.write(response, pages));
	}

	private static ServerResponse.BodyBuilder attachment(String filename) {
		return ServerResponse.ok()
			.header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + filename + "\"")
			.header("X-Content-Type-Options", "nosniff");
	}

}
