package dev.tintype.text.prompt;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PromptCsvTests {

	private static final Instant USED = Instant.parse("2026-03-01T10:20:30Z");

	@Test
	void rowHasFieldsOfHeader() {
		Prompt prompt = new Prompt(7, "a b", "h", 3, USED, USED, "-m", true, "image/webp", 256, 171, "/t");

		String csv = new String(PromptCsv.rows(true, true, List.of(prompt)), StandardCharsets.UTF_8);

		assertThat(csv).startsWith("\uFEFFid,prompt_text,");
		assertThat(csv.split("\r\n", -1)).hasSize(3)
			.contains("7,a b,h,3,2026-03-01T10:20:30Z,2026-03-01T10:20:30Z,'-m,true,image/webp,256,171,/t");
		assertThat(PromptCsv.rows(false, true, List.of())).isEmpty();
	}

}
