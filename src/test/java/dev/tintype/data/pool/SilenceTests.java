package dev.tintype.data.pool;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.BDDMockito;
import org.mockito.Mockito;

import static org.assertj.core.api.Assertions.assertThat;

class SilenceTests {

	private static final Duration LIMIT = Duration.ofSeconds(8);

	private final Silence silence = new Silence(
			new PoolSettings(1, 1, Duration.ofHours(1), Duration.ofSeconds(5), LIMIT, Duration.ofMinutes(1)), false);

	private final WatchedSubscriber<?> work = Mockito.mock();

	@BeforeEach
	void lend() {
		BDDMockito.given(this.work.isReaderSlow()).willReturn(false);
		this.silence.lend(0);
	}

	@Test
	void peerMayBeSilentForTheLimit() {
		this.silence.begin(this.work);
		assertThat(overdue(7.9)).isNull();
		assertThat(overdue(8)).isEqualTo(LIMIT);
	}

	@Test
	void earlierLongSilenceCountsForSameUser() {
		this.silence.begin(this.work);
		assertThat(overdue(6)).isNull();
		this.silence.heard();
		assertThat(overdue(6)).isNull();
		assertThat(overdue(7.9)).isNull();
		assertThat(overdue(8.1)).isEqualTo(Duration.ofSeconds(2));
	}

	@Test
	void answerMayAlwaysTakeMoreThanASecond() {
		this.silence.begin(this.work);
		assertThat(overdue(7.9)).isNull();
		this.silence.heard();
		assertThat(overdue(7.9)).isNull();
		assertThat(overdue(9.3)).isNull();
		assertThat(overdue(9.5)).isNotNull();
	}

	@Test
	void timeWithoutOwedAnswerDoesNotCount() {
		this.silence.begin(this.work);
		this.silence.end(this.work);
		assertThat(overdue(1)).isNull();
		assertThat(overdue(60)).isNull();
		this.silence.begin(this.work);
		assertThat(overdue(60)).isNull();
		assertThat(overdue(67.9)).isNull();
		assertThat(overdue(68)).isEqualTo(LIMIT);
	}

	@Test
	void earlierSilenceDoesNotCountForNextUser() {
		this.silence.begin(this.work);
		assertThat(overdue(6)).isNull();
		this.silence.end(this.work);
		assertThat(overdue(6)).isNull();
		this.silence.lend(Duration.ofSeconds(10).toNanos());
		this.silence.begin(this.work);
		assertThat(overdue(17.9)).isNull();
		assertThat(overdue(18)).isEqualTo(LIMIT);
	}

	private @Nullable Duration overdue(double seconds) {
		return this.silence.overdue(Math.round(seconds * Duration.ofSeconds(1).toNanos()));
	}

}
