package dev.tintype.library.naming;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class NamingPatternTests {

	private static final LocalDateTime DATE = LocalDateTime.of(2024, 7, 4, 9, 5, 3);

	private final PhotoValues photo = new PhotoValues(DATE, "IMG 1.JPG", "Canon EOS 7D", "EF 24-70 mm", "DogOnBeach");

	@ParameterizedTest
	@CsvSource({ "original, IMG 1", "datetime, 2024-07-04_09-05-03", "datetime_camera, 2024-07-04_09-05-03_CanonEOS7D",
			"ai_descriptive, 2024-07-04_DogOnBeach", "ai_detailed, 2024-07-04_09-05_DogOnBeach_CanonEOS7D",
			"custom, EF24-70mm of CanonEOS7D", "nonsense, 2024-07-04_09-05-03" })
	void patternNamesPhoto(String pattern, String name) {
		assertThat(NamingPattern.of(pattern, "{lens} of {camera}").name(this.photo)).isEqualTo(name);
	}

	@Test
	void missingValuesAreUnknown() {
		PhotoValues empty = new PhotoValues(DATE, ".jpg", null, " ", null);
		assertThat(new NamingPattern("{camera} {lens} {aiDescription} {originalFilename}").name(empty))
			.isEqualTo("UnknownCamera UnknownLens UnknownImage UnknownImage");
	}

	@Test
	void valueIsNoPlaceholder() {
		PhotoValues nested = new PhotoValues(DATE, "a.jpg", "{year}", "$1\\", "x");
		assertThat(new NamingPattern("{camera}-{lens}-{other}-{").name(nested)).isEqualTo("year-$1_-other-");
	}

	@ParameterizedTest
	@CsvSource({ "../../x.jpg, x", "'a<b>:c\"d/e\\f|g?h*i.png', a_b_c_d_e_f_g_h_i", "'a\tb\u0001\u007Fc', a_b_c",
			"_. a ._, a", "a____b, a_b", "CON.jpg, photo_CON", "lpt9, photo_lpt9", "aux.tar.gz, photo_aux.tar",
			"CONSOLE, CONSOLE", "..., photo_" })
	void nameIsCleaned(String original, String name) {
		PhotoValues values = new PhotoValues(DATE, original, null, null, null);
		assertThat(new NamingPattern("{originalFilename}").name(values)).isEqualTo(name);
	}

	@ParameterizedTest
	@ValueSource(strings = { "🐕", "ä", "abc", "日" })
	void longNameEndsBetweenCharacters(String character) {
		PhotoValues values = new PhotoValues(DATE, "x" + character.repeat(300), null, null, null);
		String name = new NamingPattern("{originalFilename}").name(values);
		assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(197, 200);
		assertThat(values.originalFilename()).startsWith(name);
		assertThat(name.substring(1).replace(character, "")).hasSizeLessThan(character.length());
	}

}
