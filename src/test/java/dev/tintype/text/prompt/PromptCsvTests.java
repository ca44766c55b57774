package dev.tintype.text.prompt;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PromptCsvTests {

	private static final Instant USED = Instant.parse("2026-03-01T10:20:30Z");

	@ParameterizedTest
	@ValueSource(strings = { "=1+1", "+1", "-1", "@SUM(A1)", "\tx" })
	void formulaHasLeadingApostrophe(String text) {
		assertThat(PromptCsv.text(text)).isEqualTo("'" + text);
	}

	@Test
	void formulaIsQuotedWithItsApostrophe() {
		assertThat(PromptCsv.text("=A1,B1")).isEqualTo("\"'=A1,B1\"");
		assertThat(PromptCsv.text("\r=A1")).isEqualTo("\"'\r=A1\"");
		assertThat(PromptCsv.text("\n=A1")).isEqualTo("\"'\n=A1\"");
	}

	@Test
	void fieldIsQuotedOnlyIfNecessary() {
		assertThat(PromptCsv.text("a b")).isEqualTo("a b");
		assertThat(PromptCsv.text("a=b")).isEqualTo("a=b");
		assertThat(PromptCsv.text("a,b")).isEqualTo("\"a,b\"");
		assertThat(PromptCsv.text("say \"hi\"")).isEqualTo("\"say \"\"hi\"\"\"");
		assertThat(PromptCsv.text("a\nb")).isEqualTo("\"a\nb\"");
		assertThat(PromptCsv.text(null)).isEmpty();
	}

	@Test
	void rowHasFieldsOfHeader() {
		Prompt prompt = new Prompt(7, "a b", "h", 3, USED, USED, "-m", true, "image/webp", 256, 171, "/t");

		String csv = new String(PromptCsv.rows(true, List.of(prompt)), StandardCharsets.UTF_8);

		assertThat(csv.split("\r\n", -1)).hasSize(3)
			.contains("7,a b,h,3,2026-03-01T10:20:30Z,2026-03-01T10:20:30Z,'-m,true,image/webp,256,171,/t");
		assertThat(PromptCsv.rows(false, List.of())).isEmpty();
	}

}
