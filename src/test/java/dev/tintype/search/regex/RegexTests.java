package dev.tintype.search.regex;

import java.sql.SQLTimeoutException;

import dev.tintype.data.sql.Dialect;
import dev.tintype.web.http.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RegexTests {

	@ParameterizedTest
	@CsvSource(delimiter = '@', quoteCharacter = '~', textBlock = """
			cat                @ cat
			a.b                @ a[^\\U0000000a]b
			^a$|\\Ab\\z        @ ^a$|^b$
			\\*\\*\\*:x        @ \\*\\*\\*\\:x
			a*?b+?c??d{2}?     @ a*b+c?d{2,2}
			a{3,}b{0,255}      @ a{3,}b{0,255}
			{"key"}            @ \\{\\"key\\"\\}
			(a)(?:b)(?<n>c)    @ (?:a)(?:b)(?:c)
			()|                @ (?:(?:))|(?:)
			\\Qa.b\\E.c        @ (?:)a\\.b[^\\U0000000a]c
			\\x41\\x{1F600}    @ A😀
			\\d                @ [0-9]
			\\W                @ [^0-9A-Z_a-z]
			[^\\d\\s]          @ [^\\U00000009\\U0000000a\\U0000000c\\U0000000d 0-9]
			[]a-]              @ [\\-\\]a]
			[[:digit:]_]       @ [0-9_]
			[\\s\\S]           @ [\\U00000001-\uD7FF\uE000-\uDBFF\uDFFF]
			(?i)               @ (?:)
			(?i)Sk1é           @ [Ssſ][Kk\u212a]1[Éé]
			(?i)[^k]           @ [^Kk\u212a]
			""")
	void translatesForPostgresql(String source, String expected) {
		assertThat(new Regex(source).postgresql()).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '@', quoteCharacter = '~', textBlock = """
			a(b                @ 2
			a)b                @ 2
			[a-                @ 1
			x[z-a]             @ 3
			[^\\s\\S]          @ 1
			[[:word]           @ 2
			[[:vowel:]]        @ 2
			a**                @ 3
			a{2}{3}            @ 5
			+a                 @ 1
			***:x              @ 1
			a|*b               @ 3
			{2}                @ 1
			a{,5}              @ 2
			a{256}             @ 2
			a{3,2}             @ 2
			😀{1000}           @ 2
			^*                 @ 2
			a\\b+              @ 4
			{*                 @ 2
			a\\                @ 2
			\\pL               @ 1
			a\\1               @ 2
			\\012              @ 1
			\\C                @ 1
			\\é                @ 1
			\\x{D800}          @ 1
			\\x{110000}        @ 1
			\\x4               @ 1
			\\x00              @ 1
			a(?=b)             @ 2
			a(?<!b)c           @ 2
			(?m)^a             @ 1
			(?is)a             @ 1
			a(?i)b             @ 2
			(?i)(?i)a          @ 5
			(?<n>a)(?<n>b)     @ 4
			((a{255}){255})    @ 2
			(?:a?){255}        @ 7
			""")
	void refusesWithPosition(String source, int position) {
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> new Regex(source))
			.satisfies((problem) -> assertThat(problem.getBody().getDetail()).startsWith("regex: ")
				.endsWith("(position " + position + ")"));
	}

	@Test
	void refusesNulAndPatternOver256Characters() {
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> new Regex("a\0"));
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> new Regex("a".repeat(257)));
		assertThat(new Regex("😀".repeat(256)).source()).hasSize(512);
	}

	@Test
	void onH2StopsInTheMidstOfText() {
		String text = "a".repeat(1_000_000);
		assertThatExceptionOfType(SQLTimeoutException.class)
			.isThrownBy(() -> H2Function.matches(text, "(?:.*a){14}b", System.nanoTime() + 1_000_000))
			.satisfies((ex) -> assertThat(ex.getSQLState()).isEqualTo(RegexLimit.CANCELED));
	}

	// RE2/J 1.8 never ends compiling this pattern.
	@Test
	void foldsRangeWithLettersThatRe2DoesNotKnow() throws Exception {
		long later = System.nanoTime() + Regex.LIMIT.toNanos() * 100;
		Object pattern = new Regex("(?i)^[é-😀]$").parameters(Dialect.H2).get("regex");
		assertThat(H2Function.matches("É", String.valueOf(pattern), later)).isTrue();
		assertThat(H2Function.matches("a", String.valueOf(pattern), later)).isFalse();
		assertThat(H2Function.matches(null, String.valueOf(pattern), later)).isNull();
	}

}
