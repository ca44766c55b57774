package dev.tintype.web.http;

import java.util.List;

import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * A problem that ends a request, answered as {@code application/problem+json} (RFC 9457).
 * Its detail is read by the caller, so it holds nothing that the caller may not know.
 */
public class ProblemException extends ErrorResponseException {

	private static final long serialVersionUID = 1L;

	private final ProblemType type;

	/**
	 * A problem with a detail.
	 * @param type what kind
	 * @param detail what is wrong with this very request
	 */
	public ProblemException(ProblemType type, String detail) {
		super(type.status(), problem(type, detail), null);
		this.type = type;
	}

	/**
	 * A fault in the request that can be pointed at.
	 * @param pointer a JSON pointer into the body, or the name of a parameter
	 * @param detail what is wrong there
	 * @return a problem of type {@link ProblemType#INVALID_REQUEST}
	 */
	public static ProblemException invalid(String pointer, String detail) {
		ProblemException problem = new ProblemException(ProblemType.INVALID_REQUEST, pointer + ": " + detail);
		return problem.with("errors", List.of(new Fault(pointer, detail)));
	}

	/**
	 * An id under which nothing is known.
	 * @param detail what was looked for
	 * @return a problem of type {@link ProblemType#NOT_FOUND}
	 */
	public static ProblemException notFound(String detail) {
		return new ProblemException(ProblemType.NOT_FOUND, detail);
	}

	/**
	 * Adds a member to the problem document.
	 * @param name in snake case
	 * @param value anything that JSON can hold
	 * @return this
	 */
	public ProblemException with(String name, Object value) {
		getBody().setProperty(name, value);
		return this;
	}

	/**
	 * The kind of problem.
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
