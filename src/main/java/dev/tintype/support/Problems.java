package dev.tintype.support;

import java.net.URI;
import java.nio.charset.StandardCharsets;

import org.springframework.http.ProblemDetail;
import org.springframework.web.util.UriUtils;

/**
 * Turns any failure into the problem that it is answered with.
 */
public final class Problems {

	private Problems() {
	}

	/**
	 * The problem of a failure.
	 * @param failure any
	 * @return itself when it is a problem
	 */
	public static ProblemException of(Throwable failure) {
		if (failure instanceof ProblemException problem) {
			return problem;
		}
		return new ProblemException(ProblemType.INTERNAL, "The service failed to answer this request.");
	}

	/**
	 * The document of a problem.
	 * @param problem the problem
	 * @param path of the request that it ended
	 * @return the document, whose instance is that path
	 */
	public static ProblemDetail document(ProblemException problem, String path) {
		ProblemDetail document = problem.getBody();
		document.setInstance(URI.create(UriUtils.encodePath(path, StandardCharsets.UTF_8)));
		return document;
	}

}
