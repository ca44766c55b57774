package dev.tintype.web.http;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

class ShutdownTests {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private final Shutdown shutdown = new Shutdown();

	private final TestPublisher<String> body = TestPublisher.create();

	@Test
	void completeBodyIsFollowedByEndElement() {
		StepVerifier.create(inRequest(Shutdown.stream(Shutdown.body(Flux.just("1", "2"), "end"))))
			.expectNext("1", "2", "end")
			.expectComplete()
			.verify(LIMIT);
	}

	@Test
	void streamEndsWithErrorAfterBodyIsCutShort() {
		Sinks.Empty<String> answer = Sinks.empty();
		Flux<String> slow = Shutdown.body(this.body.flux(), "end").concatWith(answer.asMono());
		StepVerifier.create(inRequest(Shutdown.stream(slow)))
			.then(() -> this.body.next("1"))
			.expectNext("1")
			.then(this.shutdown::stopReading)
			.then(this.body::assertCancelled)
			.expectNoEvent(Duration.ofMillis(10))
			.then(answer::tryEmitEmpty)
			.expectErrorMatches(ShutdownTests::isUnavailable)
			.verify(LIMIT);
	}

	@Test
	void bodyCutShortOutsideStreamFails() {
		StepVerifier.create(inRequest(Shutdown.body(this.body.flux(), "end")))
			.then(() -> this.body.next("1"))
			.expectNext("1")
			.then(this.shutdown::stopReading)
			.expectErrorMatches(ShutdownTests::isUnavailable)
			.verify(LIMIT);
		this.body.assertCancelled();
	}

	@Test
	void streamWithoutBodyContinuesUntilStreamsEnd() {
		StepVerifier.create(inRequest(Shutdown.stream(this.body.flux())))
			.then(this.shutdown::stopReading)
			.then(() -> this.body.next("1"))
			.expectNext("1")
			.then(this.shutdown::endStreams)
			.expectErrorMatches(ShutdownTests::isUnavailable)
			.verify(LIMIT);
		this.body.assertCancelled();
	}

	@Test
	void listingEndsFirstAndItsStreamReportsError() {
		StepVerifier.create(inRequest(Shutdown.stream(Shutdown.listing(this.body.flux()))))
			.then(() -> this.body.next("1"))
			.expectNext("1")
			.then(this.shutdown::endListings)
			.expectErrorMatches(ShutdownTests::isUnavailable)
			.verify(LIMIT);
		this.body.assertCancelled();
	}

	@Test
	void listingOutsideStreamContinues() {
		StepVerifier.create(inRequest(Shutdown.listing(this.body.flux())))
			.then(this.shutdown::endListings)
			.then(() -> this.body.next("1"))
			.expectNext("1")
			.then(this.body::complete)
			.expectComplete()
			.verify(LIMIT);
	}

	private Flux<String> inRequest(Flux<String> work) {
		return work.contextWrite(this.shutdown::in);
	}

	private static boolean isUnavailable(Throwable failure) {
		return failure instanceof ProblemException problem && problem.type() == ProblemType.UNAVAILABLE;
	}

}
