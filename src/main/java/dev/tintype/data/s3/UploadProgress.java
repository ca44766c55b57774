package dev.tintype.data.s3;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

import org.reactivestreams.Subscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import software.amazon.awssdk.core.async.AsyncRequestBody;

/**
 * When an upload last made progress. A limit of the whole upload would end a large one on
 * a slow line.
 */
final class UploadProgress {

	/** How often the progress is looked at during the timeout. */
	private static final int LOOKS = 10;

	private volatile long last = System.nanoTime();

	/**
	 * Ends an upload that makes no progress.
	 * @param upload which sends bodies of {@link #of}
	 * @param silence after which it ends
	 * @return the result, or a {@link TimeoutException}
	 */
	<T> Mono<T> watch(Mono<T> upload, Duration silence) {
		Mono<T> silent = Flux.interval(silence.dividedBy(LOOKS))
			.onBackpressureDrop()
			.filter((look) -> System.nanoTime() - this.last > silence.toNanos())
			.next()
			.flatMap((look) -> Mono
				.error(new TimeoutException("nothing was accepted for " + silence.toMillis() + " ms")));
		return Mono.firstWithSignal(upload.doFirst(this::note), silent);
	}

	private void note() {
		this.last = System.nanoTime();
	}

	/**
	 * Wraps a body, so that each buffer of it counts as progress.
	 */
	AsyncRequestBody of(AsyncRequestBody body) {
		return new AsyncRequestBody() {

			@Override
			public Optional<Long> contentLength() {
				return body.contentLength();
			}

			@Override
			public String contentType() {
				return body.contentType();
			}

			@Override
			public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
				Flux.from(body).doOnNext((buffer) -> note()).subscribe(subscriber);
			}
		};
	}

}
