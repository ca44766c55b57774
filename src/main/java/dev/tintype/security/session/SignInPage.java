package dev.tintype.security.session;

import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.web.util.HtmlUtils;

/**
 * The page on which a user signs in. It works without scripts.
 */
final class SignInPage {

	static final MediaType TYPE = MediaType.parseMediaType("text/html;charset=UTF-8");

	/** The page loads only its style, and its form leads only to this service. */
	static final String POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; "
			+ "frame-ancestors 'none'";

	private static final String PAGE = """
			<!DOCTYPE html>
			<html lang="en">
			<head>
			<meta charset="utf-8">
			<meta name="viewport" content="width=device-width">
			<title>Sign in to Tintype</title>
			<link rel="stylesheet" href="/web/sign-in.css">
			</head>
			<body>
			<main>
			<h1>Sign in</h1>
			%1$s<form method="post" action="/api/session">
			<label for="username">User name</label>
			<input id="username" name="username" autocomplete="username" autocapitalize="none" required autofocus>
			<label for="password">Password</label>
			<input id="password" name="password" type="password" autocomplete="current-password" required>
			<input name="next" type="hidden" value="%2$s">
			<button>Sign in</button>
			</form>
			</main>
			</body>
			</html>
			""";

	private SignInPage() {
	}

	/**
	 * Creates the page.
	 * @param next where it leads
	 * @param problem why a sign-in has failed, or null
	 */
	static String of(String next, @Nullable ProblemException problem) {
		return PAGE.formatted(
				(problem != null) ? "<p role=\"alert\">" + HtmlUtils.htmlEscape(text(problem)) + "</p>\n" : "",
				HtmlUtils.htmlEscape(next));
	}

	private static String text(ProblemException problem) {
		return (problem.type() == ProblemType.UNAUTHENTICATED) ? "The user name or the password is wrong."
				: String.valueOf(problem.getBody().getDetail());
	}

}
