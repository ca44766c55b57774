package dev.tintype.web.body;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.test.publisher.TestPublisher;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A window is 30 s at 1 kB a second, a body takes 100 s and 100 kB at most, and a line
 * begins within 300 s.
 */
class BodyPaceTests {

	private final BodySettings limits = new BodySettings(DataSize.ofKilobytes(100), DataSize.ofKilobytes(1),
			Duration.ofSeconds(30), Duration.ofSeconds(100), Duration.ofSeconds(300));

	private final AtomicLong clock = new AtomicLong();

	private final TestPublisher<DataBuffer> client = TestPublisher.create();

	private final List<DataBuffer> received = new ArrayList<>();

	private final Reader reader = new Reader();

	private @Nullable ProblemException problem;

	private final BodyClock bodies = new BodyClock(this.limits);

	private @Nullable WatchedBody body;

	private BodyPace pace = new BodyPace(this.limits, false, this.clock::get);

	@Test
	void bodyAtMinimumRateIsAccepted() {
		read(Long.MAX_VALUE);
		for (int i = 0; i < 9; i++) {
			send(" ".repeat(10_240));
			wait(10);
		}
		assertThat(this.problem).isNull();
		assertThat(this.received).hasSize(9);
	}

	@Test
	void bodyBelowMinimumRateIsRefused() {
		read(Long.MAX_VALUE);
		for (int i = 0; i < 14; i++) {
			wait(2);
			send("x");
		}
		assertThat(this.problem).isNull();
		wait(2);
		assertTimeout("less than 1024 bytes a second over 30 s");
		this.client.assertCancelled();
	}

	@Test
	void bodyThatNeverBeginsIsRefused() {
		read(Long.MAX_VALUE);
		wait(31);
		assertTimeout("less than 1024 bytes a second");
	}

	@Test
	void earlyBytesDoNotCountInLaterWindows() {
		read(Long.MAX_VALUE);
		send(" ".repeat(90_000));
		wait(31);
		assertThat(this.problem).isNull();
		wait(31);
		assertTimeout("less than 1024 bytes a second");
	}

	@Test
	void bodyThatExceedsTotalTimeIsRefused() {
		this.pace = new BodyPace(new BodySettings(DataSize.ofMegabytes(1), DataSize.ofKilobytes(1),
				this.limits.window(), this.limits.timeout(), this.limits.linePause()), false, this.clock::get);
		read(Long.MAX_VALUE);
		for (int i = 0; i < 9; i++) {
			wait(10);
			send(" ".repeat(20_000));
		}
		assertThat(this.problem).isNull();
		wait(10);
		assertTimeout("within 100 s");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void timeWithoutDemandDoesNotCount(boolean lines) {
		this.pace = new BodyPace(this.limits, lines, this.clock::get);
		read(1);
		send("{");
		wait(1_000_000);
		assertThat(this.problem).isNull();
		this.reader.request(1);
		wait(29);
		assertThat(this.problem).isNull();
		wait(2);
		assertTimeout(lines ? "A line did not arrive within 30 s" : "less than 1024 bytes a second");
	}

	@Test
	void bodyOverSizeLimitIsRefused() {
		read(Long.MAX_VALUE);
		send(" ".repeat(102_400));
		assertThat(this.problem).isNull();
		send(" ");
		assertProblem(ProblemType.TOO_LARGE, "102400 bytes");
		this.client.assertCancelled();
	}

	@Test
	void lineThatDoesNotEndIsRefusedAtAnyRate() {
		lines();
		wait(299);
		for (int i = 0; i < 3; i++) {
			send("x".repeat(100_000));
			wait(9);
		}
		assertThat(this.problem).isNull();
		send("x");
		wait(4);
		assertTimeout("A line did not arrive within 30 s");
	}

	@Test
	void clientMayPauseBetweenLines() {
		lines();
		for (int i = 0; i < 100; i++) {
			wait(299);
			send("{\"caption\":\"a boat\"}\n");
		}
		send("x".repeat(1_000_000) + "\n");
		assertThat(this.problem).isNull();
	}

	@Test
	void begunLineMustEnd() {
		lines();
		send("{}\n{");
		for (int i = 0; i < 14; i++) {
			wait(2);
			send("x");
		}
		assertThat(this.problem).isNull();
		wait(2);
		assertTimeout("A line did not arrive within 30 s");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\n", " \r\n", "\t" })
	void blankLinesAreNoProgress(String blank) {
		lines();
		send("{}\n");
		for (int i = 0; i < 149; i++) {
			wait(2);
			send(blank);
		}
		assertThat(this.problem).isNull();
		wait(2);
		assertTimeout("No line arrived for 300 s");
	}

	@Test
	void endOfBegunLineIsProgress() {
		lines();
		send("{");
		wait(29);
		send("}");
		send("\n");
		wait(299);
		assertThat(this.problem).isNull();
	}

	private void lines() {
		this.pace = new BodyPace(this.limits, true, this.clock::get);
		read(Long.MAX_VALUE);
	}

	private void read(long demand) {
		this.body = new WatchedBody(this.reader, this.pace, this.bodies);
		this.client.subscribe(this.body);
		this.reader.request(demand);
	}

	private void send(String text) {
		this.client.next(DefaultDataBufferFactory.sharedInstance.wrap(text.getBytes(StandardCharsets.UTF_8)));
	}

	private void wait(int seconds) {
		this.clock.addAndGet(Duration.ofSeconds(seconds).toNanos());
		Objects.requireNonNull(this.body).check();
	}

	private void assertTimeout(String detail) {
		assertProblem(ProblemType.REQUEST_TIMEOUT, detail);
	}

	private void assertProblem(ProblemType type, String detail) {
		ProblemException found = Objects.requireNonNull(this.problem);
		assertThat(found.type()).isEqualTo(type);
		assertThat(found.getBody().getDetail()).contains(detail);
	}

	/**
	 * Reads a body as fast as it is told to.
	 */
	private final class Reader extends BaseSubscriber<DataBuffer> {

		@Override
		protected void hookOnSubscribe(Subscription subscription) {
			// The test asks for the buffers.
		}

		@Override
		protected void hookOnNext(DataBuffer buffer) {
			BodyPaceTests.this.received.add(buffer);
		}

		@Override
		protected void hookOnError(Throwable failure) {
			BodyPaceTests.this.problem = (ProblemException) failure;
		}

	}

}
