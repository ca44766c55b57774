package dev.tintype.search.regex;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.google.re2j.Pattern;
import dev.tintype.support.AnyCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class RequiredTextTests {

	private static final List<String> LETTERS = List.of("a", "B", "e", "E", "é", "\u0301", "\u0323", "ß", "ſ", "S", "σ",
			"ς", "ι", "\u0345", "ᾳ", "Ж", "й", "\u0306", "\u1100", "\u1161", "\u11a8", "\uac00", "K", "\u212a",
			"\u212b", "1", "_", "-", "が", "か", "\u3099", "ΐ", "ϊ", "𐐀", "ŉ", "ﬁ", "i", "\u0307");

	@ParameterizedTest
	@CsvSource(delimiter = '@', textBlock = """
			IMG_1234          @ img_123
			(?i)Фото          @ фот
			^IMG_\\d+\\.jpg$  @ img
			cat|dog           @ ''
			(cat|dog)         @ ''
			abc(?:d|e)fghij   @ fghi
			abcd?efgh         @ efg
			abcd{2}           @ ab
			abce\u0301xyz     @ abc
			\uac00\u11a8bcd   @ bc
			a.bcd             @ bc
			.*                @ ''
			''                @ ''
			""")
	void longestRunOfPlainCharactersWithoutItsLastIsRequired(String pattern, String required) {
		assertThat(new Regex(pattern).required()).isEqualTo(required);
	}

	@Test
	void everyMatchContainsTheRequiredText() {
		Random random = new Random(11);
		int found = 0;
		for (int i = 0; i < 10_000; i++) {
			String run = text(random, 2 + random.nextInt(4));
			String pattern = (random.nextBoolean() ? "(?i)" : "") + run.replace("-", "\\-");
			String text = text(random, random.nextInt(3)) + (random.nextBoolean() ? run : run.toUpperCase(Locale.ROOT))
					+ text(random, random.nextInt(3));
			Regex regex = new Regex(pattern);
			if (!regex.required().isEmpty()
					&& Pattern.compile(Translation.of(pattern, Engine.RE2)).matcher(text).find()) {
				found++;
				assertThat(AnyCase.fold(text)).as("%s in %s", pattern, text).contains(regex.required());
			}
		}
		assertThat(found).isGreaterThan(500);
	}

	@Test
	void equalCharactersOfExpressionsHaveSameFolding() {
		assertThat(IntStream.rangeClosed(1, 0x1ffff).filter(Character::isLetter)).allSatisfy((c) -> {
			List<String> folded = CaseFolding.orbit(c)
				.stream()
				.filter(Character::isLetter)
				.mapToObj((same) -> AnyCase.fold(Character.toString(same)))
				.distinct()
				.toList();
			assertThat(folded).hasSize(1);
		});
	}

	private static String text(Random random, int length) {
		return IntStream.range(0, length)
			.mapToObj((i) -> LETTERS.get(random.nextInt(LETTERS.size())))
			.collect(Collectors.joining());
	}

}
