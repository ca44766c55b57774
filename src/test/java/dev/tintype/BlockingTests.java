package dev.tintype;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

class BlockingTests {

	/**
	 * The assumption of all other tests.
	 */
	@Test
	void blockingCallOnNonBlockingThreadFailsTest() {
		Mono<Void> blocking = Mono.<Void>fromRunnable(BlockingTests::block).subscribeOn(Schedulers.parallel());
		StepVerifier.create(blocking)
			.expectErrorSatisfies((error) -> assertThat(error).isInstanceOf(BlockingOperationError.class))
			.verify(Duration.ofSeconds(30));
	}

	private static void block() {
		try {
			Thread.sleep(1);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
