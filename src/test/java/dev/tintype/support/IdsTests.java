package dev.tintype.support;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class IdsTests {

	@Test
	void everyIdSortsAfterEarlierIds() {
		List<UUID> ids = Stream.generate(Ids::next).limit(100_000).toList();
		assertThat(ids).isSortedAccordingTo(Ids.ORDER).doesNotHaveDuplicates();
		assertThat(ids.get(0).version()).isEqualTo(7);
		assertThat(ids.get(0).variant()).isEqualTo(2);
	}

	@Test
	void idsOfOneThreadAscendWhileOthersCreateIds() throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(8);
		try {
			Callable<List<UUID>> work = () -> Stream.generate(Ids::next).limit(20_000).toList();
			List<UUID> all = new ArrayList<>();
			for (Future<List<UUID>> ids : threads.invokeAll(List.of(work, work, work, work, work, work, work, work))) {
				assertThat(ids.get()).isSortedAccordingTo(Ids.ORDER);
				all.addAll(ids.get());
			}
			assertThat(all).doesNotHaveDuplicates();
		}
		finally {
			threads.shutdown();
		}
	}

	@Test
	void timeOfIdIsItsCreation() {
		Instant before = Instant.ofEpochMilli(System.currentTimeMillis());
		Instant made = Ids.createdAt(Ids.next());
		assertThat(made).isBetween(before, Instant.now());
		assertThat(Ids.createdAt(UUID.fromString("01980a4e-7c1b-7d55-9f3e-2b6f0c9a1d10")))
			.isEqualTo(Instant.ofEpochMilli(0x01980a4e7c1bL));
	}

	@Test
	void idsAreOrderedByBytes() {
		List<UUID> sorted = Stream
			.of("00000000-0000-0000-0000-000000000000", "00000000-0000-0000-7fff-ffffffffffff",
					"00000000-0000-0000-8000-000000000000", "7fffffff-ffff-ffff-ffff-ffffffffffff",
					"80000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff")
			.map(UUID::fromString)
			.toList();
		assertThat(sorted).isSortedAccordingTo(Ids.ORDER);
		assertThat(sorted).extracting(UUID::toString).isSorted();
	}

	@ParameterizedTest
	@ValueSource(strings = { "01980a4e-7c1b-7d55-9f3e-2b6f0c9a1d10", "01980A4E-7C1B-7D55-9F3E-2B6F0C9A1D10",
			"00000000-0000-0000-0000-000000000000", "ffffffff-FFFF-ffff-FFFF-ffffffffffff",
			"80000000-8000-8000-8000-800000000000" })
	void idIsReadInEitherCase(String text) {
		assertThat(Ids.parse(text)).isEqualTo(UUID.fromString(text));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "1-1-1-1-1", "01980a4e7c1b7d559f3e2b6f0c9a1d10", "01980a4e-7c1b-7d55-9f3e-2b6f0c9a1d1",
			"01980a4e-7c1b-7d55-9f3e-2b6f0c9a1d100", " 1980a4e-7c1b-7d55-9f3e-2b6f0c9a1d10",
			"01980a4e-7c1b-7d55-9f3e-2b6f0c9a1d1g", "01980a4e-7c1b-7d55-9f3e-2b6f0c9a1d1-",
			"-1980a4e-7c1b-7d55-9f3e-2b6f0c9a1d10", "01980a4ee7c1b-7d55-9f3e-2b6f0c9a1d10",
			"01980a4e-7c1b-7d55-9f3e-2b6f0c9a1d1\u0661", "01980a4e-7c1b-7d55-9f3e-2b6f0c9a1d1\uff11",
			"{1980a4e-7c1b-7d55-9f3e-2b6f0c9a1d1}", "01980a4e-7c1b-7d55-9f3e-2b6f0c9a1d1\0",
			"01980a4e_7c1b_7d55_9f3e_2b6f0c9a1d10", "01980a4e-7c1b-7d55-9f3e-+b6f0c9a1d10" })
	void textThatIsNotIdGivesNull(String text) {
		assertThat(Ids.parse(text)).isNull();
	}

}
