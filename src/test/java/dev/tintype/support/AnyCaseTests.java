package dev.tintype.support;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.tintype.testing.AnyCasePairs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class AnyCaseTests {

	/** Turkic letters, whose case differs in other languages. */
	private static final Set<Integer> TURKIC = Set.of(0x130, 0x131);

	@ParameterizedTest
	@ValueSource(strings = { "en-US", "tr-TR", "lt-LT" })
	void goldenPairsMatchInEveryLocale(String locale) {
		Locale before = Locale.getDefault();
		Locale.setDefault(Locale.forLanguageTag(locale));
		try {
			List<AnyCasePairs.Pair> pairs = AnyCasePairs.read();
			assertThat(pairs).hasSizeGreaterThan(200)
				.allSatisfy((pair) -> assertThat(AnyCase.fold(pair.text()).contains(AnyCase.fold(pair.pattern())))
					.isEqualTo(pair.matches()));
		}
		finally {
			Locale.setDefault(before);
		}
	}

	@ParameterizedTest
	@CsvSource({ "'',''", "a,a", "AbZ [@`{,abz [@`{", "Фото.png,фото.png", "Stra\u1e9ee,strasse", "\u0130,i\u0307",
			"\u0131I,\u0131i", "\u0149,\u02bcn", "\u0390,\u0390", "\u0399\u0308\u0301,\u0390", "\u01f0,\u01f0",
			"J\u030c,\u01f0", "\u03a3\u03c2,\u03c3\u03c3", "\ufb03,ffi", "\u212a\u212b,k\u00e5",
			"\uab70\u13f8,\u13a0\u13f0", "\u1c90,\u10d0", "\ud801\udc00,\ud801\udc28", "\ud83a\udd00,\ud83a\udd22",
			"E\u0301,\u00e9", "\ua7dc\ua7da,\u019b\ua7db" })
	void foldUsesFullCaseFoldingInComposedForm(String text, String folded) {
		assertThat(AnyCase.fold(text)).isEqualTo(folded);
	}

	@Test
	void upperAndLowerCaseOfEveryScriptFoldAlike() {
		assertThat(characters().filter((c) -> !TURKIC.contains(c)).filter((c) -> {
			String folded = AnyCase.fold(Character.toString(c));
			return !AnyCase.fold(Character.toString(Character.toUpperCase(c))).equals(folded)
					|| !AnyCase.fold(Character.toString(Character.toLowerCase(c))).equals(folded)
					|| !AnyCase.fold(Character.toString(c).toUpperCase(Locale.ROOT)).equals(folded);
		})).isEmpty();
	}

	@Test
	void foldedTextStaysAndEquivalentTextsFoldAlike() {
		Random random = new Random(17);
		List<Integer> marks = characters().filter((c) -> Character.getType(c) == Character.NON_SPACING_MARK).toList();
		Stream<String> texts = characters().map((c) -> {
			String text = Character.toString(c);
			for (int i = random.nextInt(3); i > 0; i--) {
				text += Character.toString(marks.get(random.nextInt(marks.size())));
			}
			return text;
		});
		assertThat(texts).allSatisfy((text) -> {
			String folded = AnyCase.fold(text);
			assertThat(AnyCase.fold(folded)).isEqualTo(folded);
			assertThat(AnyCase.fold(Normalizer.normalize(text, Normalizer.Form.NFD))).isEqualTo(folded);
		});
	}

	// The characters that Java 17 knows, so that the test is the same on every Java.
	private static Stream<Integer> characters() {
		Set<Integer> changed = IntStream.rangeClosed(1, Character.MAX_CODE_POINT)
			.filter((c) -> !Character.isSurrogate((char) c) || c > Character.MAX_VALUE)
			.filter((c) -> c < 0x2000 || Character.isLetter(c) || Character.getType(c) == Character.NON_SPACING_MARK)
			.filter((c) -> !StableCharacters.change(Character.toString(c), (known) -> "").equals(Character.toString(c)))
			.boxed()
			.collect(Collectors.toSet());
		return changed.stream().sorted();
	}

}
