package dev.tintype.text.promptsave;

import java.nio.charset.StandardCharsets;
import java.util.List;

import dev.tintype.text.prompt.NormalPrompt;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import dev.tintype.web.ndjson.NdjsonLines;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PromptDraftTests {

	@Test
	void draftKeepsTextAndHasItsNormalForm() {
		PromptDraft draft = PromptDraft.readOne(Json.MAPPER
			.readTree("{\"prompt_text\":\" A  \uff22 \",\"model\":\"m\",\"image_id\":\"none\",\"x\":1}"));

		assertThat(draft.text()).isEqualTo(" A  \uff22 ");
		assertThat(draft.hash()).isEqualTo(NormalPrompt.of("a b").hash());
		assertThat(draft.model()).isEqualTo("m");
		assertThat(draft.imageId()).isEqualTo("none");
		assertThat(draft.imagePath()).isNull();
		assertThat(PromptUse.plain(draft).imageId()).isNull();
	}

	@Test
	void readReportsAllFaults() {
		assertThatExceptionOfType(ProblemException.class)
			.isThrownBy(() -> PromptDraft.readOne(Json.MAPPER.readTree("{\"prompt_text\":\" \",\"model\":\"\"}")))
			.satisfies((problem) -> assertThat(problem.getBody().getProperties()).extractingByKey("errors")
				.isEqualTo(List.of(new ProblemException.Fault("/prompt_text", "must not be blank"),
						new ProblemException.Fault("/model", "must not be empty"))));
	}

	@Test
	void itemWithFaultHasNoHash() {
		List<PromptDraft> drafts = PromptDraft
			.readAll("{\"prompts\":[{\"prompt_text\":\"a\"},{\"prompt_text\":\"a\",\"model\":7},5]}"
				.getBytes(StandardCharsets.UTF_8));

		assertThat(drafts).<@Nullable String>extracting(PromptDraft::fault)
			.containsExactly(null, "model must be a string", "must be a JSON object");
		assertThat(drafts).<@Nullable String>extracting(PromptDraft::hash)
			.containsExactly(NormalPrompt.of("a").hash(), null, null);
	}

	@Test
	void lineThatIsNotJsonHasFault() {
		PromptDraft draft = PromptDraft.readLine(new NdjsonLines.Line(new byte[] { '{' }, 7));

		assertThat(draft.fault()).isEqualTo("Line 7 is not valid JSON at column 2.");
		assertThat(draft.hash()).isNull();
	}

	@Test
	void batchAboveLimitIsTooLarge() {
		String items = "{},".repeat(10_000) + "{}";

		assertThatExceptionOfType(ProblemException.class)
			.isThrownBy(() -> PromptDraft.readAll(("{\"prompts\":[" + items + "]}").getBytes(StandardCharsets.UTF_8)))
			.satisfies((problem) -> assertThat(problem.type()).isEqualTo(ProblemType.TOO_LARGE));
	}

}
