package dev.tintype.web.ndjson;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.ReactiveHttpOutputMessage;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Writes a response page by page. A page is one buffer, which is flushed at once. The
 * next page is requested when the socket has taken the last one, so that a slow reader
 * slows down only its query.
 */
public final class PagedBody {

	private PagedBody() {
	}

	/**
	 * Writes pages.
	 * @param pages the pages, in order. Each is released when it is written
	 * @return completes when the socket has taken all pages
	 */
	public static Mono<Void> write(ReactiveHttpOutputMessage response, Flux<NdjsonPage> pages) {
		return response.writeAndFlushWith(
				pages
					.concatMap(
							(page) -> group(response,
									Mono.fromSupplier(() -> response.bufferFactory().wrap(page.lines())), page.lease()),
							0)
					.doOnDiscard(NdjsonPage.class, NdjsonPage::release));
	}

	/**
	 * Responds with a large body that is in memory.
	 * @param response the status and the headers, including the content type
	 * @param body the whole body
	 * @param budget the budget that is charged until the socket has taken the body
	 * @return the response
	 */
	public static Mono<ServerResponse> answer(ServerResponse.BodyBuilder response, byte[] body, StreamBudget budget) {
		return response.contentLength(body.length)
			.body((output, context) -> write(output, Flux.defer(() -> Flux.just(output.bufferFactory().wrap(body))),
					budget));
	}

	/**
	 * Writes a body of known length.
	 * @param response the response, which has the content length
	 * @param body the buffers. Each is requested when the socket has taken the last one
	 * @param budget the budget that is charged for the buffers
	 * @return completes when the socket has taken all buffers
	 */
	public static Mono<Void> write(ReactiveHttpOutputMessage response, Flux<DataBuffer> body, StreamBudget budget) {
		return response.writeAndFlushWith(Flux.using(budget::stream,
				(counted) -> body.concatMap(
						(buffer) -> group(response, Mono.just(buffer), budget.charged(buffer.readableByteCount())), 0)
					.doOnDiscard(DataBuffer.class, DataBufferUtils::release),
				Disposable::dispose));
	}

	// The wait is part of the group of its buffer, so that it begins after the write.
	private static Flux<Publisher<DataBuffer>> group(ReactiveHttpOutputMessage response, Mono<DataBuffer> buffer,
			@Nullable StreamLease lease) {
		Sinks.Empty<Void> written = Sinks.empty();
		Mono<DataBuffer> drained = (lease != null) ? SocketDrain.of(response, lease).then(Mono.empty()) : Mono.empty();
		Flux<DataBuffer> group = Flux.concat(buffer, drained).doFinally((signal) -> written.tryEmitEmpty());
		return Flux.<Publisher<DataBuffer>>just(group)
			.concatWith(written.asMono().then(Mono.empty()))
			.doFinally((signal) -> {
				if (lease != null) {
					lease.release();
				}
			});
	}

}
