package dev.tintype.imaging.work;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

class PictureWorkersTests {

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final PictureWorkers workers = new PictureWorkers(
			new PictureSettings(1000, Duration.ofMillis(300), 1, DataSize.ofMegabytes(1)), this.meters);

	@AfterEach
	void stop() {
		this.workers.destroy();
	}

	@Test
	void workerFailsAtDeadlineAndReplacesThreadUntilItReturns() {
		CountDownLatch release = new CountDownLatch(1);
		StepVerifier.create(this.workers.run((deadline) -> await(release)))
			.verifyErrorSatisfies((ex) -> assertThat(ex).isInstanceOfSatisfying(PictureException.class,
					(problem) -> assertThat(problem.getStatusCode()).isEqualTo(HttpStatus.UNPROCESSABLE_CONTENT)));
		assertThat(stuck()).isEqualTo(1);
		StepVerifier.create(this.workers.run((deadline) -> "other")).expectNext("other").verifyComplete();
		assertThat(stuck()).isEqualTo(1);
		release.countDown();
		// The remaining thread is the one that was stuck, or its spare. In both cases the
		// count returns to 0 before much more work is done.
		StepVerifier.create(this.workers.run((deadline) -> "next").repeat(() -> stuck() > 0).last())
			.expectNext("next")
			.verifyComplete();
		assertThat(stuck()).isZero();
	}

	@Test
	void stuckDecoderReleasesPermitToWaitingWork() {
		CountDownLatch release = new CountDownLatch(1);
		this.workers.run((deadline) -> await(release)).onErrorComplete().subscribe();
		StepVerifier.create(this.workers.run((deadline) -> "waited"))
			.expectNext("waited")
			.expectComplete()
			.verify(Duration.ofSeconds(5));
		assertThat(stuck()).isEqualTo(1);
		release.countDown();
	}

	@Test
	void permitsReturnWhenSubscriberRequestsAgain() {
		StepVerifier
			.create(Flux.range(0, 20)
				.flatMap(
						(i) -> this.workers.run((deadline) -> i)
							.flatMap((done) -> Mono.fromCallable(() -> done).subscribeOn(Schedulers.boundedElastic())),
						4, 1)
				.count())
			.expectNext(20L)
			.expectComplete()
			.verify(Duration.ofSeconds(10));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1 })
	void workWaitsWhenTwiceAsManyDecodersAsWorkersAreStuck(int freed) {
		Set<Thread> threads = ConcurrentHashMap.newKeySet();
		List<CountDownLatch> releases = List.of(new CountDownLatch(1), new CountDownLatch(1));
		for (CountDownLatch release : releases) {
			StepVerifier.create(this.workers.run((deadline) -> {
				threads.add(Thread.currentThread());
				return await(release);
			})).verifyError(PictureException.class);
		}
		assertThat(stuck()).isEqualTo(2);
		assertThat(threads).hasSize(2);
		StepVerifier.create(this.workers.run((deadline) -> threads.add(Thread.currentThread())))
			.then(() -> assertThat(waiting()).isEqualTo(1))
			.then(releases.get(freed)::countDown)
			.expectNext(false)
			.expectComplete()
			.verify(Duration.ofSeconds(5));
		assertThat(stuck()).isEqualTo(1);
		releases.forEach(CountDownLatch::countDown);
	}

	@Test
	void workSeesThatItsDeadlineIsOver() {
		CountDownLatch told = new CountDownLatch(1);
		StepVerifier.create(this.workers.run((deadline) -> {
			while (!deadline.isOver()) {
				Thread.onSpinWait();
			}
			told.countDown();
			deadline.check();
			return "late";
		})).verifyError(PictureException.class);
		assertThat(await(told)).isEqualTo("released");
	}

	@Test
	void subscriberReceivesWhateverWorkThrows() {
		StepVerifier.create(this.workers.run((deadline) -> {
			throw new StackOverflowError();
		})).verifyError(StackOverflowError.class);
	}

	@Test
	void cancelledWorkNeverStarts() {
		CountDownLatch release = new CountDownLatch(1);
		CountDownLatch started = new CountDownLatch(1);
		Mono<String> first = this.workers.run((deadline) -> await(release));
		first.onErrorComplete().subscribe();
		this.workers.run((deadline) -> {
			started.countDown();
			return "";
		}).subscribe().dispose();
		release.countDown();
		StepVerifier.create(this.workers.run((deadline) -> "last")).expectNext("last").verifyComplete();
		assertThat(started.getCount()).isEqualTo(1);
	}

	@Test
	void shutdownRefusesWaitingWork() {
		PictureWorkers patient = new PictureWorkers(
				new PictureSettings(1000, Duration.ofHours(1), 1, DataSize.ofMegabytes(1)), this.meters);
		CountDownLatch started = new CountDownLatch(1);
		patient.run((deadline) -> {
			started.countDown();
			return await(new CountDownLatch(1));
		}).onErrorComplete().subscribe();
		await(started);
		StepVerifier.create(patient.run((deadline) -> "never"))
			.then(patient::destroy)
			.verifyErrorSatisfies((ex) -> assertThat(ex).isInstanceOfSatisfying(PictureException.class,
					(problem) -> assertThat(problem.getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE)));
	}

	private double stuck() {
		return this.meters.get("tintype.pictures.stuck").gauge().value();
	}

	private double waiting() {
		return this.meters.get("tintype.pictures.waiting").gauge().value();
	}

	private static String await(CountDownLatch latch) {
		try {
			latch.await();
			return "released";
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return "interrupted";
		}
	}

}
