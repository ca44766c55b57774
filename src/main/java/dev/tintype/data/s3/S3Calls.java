package dev.tintype.data.s3;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;

import dev.tintype.data.storage.ContentChangedException;
import dev.tintype.data.storage.KeyExistsException;
import dev.tintype.data.storage.NoSuchKeyException;
import dev.tintype.data.storage.StorageRefusedException;
import dev.tintype.data.storage.StorageUnavailableException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Sends requests to the server, and turns its failures into those of {@code Storage}.
 */
final class S3Calls {

	private static final Logger LOG = LoggerFactory.getLogger(S3Calls.class);

	private static final long PAUSE = Duration.ofMinutes(1).toNanos();

	private final S3AsyncClient client;

	private final S3Settings settings;

	private final Counter missing;

	/** When a failure was last logged. */
	private final AtomicLong lastLogged = new AtomicLong(System.nanoTime() - PAUSE);

	S3Calls(S3AsyncClient client, S3Settings settings, MeterRegistry meters) {
		this.client = client;
		this.settings = settings;
		this.missing = Counter.builder("tintype.storage.missing")
			.description("Reads of stored files that are missing")
			.register(meters);
	}

	/**
	 * Sends a request that transfers no more than a range.
	 * @param key for the failure
	 * @param call receives the client and the limit of the whole call, with its retries
	 * @return the response; cancelling ends the request
	 */
	<T> Mono<T> send(String key,
			BiFunction<S3AsyncClient, AwsRequestOverrideConfiguration, CompletableFuture<T>> call) {
		return ask(call).onErrorMap(StorageUnavailableException.class, this::logged)
			.onErrorMap(NoSuchKeyException.class, (ex) -> new NoSuchKeyException(key))
			.onErrorMap(KeyExistsException.class, (ex) -> new KeyExistsException(key));
	}

	/**
	 * Sends a request like {@link #send}, whose failure is not logged.
	 */
	<T> Mono<T> ask(BiFunction<S3AsyncClient, AwsRequestOverrideConfiguration, CompletableFuture<T>> call) {
		return Mono
			.fromFuture(() -> call.apply(this.client,
					AwsRequestOverrideConfiguration.builder().apiCallTimeout(this.settings.timeout()).build()))
			.onErrorMap((ex) -> failure("", ex));
	}

	/**
	 * Sends a request that uploads bytes. It ends when the server is silent for longer
	 * than the timeout.
	 * @param progress when the server last accepted bytes
	 */
	<T> Mono<T> upload(String key, UploadProgress progress,
			BiFunction<S3AsyncClient, UploadProgress, CompletableFuture<T>> call) {
		return progress.watch(Mono.fromFuture(() -> call.apply(this.client, progress)), this.settings.timeout())
			.onErrorMap((ex) -> failure(key, ex))
			.onErrorMap(StorageUnavailableException.class, this::logged);
	}

	/** Counts a read of a file that is missing. */
	void countMissing() {
		this.missing.increment();
	}

	private Throwable failure(String key, Throwable error) {
		Throwable cause = (error instanceof CompletionException && error.getCause() != null) ? error.getCause() : error;
		if (cause instanceof S3Exception response) {
			return ofResponse(key, response);
		}
		if (cause instanceof SdkException || cause instanceof TimeoutException) {
			return new StorageUnavailableException(
					"The S3 server at " + place() + " does not respond: " + message(cause), cause);
		}
		return (cause instanceof IOException || cause instanceof RuntimeException) ? cause : new IOException(cause);
	}

	private Throwable ofResponse(String key, S3Exception response) {
		String code = code(response);
		return switch (response.statusCode()) {
			case 404 -> code.equals("NoSuchBucket") ? refused(response, code) : new NoSuchKeyException(key);
			case 409, 412 -> (response.statusCode() == 409 && !code.startsWith("Conditional")) ? refused(response, code)
					: new KeyExistsException(key);
			case 416 -> new ContentChangedException(key);
			case 501 ->
				new StorageUnavailableException("The S3 server does not support a request: see tintype.s3.checksums and"
						+ " tintype.s3.conditional-put (" + code + ")", response);
			default -> (response.statusCode() >= 500)
					? new StorageUnavailableException(
							"The S3 server at " + place() + " failed: " + response.statusCode() + " " + code, response)
					: refused(response, code);
		};
	}

	private StorageRefusedException refused(S3Exception response, String code) {
		return new StorageRefusedException(code.equals("NoSuchBucket")
				? "The bucket of " + this.settings + " does not exist"
				: "The S3 server refused a request for " + this.settings + ": " + response.statusCode() + " " + code,
				response);
	}

	private Throwable logged(StorageUnavailableException failure) {
		long now = System.nanoTime();
		long before = this.lastLogged.get();
		if (now - before >= PAUSE && this.lastLogged.compareAndSet(before, now)) {
			LOG.error(failure.getMessage());
		}
		LOG.debug("A request to S3 failed", failure);
		return failure;
	}

	private static String code(S3Exception response) {
		AwsErrorDetails details = response.awsErrorDetails();
		return (details != null && details.errorCode() != null) ? details.errorCode() : "";
	}

	private static String message(Throwable cause) {
		return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
	}

	private String place() {
		return (this.settings.endpoint() != null) ? this.settings.endpoint().toString() : "AWS";
	}

}
