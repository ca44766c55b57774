package dev.tintype.security.session;

import java.net.URI;
import java.net.URISyntaxException;

import dev.tintype.web.http.Json;
import dev.tintype.web.http.JsonFields;
import org.jspecify.annotations.Nullable;

import org.springframework.util.MultiValueMap;

/**
 * What a user enters to sign in.
 *
 * @param next where a form leads after the sign-in
 */
record SignInDraft(String username, String password, String next) {

	/** As a reader of the body accepts it. Every other password is only wrong. */
	private static final int LONGEST = 10_000;

	/** The path after a sign-in that names no other. */
	static final String HOME = "/";

	static SignInDraft read(byte[] body) {
		JsonFields fields = new JsonFields(Json.read(body), "");
		String username = fields.text("username", 0, LONGEST);
		String password = fields.text("password", 0, LONGEST);
		fields.check();
		return new SignInDraft(username, password, HOME);
	}

	static SignInDraft read(MultiValueMap<String, String> form) {
		return new SignInDraft(value(form.getFirst("username")), value(form.getFirst("password")),
				safe(form.getFirst("next")));
	}

	private static String value(@Nullable String given) {
		return (given != null) ? given : "";
	}

	/**
	 * Returns the path to which a page may lead. A browser reads {@code //host} and
	 * {@code /\host} as another site, and ignores control characters.
	 * @param next from outside, or null
	 * @return a path of this service
	 */
	static String safe(@Nullable String next) {
		return (next != null && next.length() <= 2000 && next.matches("/(?!/)[!-\\[\\]-~]*") && isUri(next)) ? next
				: HOME;
	}

	private static boolean isUri(String text) {
		try {
			new URI(text);
			return true;
		}
		catch (URISyntaxException ex) {
			return false;
		}
	}

	/** Hides the password from logs. */
	@Override
	public String toString() {
		return "SignInDraft";
	}

}
