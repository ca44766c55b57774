package dev.tintype.data.sql;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.r2dbc.spi.R2dbcTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Mono;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class RecurringTests {

	@Test
	void outageIsLoggedInOneLine(CapturedOutput output) throws InterruptedException {
		fail(new IllegalStateException("wrapped", new R2dbcTimeoutException("late", new TimeoutException("canary"))));
		assertThat(output.getAll().lines().filter((line) -> line.contains("WARN"))).singleElement()
			.asString()
			.contains("Counting failed; ")
			.contains("canary");
		assertThat(output).doesNotContain("\tat ");
	}

	@Test
	void faultOfServiceIsLoggedWithStackTrace(CapturedOutput output) throws InterruptedException {
		fail(new IllegalStateException("canary"));
		assertThat(output).contains("Counting failed; ").contains("\tat " + RecurringTests.class.getName());
	}

	// The failure has been handled when the work runs again.
	private static void fail(RuntimeException failure) throws InterruptedException {
		CountDownLatch begun = new CountDownLatch(3);
		Recurring recurring = new Recurring("Counting", Duration.ofMillis(1), () -> {
			begun.countDown();
			return Mono.error(failure);
		}) {
		};
		recurring.start();
		try {
			assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
		}
		finally {
			recurring.stop();
		}
	}

}
