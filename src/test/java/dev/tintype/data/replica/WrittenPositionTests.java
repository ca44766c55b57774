package dev.tintype.data.replica;

import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

class WrittenPositionTests {

	/** The questions without an answer. */
	private final Deque<Sinks.One<Lsn>> asked = new ConcurrentLinkedDeque<>();

	private final AtomicInteger told = new AtomicInteger();

	private final WrittenPosition position = new WrittenPosition(Mono.defer(() -> {
		Sinks.One<Lsn> answer = Sinks.one();
		this.asked.add(answer);
		return answer.asMono();
	}), this.told::incrementAndGet);

	@Test
	void nothingIsCoveredBeforeTheFirstAnswer() {
		assertThat(this.position.isCoveredBy(new Lsn(-1))).isFalse();
		assertThat(this.asked).isEmpty();
		this.position.start();
		assertThat(this.position.isCoveredBy(new Lsn(-1))).isFalse();
		answer(100);
		assertThat(this.position.isCoveredBy(new Lsn(99))).isFalse();
		assertThat(this.position.isCoveredBy(new Lsn(100))).isTrue();
		assertThat(this.told).hasValue(1);
		assertThat(this.asked).isEmpty();
	}

	@Test
	void nothingIsCoveredAfterWriteUntilItsPositionIsKnown() {
		this.position.start();
		answer(100);
		this.position.written();
		assertThat(this.position.isCoveredBy(new Lsn(-1))).isFalse();
		answer(200);
		assertThat(this.position.isCoveredBy(new Lsn(199))).isFalse();
		assertThat(this.position.isCoveredBy(new Lsn(200))).isTrue();
	}

	@Test
	void questionAskedBeforeAWriteDoesNotCoverIt() {
		this.position.start();
		long first = this.position.written();
		long second = this.position.written();
		assertThat(this.asked).hasSize(1);
		answer(100);
		assertThat(this.position.isCoveredBy(new Lsn(-1))).isFalse();
		assertThat(this.asked).hasSize(1);
		answer(200);
		assertThat(this.asked).isEmpty();
		assertThat(this.position.isCoveredBy(new Lsn(200))).isTrue();
		StepVerifier.create(this.position.positionOf(first)).expectNext(new Lsn(200)).verifyComplete();
		StepVerifier.create(this.position.positionOf(second)).expectNext(new Lsn(200)).verifyComplete();
	}

	@Test
	void callerWaitsForPosition() {
		this.position.start();
		long number = this.position.written();
		StepVerifier.create(this.position.positionOf(number))
			.then(() -> answer(100))
			.then(() -> answer(200))
			.expectNext(new Lsn(200))
			.verifyComplete();
	}

	@Test
	void failedQuestionIsRetried() {
		this.position.start();
		Sinks.One<Lsn> first = this.asked.remove();
		first.tryEmitError(new IllegalStateException("no answer"));
		StepVerifier
			.create(Mono.defer(() -> Mono.justOrEmpty(this.asked.peek()))
				.repeatWhenEmpty((attempts) -> attempts.delayElements(Duration.ofMillis(20))))
			.expectNextCount(1)
			.verifyComplete();
		answer(100);
		assertThat(this.position.isCoveredBy(new Lsn(100))).isTrue();
	}

	private void answer(long place) {
		this.asked.remove().tryEmitValue(new Lsn(place));
	}

}
