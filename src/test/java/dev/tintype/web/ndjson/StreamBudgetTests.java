package dev.tintype.web.ndjson;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;

import dev.tintype.data.batch.BatchSettings;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.test.StepVerifier;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

class StreamBudgetTests {

	private static final Duration IDLE = Duration.ofSeconds(30);

	private final StreamBudget budget = new StreamBudget(
			new BatchSettings(500, 4, 1000, IDLE, DataSize.ofKilobytes(100)));

	private final List<StreamLease> granted = new ArrayList<>();

	@Test
	void streamWaitsUntilOthersReleaseMemory() {
		reserve(50_000);
		reserve(50_000);
		reserve(50_000);
		assertThat(this.granted).hasSize(2);
		assertThat(this.budget.isShort()).isTrue();
		this.granted.get(0).release();
		assertThat(this.granted).hasSize(3);
		assertThat(this.budget.isShort()).isFalse();
		assertThat(this.budget.held()).isEqualTo(100_000);
	}

	@Test
	void smallRequestDoesNotOvertakeLargeOne() {
		reserve(50_000);
		reserve(40_000);
		reserve(50_000);
		reserve(1);
		assertThat(this.granted).hasSize(2);
		this.granted.get(1).release();
		assertThat(this.granted).hasSize(4);
	}

	@Test
	void requestOverBudgetCountsAsHalfOfIt() {
		reserve(10_000_000);
		reserve(10_000_000);
		assertThat(this.granted).hasSize(2);
		assertThat(this.budget.held()).isEqualTo(DataSize.ofKilobytes(100).toBytes());
	}

	@Test
	void settledLeaseReturnsRestOfEstimate() {
		reserve(50_000);
		reserve(50_000);
		reserve(30_000);
		this.granted.get(0).settle(20_000);
		assertThat(this.granted).hasSize(3);
		assertThat(this.budget.held()).isEqualTo(100_000);
	}

	@Test
	void leaseIsReleasedOnce() {
		reserve(50_000);
		this.granted.get(0).release();
		this.granted.get(0).release();
		this.granted.get(0).settle(10);
		assertThat(this.budget.held()).isZero();
	}

	@Test
	void cancelledWaiterDoesNotBlockOthers() {
		reserve(50_000);
		reserve(40_000);
		Disposable large = reserve(50_000);
		reserve(10_000);
		large.dispose();
		assertThat(this.granted).hasSize(3);
	}

	@Test
	void waitEndsAfterIdleTimeout() {
		reserve(50_000);
		reserve(50_000);
		StepVerifier.withVirtualTime(() -> this.budget.reserve(50_000))
			.thenAwait(IDLE)
			.verifyError(TimeoutException.class);
		this.granted.get(0).release();
		assertThat(this.budget.held()).isEqualTo(50_000);
	}

	@Test
	void waitingReadersDoNotBlockOthersFromMemory() {
		List<StreamLease> reading = new ArrayList<>();
		for (int i = 0; i < 1000; i++) {
			this.budget.toRead(1).subscribe(reading::add);
		}
		int atOnce = reading.size();
		assertThat(atOnce).isLessThan(1000);
		reserve(1);
		assertThat(this.granted).hasSize(1);
		assertThat(this.budget.isShort()).isFalse();
		reading.get(0).settle(1);
		assertThat(reading).hasSize(atOnce + 1);
	}

	@Test
	void bodiesLeaveHalfOfMemoryForResponses() {
		this.budget.reserveForBody(40_000).subscribe(this.granted::add);
		this.budget.reserveForBody(40_000).subscribe(this.granted::add);
		assertThat(this.granted).hasSize(1);

		StreamLease line = this.budget.awaited();
		line.grow(20_000);
		this.granted.get(0).release();
		assertThat(this.granted).hasSize(1);

		reserve(50_000);
		assertThat(this.granted).hasSize(2);

		line.release();
		assertThat(this.granted).hasSize(3);
	}

	@Test
	void wholeBodiesUseQuarterOfMemoryAndNoneWhileOthersWait() {
		assertThat(this.budget.hasRoom(25_600)).isTrue();
		assertThat(this.budget.hasRoom(25_601)).isFalse();

		StreamLease held = this.budget.charged(20_000);
		assertThat(this.budget.hasRoom(5_601)).isFalse();
		held.release();

		for (int i = 0; i < 1000; i++) {
			this.budget.toRead(1).subscribe(this.granted::add);
		}
		assertThat(this.budget.hasRoom(10)).isFalse();
	}

	@Test
	void streamsOfContentsUseHalfOfMemory() {
		StreamBudget contents = this.budget.ofContents();
		List<StreamLease> pages = new ArrayList<>();
		contents.reserve(20_000).subscribe(pages::add);
		contents.reserve(20_000).subscribe(pages::add);
		contents.reserve(20_000).subscribe(pages::add);
		assertThat(pages).hasSize(2);
		assertThat(this.budget.held()).isEqualTo(40_000);

		// A document that is larger than the budget leaves half of it for others.
		pages.get(0).settle(1_000_000);
		assertThat(this.budget.held()).isEqualTo(DataSize.ofKilobytes(50).toBytes());
		reserve(50_000);
		assertThat(this.granted).hasSize(1);

		// Other streams keep their memory, and a second page of contents waits for them.
		pages.get(0).settle(10);
		assertThat(pages).hasSize(3);
		reserve(12_000);
		contents.reserve(1_000).subscribe(pages::add);
		assertThat(pages).hasSize(3);
		this.granted.get(0).release();
		assertThat(pages).hasSize(4);

		pages.forEach(StreamLease::release);
		assertThat(this.budget.held()).isEqualTo(12_000);
	}

	@Test
	void shareShrinksWithNumberOfStreams() {
		this.budget.stream();
		assertThat(this.budget.share()).isEqualTo(DataSize.ofKilobytes(50).toBytes());
		Disposable second = this.budget.stream();
		assertThat(this.budget.share()).isEqualTo(DataSize.ofKilobytes(25).toBytes());
		second.dispose();
		assertThat(this.budget.share()).isEqualTo(DataSize.ofKilobytes(50).toBytes());
	}

	@Test
	void partOfLeaseCanBeSplitOff() {
		StreamLease received = this.budget.awaited();
		received.grow(1000);
		StreamLease chunk = received.split(400);
		assertThat(this.budget.held()).isEqualTo(1000);
		received.release();
		assertThat(this.budget.held()).isEqualTo(400);
		chunk.release();
		assertThat(this.budget.held()).isZero();
	}

	private Disposable reserve(long bytes) {
		return this.budget.reserve(bytes).subscribe(this.granted::add);
	}

}
