package dev.tintype.web.ndjson;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import dev.tintype.data.batch.BatchSettings;
import dev.tintype.support.DataSettings;
import dev.tintype.testing.Callers;
import dev.tintype.testing.Exchanges;
import dev.tintype.web.http.Answers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.http.MediaType;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.util.unit.DataSize;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.assertj.core.api.Assertions.assertThat;

class WholeAnswersTests {

	private static final int MANY = 1000;

	@TempDir
	private Path folder;

	@Test
	void onlyFewRequestsForManyRowsRunAtOnce() {
		AtomicInteger begun = new AtomicInteger();
		List<Sinks.Empty<Void>> ends = new ArrayList<>();
		HandlerFunction<?> bounded = answers(DataSize.ofMegabytes(100)).around((request) -> Mono.defer(() -> {
			begun.incrementAndGet();
			ends.add(Sinks.empty());
			return ends.get(ends.size() - 1).asMono().then(ServerResponse.ok().build());
		}));

		for (int i = 0; i < MANY; i++) {
			bounded.handle(Exchanges.get("/?per_page=51")).subscribe();
		}
		int places = begun.get();
		assertThat(places).isBetween(1, MANY - 1);
		ends.get(0).tryEmitEmpty();
		assertThat(begun).hasValue(places + 1);

		Disposable waiting = bounded.handle(Exchanges.get("/?limit=500")).subscribe();
		assertThat(begun).hasValue(places + 1);
		waiting.dispose();

		List.of("/", "/?per_page=50", "/?limit=x", "/?per_page=").forEach((small) -> {
			int before = begun.get();
			bounded.handle(Exchanges.get(small)).subscribe();
			assertThat(begun).hasValue(before + 1);
		});
		int before = begun.get();
		bounded
			.handle(Exchanges.of(MockServerHttpRequest.get("/?limit=500").accept(MediaType.APPLICATION_NDJSON).build()))
			.subscribe();
		assertThat(begun).hasValue(before + 1);
	}

	@Test
	void largeResponseKeepsNeitherRowsNorBodyInMemory() {
		AtomicReference<WeakReference<byte[]>> body = new AtomicReference<>();
		HandlerFunction<?> bounded = answers(DataSize.ofKilobytes(100)).around(whole(body));
		AtomicReference<ServerResponse> sent = new AtomicReference<>();

		// Like Spring, the test keeps a reference to the source of the response until it
		// is written.
		Disposable request = handle(bounded, Exchanges.get("/")).flatMap((response) -> {
			sent.set(response);
			return Mono.never();
		}).subscribe();

		Callers.await(() -> {
			System.gc();
			return sent.get() != null && Objects.requireNonNull(body.get()).get() == null;
		});
		assertThat(Objects.requireNonNull(sent.get()).headers().getContentLength()).isEqualTo(MANY * MANY);
		assertThat(request.isDisposed()).isFalse();
	}

	@Test
	void largeResponseStaysInMemoryWhileMostOfBudgetIsFree() {
		AtomicReference<WeakReference<byte[]>> body = new AtomicReference<>();
		HandlerFunction<?> bounded = answers(DataSize.ofMegabytes(100)).around(whole(body));

		assertThat(handle(bounded, Exchanges.get("/")).block()).isNotNull();

		assertThat(this.folder).isEmptyDirectory();
		assertThat(body.get()).isNotNull();
	}

	// The rows wait in an operator, as the rows of a page wait for its total.
	private static HandlerFunction<ServerResponse> whole(AtomicReference<WeakReference<byte[]>> body) {
		return (request) -> Mono.zip(Mono.fromSupplier(() -> {
			byte[] rows = new byte[MANY * MANY];
			body.set(new WeakReference<>(rows));
			return rows;
		}), Mono.just(1)).flatMap((both) -> Answers.bytes(ServerResponse.ok(), both.getT1()));
	}

	@SuppressWarnings("unchecked")
	private static Mono<ServerResponse> handle(HandlerFunction<?> handler, ServerRequest request) {
		return (Mono<ServerResponse>) handler.handle(request);
	}

	private WholeAnswers answers(DataSize memory) {
		StreamBudget budget = new StreamBudget(new BatchSettings(500, 4, 1000, Duration.ofSeconds(30), memory));
		return new WholeAnswers(budget, new SpilledBody(new DataSettings(this.folder), budget));
	}

}
