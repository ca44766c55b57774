package dev.tintype.image.content;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import dev.tintype.imaging.work.Pictures;
import dev.tintype.support.CheckedFile;
import dev.tintype.support.Hashes;
import dev.tintype.testing.Callers;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import dev.tintype.web.file.FileAnswer;
import dev.tintype.web.file.MediaFile;
import dev.tintype.web.ndjson.StreamBudget;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpMethod;
import org.springframework.http.codec.HttpMessageWriter;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.result.view.ViewResolver;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class OpenedFileIntegrationTests {

	private static final String CONTENT = "/api/images/{id}/content";

	private static final ServerResponse.Context NO_WRITERS = new ServerResponse.Context() {

		@Override
		public List<HttpMessageWriter<?>> messageWriters() {
			return List.of();
		}

		@Override
		public List<ViewResolver> viewResolvers() {
			return List.of();
		}

	};

	private final Http http;

	private final TestImages images;

	private final ImageFiles files;

	private final StreamBudget streams;

	private Path file = Path.of("");

	private byte[] bytes = new byte[0];

	private String id = "";

	OpenedFileIntegrationTests(@Autowired WebTestClient client, @Autowired Environment environment,
			@Autowired ImageFiles files, @Autowired StreamBudget streams) {
		this.http = new Http(client);
		this.files = files;
		this.streams = streams;
		this.images = new TestImages(this.http, environment);
	}

	@BeforeEach
	void registerPicture() throws IOException {
		this.file = Pictures.png(this.images.folder(), "a.png", 600, 300);
		this.bytes = Files.readAllBytes(this.file);
		this.id = this.images.register(this.file);
	}

	@Test
	void openedFileIsReadEvenIfALinkReplacesIt() throws IOException {
		OpenedFile opened = Objects.requireNonNull(this.files.open(UUID.fromString(this.id)).block());
		Files.delete(this.file);
		Files.createSymbolicLink(this.file, Path.of("/etc/hostname"));

		assertThat(this.files.hash(opened).block()).isEqualTo(Hashes.sha256(this.bytes));
		MockServerWebExchange exchange = MockServerWebExchange
			.from(MockServerHttpRequest.get("/").header("Range", "bytes=3-"));
		ServerRequest request = ServerRequest.create(exchange, List.of());
		FileAnswer.file(request, new MediaFile(opened.now(), "image/png", opened.lastModified()), "etag", this.streams)
			.flatMap((answer) -> answer.writeTo(exchange, NO_WRITERS))
			.block();
		assertThat(DataBufferUtils.join(exchange.getResponse().getBody())
			.map((body) -> body.toString(StandardCharsets.ISO_8859_1))
			.block()).isEqualTo(new String(this.bytes, 3, this.bytes.length - 3, StandardCharsets.ISO_8859_1));
		StepVerifier.create(opened.now().sha256()).verifyError(ClosedChannelException.class);
	}

	@Test
	void openedFileIsReadEvenIfAnUploadReplacesIt() {
		String uploaded = this.images.await("a.png");
		this.images.put(uploaded, this.bytes);
		OpenedFile opened = Objects.requireNonNull(this.files.open(UUID.fromString(uploaded)).block());

		this.images.put(uploaded, picture());

		assertThat(DataBufferUtils.join(opened.now().read(0, opened.size()))
			.map((body) -> body.toString(StandardCharsets.ISO_8859_1))
			.block()).isEqualTo(new String(this.bytes, StandardCharsets.ISO_8859_1));
		assertThat(this.http.get(CONTENT, uploaded).bytes()).isEqualTo(picture());
	}

	@Test
	void workThatComesTooLateForReplacedFileGetsNewOne() {
		String uploaded = this.images.await("a.png");
		this.images.put(uploaded, this.bytes);
		AtomicInteger begun = new AtomicInteger();

		String hash = this.files.withFile(UUID.fromString(uploaded), (source) -> Mono.fromCallable(() -> {
			if (begun.getAndIncrement() == 0) {
				this.images.put(uploaded, picture());
			}
			try (CheckedFile file = source.open()) {
				return file.sha256();
			}
		}).subscribeOn(Callers.SCHEDULER)).block();

		assertThat(hash).isEqualTo(Hashes.sha256(picture()));
		assertThat(begun).hasValue(2);
	}

	private byte[] picture() {
		try {
			return Files.readAllBytes(Pictures.png(this.images.folder(), "b.png", 20, 30));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void everyResponseClosesTheFile() {
		String etag = this.http.get(CONTENT, this.id).header("ETag");
		this.http.send(HttpMethod.HEAD, CONTENT, this.id);
		this.http.with("If-None-Match", etag).get(CONTENT, this.id);
		this.http.with("If-Match", "\"x\"").get(CONTENT, this.id);
		this.http.with("Range", "bytes=9999999-").get(CONTENT, this.id);
		this.http.with("Range", "bytes=0-1").get(CONTENT, this.id);
		this.http.get("/api/images/{id}/thumbnail", this.id);

		Flux.interval(Duration.ZERO, Duration.ofMillis(20))
			.filter((tick) -> !isOpen(this.file))
			.blockFirst(Duration.ofSeconds(20));
	}

	private static boolean isOpen(Path file) {
		Path descriptors = Path.of("/proc/self/fd");
		Assumptions.assumeTrue(Files.isDirectory(descriptors));
		try (Stream<Path> all = Files.list(descriptors)) {
			return all.anyMatch((link) -> {
				try {
					return Files.readSymbolicLink(link).equals(file);
				}
				catch (IOException ex) {
					return false;
				}
			});
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
