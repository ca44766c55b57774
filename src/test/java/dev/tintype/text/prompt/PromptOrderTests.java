package dev.tintype.text.prompt;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import dev.tintype.web.http.Cursor;
import dev.tintype.web.http.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PromptOrderTests {

	private static final Instant USED = Instant.parse("2026-03-01T10:20:30.000001Z");

	private static final Prompt PROMPT = new Prompt(17, "a", "h", 42, USED, USED, null, false, null, null, null, null);

	@Test
	void cursorOfPopularHoldsBothKeys() {
		Cursor cursor = PromptOrder.POPULAR.cursor(PROMPT);

		assertThat(Cursor.decode(cursor.encode(), "popular")).isEqualTo(cursor);
		assertThat(PromptOrder.POPULAR.values(cursor)).isEqualTo(Map.of("uses", 42L, "fewer", 41L, "used", USED,
				"earlier", Instant.parse("2026-03-01T10:20:30Z"), "id", 17L));
	}

	@Test
	void cursorsOfTheOthersHoldTheirs() {
		assertThat(PromptOrder.RECENT.values(PromptOrder.RECENT.cursor(PROMPT)))
			.isEqualTo(Map.of("used", USED, "earlier", Instant.parse("2026-03-01T10:20:30Z"), "id", 17L));
		assertThat(PromptOrder.ID.values(PromptOrder.ID.cursor(PROMPT))).isEqualTo(Map.of("id", 17L));
	}

	@ParameterizedTest
	@EnumSource
	void everyOrderEndsInTheIdAndItsRangesNameWhatIsBound(PromptOrder order) {
		assertThat(order.orderBy()).endsWith("p.id");
		String ranges = String.join(" ", order.behind());
		assertThat(order.values(order.cursor(PROMPT)).keySet())
			.allSatisfy((name) -> assertThat(ranges).contains(":" + name));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "42", "42 ", "x 2026-03-01T10:20:30Z", "42 yesterday", "42 -999999999-01-01T00:00:00Z",
			"99999999999999999999 2026-03-01T10:20:30Z", "-9223372036854775808 2026-03-01T10:20:30Z" })
	void damagedKeyIsRefused(String key) {
		assertThatExceptionOfType(ProblemException.class)
			.isThrownBy(() -> PromptOrder.POPULAR.values(new Cursor("popular", key, new UUID(0, 1))));
		assertThatExceptionOfType(ProblemException.class)
			.isThrownBy(() -> PromptOrder.RECENT.values(new Cursor("recent", key, new UUID(0, 1))));
	}

	@Test
	void idOfAnotherListingIsRefused() {
		assertThatExceptionOfType(ProblemException.class)
			.isThrownBy(() -> PromptOrder.ID.values(new Cursor("id", "", new UUID(1, 1))));
	}

}
