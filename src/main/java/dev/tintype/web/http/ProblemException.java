package dev.tintype.web.http;

import java.util.List;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * A problem that ends a request, sent as {@code application/problem+json} (RFC 9457). The
 * caller reads its detail, so it must contain nothing that the caller may not know.
 */
public class ProblemException extends ErrorResponseException {

	private static final long serialVersionUID = 1L;

	private final ProblemType type;

	/**
	 * Creates a problem.
	 * @param detail what is wrong with this request
	 */
	public ProblemException(ProblemType type, String detail) {
		super(type.status(), problem(type, detail), null);
		this.type = type;
	}

	/**
	 * Creates the problem of a fault in one field or parameter.
	 * @param pointer a JSON pointer into the body, or the name of a parameter
	 * @param detail what is wrong there
	 * @return a problem of type {@link ProblemType#INVALID_REQUEST}
	 */
	public static ProblemException invalid(String pointer, String detail) {
		ProblemException problem = new ProblemException(ProblemType.INVALID_REQUEST, pointer + ": " + detail);
		return problem.with("errors", List.of(new Fault(pointer, detail)));
	}

	/**
	 * Creates the problem of an unknown id.
	 * @param detail a sentence that names the id
	 * @return a problem of type {@link ProblemType#NOT_FOUND}
	 */
	public static ProblemException notFound(String detail) {
		return new ProblemException(ProblemType.NOT_FOUND, detail);
	}

	/**
	 * Creates the problem of missing or bad credentials.
	 * @return always the same text, which does not tell what is wrong with them
	 */
	public static ProblemException unauthenticated() {
		ProblemException problem = new ProblemException(ProblemType.UNAUTHENTICATED,
				ProblemType.UNAUTHENTICATED.explanation());
		problem.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"tintype\"");
		return problem;
	}

	/**
	 * Adds a member to the problem document.
	 * @param name in snake case
	 * @param value any value that JSON can represent
	 * @return this
	 */
	public ProblemException with(String name, Object value) {
		getBody().setProperty(name, value);
		return this;
	}

	/**
	 * Returns the type of the problem.
	 * @return one of the types that the service describes at {@code /problems}
	 */
	public ProblemType type() {
		return this.type;
	}

	private static ProblemDetail problem(ProblemType type, String detail) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(type.status(), detail);
		problem.setType(type.uri());
		problem.setTitle(type.title());
		return problem;
	}

	/**
	 * One fault in a request.
	 *
	 * @param pointer a JSON pointer into the body, or the name of a parameter
	 * @param detail what is wrong there
	 */
	public record Fault(String pointer, String detail) {
	}

}
