package dev.tintype.web.pages;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.tintype.support.Hashes;

/**
 * The Content-Security-Policy of the shell. Its import map is the only inline script, and
 * its hash is in the policy. No text can become HTML, because no trusted type exists.
 */
final class PagePolicy {

	private static final Pattern IMPORT_MAP = Pattern.compile("<script type=\"importmap\">(.*?)</script>",
			Pattern.DOTALL);

	private static final String POLICY = "default-src 'none'; script-src 'self' 'sha256-%s'; style-src 'self'; "
			+ "img-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
			+ "require-trusted-types-for 'script'; trusted-types 'none'";

	private PagePolicy() {
	}

	/**
	 * Returns the policy of a shell.
	 * @param shell as it is sent
	 * @throws IllegalStateException if it has no import map
	 */
	static String of(String shell) {
		Matcher map = IMPORT_MAP.matcher(shell);
		if (!map.find()) {
			throw new IllegalStateException("The shell has no import map");
		}
		return POLICY.formatted(hash(map.group(1)));
	}

	private static String hash(String script) {
		byte[] digest = Hashes.sha256Digest().digest(script.getBytes(StandardCharsets.UTF_8));
		return Base64.getEncoder().encodeToString(digest);
	}

}
