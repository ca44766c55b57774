package dev.tintype.data.s3;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tintype.data.storage.KeyExistsException;
import dev.tintype.data.storage.NoSuchKeyException;
import dev.tintype.data.storage.StorageRefusedException;
import dev.tintype.data.storage.StorageUnavailableException;
import dev.tintype.support.Hashes;
import dev.tintype.web.http.Problems;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

class S3FaultTests {

	private static final String KEY = "uploads/1f/a.png";

	private final AtomicInteger requests = new AtomicInteger();

	private final ExecutorService threads = Executors.newCachedThreadPool();

	@TempDir
	private Path folder = Path.of("");

	private HttpServer server;

	private Path file = Path.of("");

	private TestS3 s3;

	private volatile int status;

	private volatile String code = "";

	@BeforeEach
	void startServer() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
		this.server.setExecutor(this.threads);
		this.server.createContext("/", this::answer);
		this.server.start();
		this.s3 = new TestS3(this.folder, TestS3.settings("http://127.0.0.1:" + this.server.getAddress().getPort(),
				"bucket", Duration.ofSeconds(2)));
		this.file = Files.writeString(this.folder.resolve("staged"), "one");
	}

	@AfterEach
	void stopServer() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

	private void answer(HttpExchange exchange) throws IOException {
		this.requests.incrementAndGet();
		exchange.getRequestBody().readAllBytes();
		if (this.status == 0) {
			// Never.
			return;
		}
		byte[] body = ("<Error><Code>" + this.code + "</Code></Error>").getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().set("Content-Type", "application/xml");
		boolean hasBody = !exchange.getRequestMethod().equals("HEAD");
		exchange.sendResponseHeaders(this.status, hasBody ? body.length : -1);
		if (hasBody) {
			exchange.getResponseBody().write(body);
		}
		exchange.close();
	}

	private @Nullable Throwable failureOf(int answered, String word, Mono<?> work) {
		this.status = answered;
		this.code = word;
		this.requests.set(0);
		return work.then(Mono.<Throwable>empty()).onErrorResume(Mono::just).block(Duration.ofSeconds(15));
	}

	private Mono<Void> put() {
		return this.s3.storage.put(KEY, this.file, 3, Hashes.sha256("one".getBytes(StandardCharsets.UTF_8)),
				"image/png");
	}

	private static void assertUnavailable(@Nullable Throwable found) {
		Throwable failure = Objects.requireNonNull(found);
		assertThat(failure).isInstanceOf(StorageUnavailableException.class);
		assertThat(Problems.of(failure).getStatusCode().value()).isEqualTo(503);
		assertThat(Problems.of(failure).getHeaders().getFirst(HttpHeaders.RETRY_AFTER)).isEqualTo("5");
		assertThat(Problems.of(failure).getBody().getDetail()).doesNotContain("bucket");
	}

	@Test
	void serverThatFailsIsAskedThreeTimes() {
		assertUnavailable(failureOf(503, "SlowDown", this.s3.storage.find(KEY)));
		assertThat(this.requests).hasValue(3);
		assertUnavailable(failureOf(500, "InternalError", put()));
		assertThat(this.requests).hasValue(3);
		assertThat(this.file).exists();
	}

	@Test
	void serverThatNeverAnswersEndsInTime() {
		assertUnavailable(failureOf(0, "", this.s3.storage.find(KEY)));
		assertUnavailable(failureOf(0, "", put()));
		assertUnavailable(failureOf(0, "", this.s3.storage.delete(List.of(KEY))));
	}

	@Test
	void serverThatIsGoneIsUnavailable() {
		this.server.stop(0);

		assertUnavailable(failureOf(0, "", this.s3.storage.find(KEY)));
		assertUnavailable(failureOf(0, "", put()));
	}

	@Test
	void refusalIsNotRepeated() {
		for (String refusal : List.of("AccessDenied", "SignatureDoesNotMatch", "InvalidAccessKeyId")) {
			@Nullable Throwable failure = failureOf(403, refusal, put());
			assertUnavailable(failure);
			assertThat(failure).isInstanceOf(StorageRefusedException.class);
			assertThat(this.requests).hasValue(1);
		}
		assertThat(failureOf(404, "NoSuchBucket", put())).isInstanceOf(StorageRefusedException.class);
		assertThat(failureOf(404, "", this.s3.storage.check())).isInstanceOf(StorageRefusedException.class)
			.hasMessageContaining("does not exist");
		assertUnavailable(failureOf(404, "", this.s3.storage.open(KEY)));
		assertUnavailable(failureOf(400, "BadDigest", put()));
	}

	@Test
	void missingKeyAndTakenKeyAreNoFaultsOfServer() {
		assertThat(failureOf(412, "PreconditionFailed", put())).isInstanceOf(KeyExistsException.class);
		assertThat(failureOf(409, "ConditionalRequestConflict", put())).isInstanceOf(KeyExistsException.class);
		assertThat(failureOf(404, "NoSuchKey", this.s3.storage.mark())).isNull();
		assertThat(failureOf(404, "NoSuchKey", this.s3.storage.copy(KEY, "uploads/1f/b.png", 1, "", "image/png")))
			.isNotInstanceOf(NoSuchKeyException.class)
			.isInstanceOf(StorageRefusedException.class);
	}

	@Test
	void serverWithoutChecksumsNamesSettings() {
		@Nullable Throwable failure = failureOf(501, "NotImplemented", put());

		assertUnavailable(failure);
		assertThat(failure).hasMessageContaining("tintype.s3.checksums");
	}

}
