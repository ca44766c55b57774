package dev.tintype.text.document;

import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;

import dev.tintype.text.documentsave.SizedId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SizedIdTests {

	@Test
	void groupsAreFilledUpToLimit() {
		assertThat(groups(SizedId.GROUP_SIZE - 1, 1, 1, 5)).containsExactly(List.of(0L, 1L), List.of(2L, 3L));
	}

	@Test
	void largeDocumentHasItsOwnGroup() {
		assertThat(groups(1, SizedId.GROUP_SIZE * 8, 1, 1)).containsExactly(List.of(0L), List.of(1L), List.of(2L, 3L));
	}

	@Test
	void emptyListHasNoGroups() {
		assertThat(groups()).isEmpty();
	}

	private static List<List<Long>> groups(long... sizes) {
		List<SizedId> documents = LongStream.range(0, sizes.length)
			.mapToObj((i) -> new SizedId(new UUID(0, i), sizes[(int) i]))
			.toList();
		return SizedId.groups(documents)
			.stream()
			.map((group) -> group.stream().map(UUID::getLeastSignificantBits).toList())
			.toList();
	}

}
