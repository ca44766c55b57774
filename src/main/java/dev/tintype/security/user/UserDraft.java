package dev.tintype.security.user;

import dev.tintype.security.credential.Scope;
import dev.tintype.support.Texts;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.JsonFields;
import org.jspecify.annotations.Nullable;

/**
 * A user that a client adds.
 *
 * @param username of the user
 * @param password in plain text, never logged
 * @param role of the user
 */
public record UserDraft(String username, String password, String role) {

	/**
	 * Reads the body of a request.
	 */
	static UserDraft read(byte[] body) {
		JsonFields fields = new JsonFields(Json.read(body), "");
		String username = fields.text("username", 1, Texts.NAME_LENGTH);
		String password = fields.text("password", Passwords.SHORTEST, Passwords.LONGEST);
		String role = fields.optionalWord("role", Scope.ROLES);
		fields.required("role", role);
		fields.check();
		return new UserDraft(username, password, (role != null) ? role : Scope.READ.role());
	}

	/** Hides the password from logs. */
	@Override
	public String toString() {
		return "UserDraft[" + this.username + "]";
	}

	/**
	 * What a client changes of a user.
	 *
	 * @param password the new one, or null
	 * @param role the new one, or null
	 * @param isEnabled whether the user may sign in from now on, or null
	 */
	record Change(@Nullable String password, @Nullable String role, @Nullable Boolean isEnabled) {

		static Change read(byte[] body) {
			JsonFields fields = new JsonFields(Json.read(body), "");
			Change change = new Change(fields.optionalText("password", Passwords.SHORTEST, Passwords.LONGEST),
					fields.optionalWord("role", Scope.ROLES), fields.optionalFlag("is_enabled"));
			fields.check();
			return change;
		}

		/** Hides the password from logs. */
		@Override
		public String toString() {
			return "Change";
		}

	}

}
