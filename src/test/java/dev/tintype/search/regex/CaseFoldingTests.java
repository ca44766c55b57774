package dev.tintype.search.regex;

import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.google.re2j.Pattern;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CaseFoldingTests {

	@Test
	void agreesWithRe2InTheScriptsThatItFoldsInFiniteTime() {
		Stream
			.of(range(1, 0x24f), range(0x370, 0x3ff), range(0x531, 0x587), range(0x1e00, 0x1fff), range(0x2100, 0x2188),
					range(0xff21, 0xff5a))
			.forEach((letters) -> letters.forEach(CaseFoldingTests::agrees));
	}

	private static IntStream range(int first, int last) {
		return IntStream.rangeClosed(first, last);
	}

	private static void agrees(int c) {
		Pattern pattern = Pattern.compile("(?i)\\x{" + Integer.toHexString(c) + "}");
		IntStream others = IntStream.of(c, Character.toLowerCase(c), Character.toUpperCase(c));
		assertThat(IntStream.concat(others, CaseFolding.orbit(c).stream()))
			.allMatch((other) -> pattern.matches(Character.toString(other)) == CaseFolding.orbit(c).get(other));
	}

}
