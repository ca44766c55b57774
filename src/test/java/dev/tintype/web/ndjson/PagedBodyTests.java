package dev.tintype.web.ndjson;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.tintype.data.batch.BatchSettings;
import dev.tintype.testing.Callers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class PagedBodyTests {

	private static final int PAGE_BYTES = 1 << 18;

	/**
	 * More pages than the kernel keeps for one connection, and fewer than Reactor Netty
	 * requests ahead.
	 */
	private static final int MOST_PAGES = 48;

	private final AtomicInteger taken = new AtomicInteger();

	private final AtomicReference<@Nullable SignalType> ended = new AtomicReference<>();

	private @Nullable DisposableServer server;

	@AfterEach
	void stop() {
		if (this.server != null) {
			this.server.disposeNow();
		}
	}

	@Test
	void pagesAreRequestedOnlyAsSocketTakesThem() throws IOException {
		StreamBudget budget = budget(Duration.ofSeconds(30), DataSize.ofMegabytes(100));
		int port = serve(() -> pages(budget::awaited));
		try (Socket reader = request(port)) {
			assertThat(reader.getInputStream().read()).isNotNegative();
			awaitStandstill();
			assertThat(this.taken.get()).isLessThan(MOST_PAGES);
			// The reader continues, and so do the pages.
			InputStream in = reader.getInputStream();
			int sofar = this.taken.get();
			byte[] buffer = new byte[1 << 16];
			for (long read = 0; read < 2L * MOST_PAGES * PAGE_BYTES;) {
				read += in.read(buffer);
			}
			assertThat(this.taken.get()).isGreaterThan(sofar);
		}
		Callers.await(() -> this.ended.get() != null && budget.held() == 0);
	}

	@Test
	void buffersOfKnownLengthAreRequestedOnlyAsSocketTakesThem() throws IOException {
		StreamBudget budget = budget(Duration.ofSeconds(30), DataSize.ofMegabytes(100));
		int port = serveBuffers(budget);
		try (Socket reader = request(port)) {
			assertThat(reader.getInputStream().read()).isNotNegative();
			awaitStandstill();
			assertThat(this.taken.get()).isLessThan(MOST_PAGES);
			assertThat(budget.held()).isEqualTo(PAGE_BYTES);
		}
		Callers.await(() -> this.ended.get() != null && budget.held() == 0);
	}

	@Test
	void connectionIsResetIfClientDoesNotReadResults(CapturedOutput output) throws IOException {
		StreamBudget budget = budget(Duration.ofMillis(300), DataSize.ofMegabytes(100));
		int port = serve(() -> pages(budget::awaited));
		try (Socket reader = request(port)) {
			Callers.await(() -> this.ended.get() != null);
			assertThat(this.ended.get()).isEqualTo(SignalType.CANCEL);
			assertThat(reader.isConnected()).isTrue();
		}
		Callers.await(() -> budget.held() == 0);
		assertThat(output.getAll()
			.lines()
			.filter((line) -> line.contains("INFO") && line.contains("GET /results: ")
					&& line.contains("Prefer: return=minimal")))
			.hasSize(1);
		assertThat(output).doesNotContain("canary");
	}

	@Test
	void readerOfListingMayPauseUntilOthersNeedMemory() throws IOException {
		StreamBudget budget = budget(Duration.ofMillis(300), DataSize.ofBytes(4 * PAGE_BYTES));
		int port = serve(() -> pages(() -> lease(budget)));
		try (Socket reader = request(port)) {
			assertThat(reader.getInputStream().read()).isNotNegative();
			Callers.await(() -> {
				Thread.sleep(1000);
				return true;
			});
			assertThat(this.ended.get()).isNull();
			budget.reserve(2 * PAGE_BYTES).subscribe();
			budget.reserve(2 * PAGE_BYTES).subscribe();
			Callers.await(() -> this.ended.get() != null);
		}
	}

	private void awaitStandstill() {
		AtomicInteger before = new AtomicInteger(-1);
		Callers.await(() -> {
			Thread.sleep(500);
			return before.getAndSet(this.taken.get()) == this.taken.get();
		});
	}

	private static StreamLease lease(StreamBudget budget) {
		AtomicReference<@Nullable StreamLease> lease = new AtomicReference<>();
		budget.reserve(PAGE_BYTES).subscribe(lease::set);
		return Objects.requireNonNull(lease.get());
	}

	private Flux<NdjsonPage> pages(Supplier<StreamLease> leases) {
		byte[] lines = new byte[PAGE_BYTES];
		Arrays.fill(lines, (byte) '\n');
		return Flux.<NdjsonPage>generate((sink) -> {
			this.taken.incrementAndGet();
			sink.next(new NdjsonPage(lines, 1, null).holding(leases.get()));
		}).doFinally(this.ended::set);
	}

	private int serveBuffers(StreamBudget budget) {
		byte[] bytes = new byte[PAGE_BYTES];
		return serve((response) -> {
			response.getHeaders().setContentLength(1000L * PAGE_BYTES);
			return PagedBody.write(response, Flux.range(0, 1000).doFinally(this.ended::set).map((i) -> {
				this.taken.incrementAndGet();
				return response.bufferFactory().wrap(bytes);
			}), budget);
		});
	}

	private int serve(Supplier<Flux<NdjsonPage>> pages) {
		return serve((response) -> PagedBody.write(response, pages.get()));
	}

	private int serve(Function<ServerHttpResponse, Mono<Void>> writer) {
		this.server = HttpServer.create()
			.bindAddress(() -> new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
			.handle(new ReactorHttpHandlerAdapter((request, response) -> writer.apply(response)))
			.bindNow();
		return this.server.port();
	}

	private static Socket request(int port) throws IOException {
		Socket socket = new Socket();
		socket.setReceiveBufferSize(4096);
		socket.setSoTimeout(20_000);
		socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
		socket.getOutputStream()
			.write("GET /results?canary HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
		return socket;
	}

	private static StreamBudget budget(Duration patience, DataSize memory) {
		return new StreamBudget(new BatchSettings(500, 4, 1000, patience, memory));
	}

}
