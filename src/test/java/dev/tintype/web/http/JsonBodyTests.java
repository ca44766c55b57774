package dev.tintype.web.http;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;

import static org.assertj.core.api.Assertions.assertThat;

class JsonBodyTests {

	private static final int SMALL = 1 << 16;

	private static final int LIMIT = 1 << 20;

	private final HeapBudget budget = new HeapBudget(2 * SMALL);

	@Test
	void bodyIsRefusedWhileOthersHoldMemory() {
		TestPublisher<DataBuffer> slow = TestPublisher.create();
		StepVerifier first = StepVerifier.create(JsonBody.read(slow.flux(), LIMIT, this.budget))
			.assertNext((bytes) -> assertThat(bytes).hasSize(3 * SMALL))
			.expectComplete()
			.verifyLater();
		slow.next(buffer(2 * SMALL), buffer(SMALL));

		StepVerifier.create(JsonBody.read(Flux.just(buffer(SMALL)), LIMIT, this.budget))
			.expectNextCount(1)
			.verifyComplete();
		StepVerifier.create(JsonBody.read(Flux.just(buffer(SMALL + 1)), LIMIT, this.budget))
			.verifyErrorMatches((ex) -> ex instanceof ProblemException problem
					&& problem.getStatusCode().equals(ProblemType.UNAVAILABLE.status()));

		slow.complete();
		first.verify();
		StepVerifier.create(JsonBody.read(Flux.fromStream(Stream.of(buffer(SMALL), buffer(SMALL))), LIMIT, this.budget))
			.expectNextCount(1)
			.verifyComplete();
	}

	private static DataBuffer buffer(int size) {
		return DefaultDataBufferFactory.sharedInstance.wrap(new byte[size]);
	}

}
