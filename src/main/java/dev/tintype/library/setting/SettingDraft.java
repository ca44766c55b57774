package dev.tintype.library.setting;

import dev.tintype.support.Texts;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.JsonFields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A setting that a client writes.
 *
 * @param category null to keep it
 * @param hasDescription whether the client sends a description
 * @param description null for none
 */
record SettingDraft(String key, String value, @Nullable String category, boolean hasDescription,
		@Nullable String description) {

	static SettingDraft read(String key, byte[] body) {
		JsonNode json = Json.read(body);
		JsonFields fields = new JsonFields(json, "");
		String value = fields.text("value", 0, Texts.TEXT_LENGTH);
		String fault = json.path("value").isString() ? KnownSettings.fault(key, value) : null;
		if (fault != null) {
			fields.fault("value", fault);
		}
		SettingDraft draft = new SettingDraft(key, value, fields.optionalText("category", 1, Texts.NAME_LENGTH),
				json.has("description"), fields.optionalText("description", 1, Texts.TEXT_LENGTH));
		fields.check();
		return draft;
	}

}
