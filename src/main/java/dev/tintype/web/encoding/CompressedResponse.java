package dev.tintype.web.encoding;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;

/**
 * Compresses the body of a response if its type, its length and the client allow it.
 */
final class CompressedResponse extends ServerHttpResponseDecorator {

	/** A body of at least this size is not compressed on an event loop. */
	private static final long LONG_WORK = 256 << 10;

	private static final int PAGE_BYTES = 32 << 10;

	private final AcceptedCoding accepted;

	private final long minSize;

	private final boolean head;

	/**
	 * Wraps a response.
	 * @param minSize the size from which a response of known length is compressed
	 */
	CompressedResponse(ServerHttpResponse response, AcceptedCoding accepted, long minSize, boolean head) {
		super(response);
		this.accepted = accepted;
		this.minSize = minSize;
		this.head = head;
	}

	@Override
	public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
		long length = getHeaders().getContentLength();
		if (!begin(length)) {
			return super.writeWith(body);
		}
		if (body instanceof Mono<? extends DataBuffer> whole && length >= 0) {
			Mono<? extends DataBuffer> scheduled = (length < LONG_WORK) ? whole
					: whole.publishOn(Schedulers.boundedElastic());
			// Spring sends the headers only when the single buffer of a Mono is there.
			return super.writeWith(scheduled.map((buffer) -> {
				byte[] compressed = Deflation.whole(buffer);
				getHeaders().setContentLength(compressed.length);
				return bufferFactory().wrap(compressed);
			}));
		}
		return super.writeWith(Flux.using(() -> new Deflation(PAGE_BYTES),
				(deflation) -> Flux.from(body)
					.map((buffer) -> bufferFactory().wrap(deflation.deflate(buffer)))
					.concatWith(Mono.fromSupplier(() -> bufferFactory().wrap(deflation.finish()))),
				Deflation::close));
	}

	@Override
	@SuppressWarnings("NestedPublishers") // so has Spring's own
	public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
		if (!begin(getHeaders().getContentLength())) {
			return super.writeAndFlushWith(body);
		}
		return super.writeAndFlushWith(Flux.using(() -> new Deflation(PAGE_BYTES),
				(deflation) -> Flux.from(body)
					.<Publisher<? extends DataBuffer>>map(
							(page) -> Flux.from(page).map((buffer) -> bufferFactory().wrap(deflation.deflate(buffer))))
					.concatWithValues(Mono.fromSupplier(() -> bufferFactory().wrap(deflation.finish()))),
				Deflation::close));
	}

	@Override
	public Mono<Void> setComplete() {
		if (!this.head) {
			return super.setComplete();
		}
		return Mono.defer(() -> {
			// HEAD gets the headers of the response to GET, as far as they are known.
			begin(getHeaders().getContentLength());
			return super.setComplete();
		});
	}

	// Sets the headers. Returns false if the body is not compressed.
	private boolean begin(long length) {
		HttpHeaders headers = getHeaders();
		boolean small = length >= 0 && length < this.minSize && this.accepted != AcceptedCoding.GZIP_ALONE;
		if (small || !isText(headers.getFirst(HttpHeaders.CONTENT_TYPE)) || !isWhole(getStatusCode(), headers)) {
			return false;
		}
		if (!headers.getVary().contains(HttpHeaders.ACCEPT_ENCODING)) {
			headers.add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
		}
		if (this.accepted == AcceptedCoding.IDENTITY) {
			return false;
		}
		headers.set(HttpHeaders.CONTENT_ENCODING, "gzip");
		headers.remove(HttpHeaders.CONTENT_LENGTH);
		headers.remove(HttpHeaders.ACCEPT_RANGES);
		String etag = headers.getFirst(HttpHeaders.ETAG);
		if (etag != null && !etag.startsWith("W/")) {
			// RFC 9110, 8.8.1: a strong entity tag is valid only for the same bytes.
			headers.set(HttpHeaders.ETAG, "W/" + etag);
		}
		return true;
	}

	private static boolean isWhole(@Nullable HttpStatusCode status, HttpHeaders headers) {
		return !headers.containsHeader(HttpHeaders.CONTENT_ENCODING)
				&& (status == null || !(status.isSameCodeAs(HttpStatus.PARTIAL_CONTENT)
						|| status.isSameCodeAs(HttpStatus.NO_CONTENT) || status.isSameCodeAs(HttpStatus.NOT_MODIFIED)));
	}

	private static boolean isText(@Nullable String type) {
		if (type == null) {
			return false;
		}
		int end = type.indexOf(';');
		String name = (end >= 0) ? type.substring(0, end).strip() : type;
		return switch (name) {
			case "application/json", "application/x-ndjson", "application/yaml", "application/javascript" -> true;
			case "text/event-stream" -> false;
			default -> name.startsWith("text/") || (name.startsWith("application/") && name.endsWith("+json"));
		};
	}

}
