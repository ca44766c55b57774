package dev.tintype.batch;

import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.ReactiveHttpOutputMessage;

/**
 * Writes a response page by page. A page is one buffer, flushed at once. The next page is
 * requested when the socket has taken the last, so that a slow reader slows down the
 * query and not the service.
 */
public final class PagedBody {

	private PagedBody() {
	}

	/**
	 * Writes pages.
	 * @param response takes them
	 * @param pages in order; each is released when it is written
	 * @return completes when the socket has taken all
	 */
	public static Mono<Void> write(ReactiveHttpOutputMessage response, Flux<NdjsonPage> pages) {
		return response.writeAndFlushWith(pages.concatMap((page) -> {
			Sinks.Empty<Void> written = Sinks.empty();
			// The wait belongs to the group of the page: it then begins behind its write.
			Flux<DataBuffer> group = Flux
				.concat(Mono.fromSupplier(() -> response.bufferFactory().wrap(page.lines())), drained(response, page))
				.doFinally((signal) -> written.tryEmitEmpty());
			return Flux.<Publisher<DataBuffer>>just(group)
				.concatWith(written.asMono().then(Mono.empty()))
				.doFinally((signal) -> page.release());
		}, 0).doOnDiscard(NdjsonPage.class, NdjsonPage::release));
	}

	private static Mono<DataBuffer> drained(ReactiveHttpOutputMessage response, NdjsonPage page) {
		StreamLease lease = page.lease();
		return (lease != null) ? SocketDrain.of(response, lease.patience(), lease::mayReset).then(Mono.empty())
				: Mono.empty();
	}

}
