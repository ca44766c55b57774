package dev.tintype.data.replica;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RoundRobinTests {

	private final RoundRobin<String> turns = new RoundRobin<>(List.of("a", "b", "c"));

	@Test
	void everyElementHasItsTurn() {
		assertThat(IntStream.range(0, 7).mapToObj((i) -> this.turns.next((any) -> true))).containsExactly("a", "b", "c",
				"a", "b", "c", "a");
	}

	@Test
	void unfitElementsAreSkipped() {
		assertThat(IntStream.range(0, 6).mapToObj((i) -> this.turns.next((any) -> !any.equals("b"))))
			.containsExactly("a", "c", "c", "a", "c", "c");
	}

	@Test
	void nextIsNullWhenNoElementIsFit() {
		assertThat(this.turns.next((any) -> false)).isNull();
	}

}
