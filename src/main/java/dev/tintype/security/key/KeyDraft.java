package dev.tintype.security.key;

import java.time.Instant;
import java.time.format.DateTimeParseException;

import dev.tintype.security.credential.Scope;
import dev.tintype.support.Texts;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.JsonFields;
import org.jspecify.annotations.Nullable;

/**
 * A key that a client wants.
 *
 * @param name given by people
 * @param scope what it shall allow
 * @param expiresAt null if it shall never expire
 */
public record KeyDraft(String name, Scope scope, @Nullable Instant expiresAt) {

	/**
	 * Reads the body of a request.
	 */
	static KeyDraft read(byte[] body) {
		JsonFields fields = new JsonFields(Json.read(body), "");
		String name = fields.text("name", 1, Texts.NAME_LENGTH);
		String scope = fields.optionalWord("scope", Scope.WORDS);
		Instant expiresAt = moment(fields);
		fields.check();
		Scope granted = (scope != null) ? Scope.of(scope) : null;
		return new KeyDraft(name, (granted != null) ? granted : Scope.READ, expiresAt);
	}

	private static @Nullable Instant moment(JsonFields fields) {
		String text = fields.optionalText("expires_at", 1, Texts.NAME_LENGTH);
		if (text == null) {
			return null;
		}
		try {
			Instant moment = Instant.parse(text);
			if (moment.isAfter(Instant.now())) {
				return moment;
			}
			fields.fault("expires_at", "must be in the future");
		}
		catch (DateTimeParseException ex) {
			fields.fault("expires_at", "must be a time such as 2027-01-31T12:00:00Z");
		}
		return null;
	}

}
