package dev.tintype.library.aiprompt;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

import dev.tintype.support.Ids;
import dev.tintype.support.Texts;
import dev.tintype.web.http.PatchFields;

/**
 * The fields of a prompt that a client sends.
 */
final class AiPromptDraft {

	private AiPromptDraft() {
	}

	/**
	 * Reads a new prompt. Unless the client says otherwise, it is active and no default.
	 */
	static AiPrompt create(byte[] body) {
		Instant now = now();
		return read(PatchFields.of(body, true), new AiPrompt(Ids.next(), "", null, AiPrompt.CATEGORIES.get(0),
				AiPrompt.BOTH, "", "", false, true, now, now), now);
	}

	/**
	 * Reads a change.
	 * @param before the prompt as it is
	 */
	static AiPrompt change(byte[] body, AiPrompt before) {
		return read(PatchFields.of(body, false), before, now());
	}

	private static AiPrompt read(PatchFields sent, AiPrompt before, Instant now) {
		AiPrompt prompt = new AiPrompt(before.id(), sent.text("name", Texts.NAME_LENGTH, before.name()),
				sent.optionalText("description", Texts.TEXT_LENGTH, before.description()),
				sent.word("category", AiPrompt.CATEGORIES, before.category()),
				sent.word("provider", AiPrompt.PROVIDERS, before.provider()),
				sent.filledText("system_prompt", Texts.TEXT_LENGTH, before.systemPrompt()),
				sent.filledText("user_prompt", Texts.TEXT_LENGTH, before.userPrompt()),
				sent.flag("is_default", before.isDefault()), sent.flag("is_active", before.isActive()),
				before.createdAt(), now);
		sent.fields().check();
		return prompt;
	}

	static Instant now() {
		return Instant.now().truncatedTo(ChronoUnit.MICROS);
	}

}
