package dev.tintype.web.form;

import java.util.LinkedHashSet;
import java.util.Set;

import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;

/**
 * Collects the fields of a form that the endpoint does not read, to tell a client which
 * names it used for its files.
 */
public final class FormFields {

	private static final int MOST = 5;

	private static final int LONGEST = 50;

	private final Set<String> names = new LinkedHashSet<>();

	/**
	 * Adds a field that is not read.
	 * @param name the name as the client wrote it
	 */
	public void ignore(String name) {
		if (this.names.size() < MOST) {
			this.names.add(name.substring(0, Math.min(LONGEST, name.length())));
		}
	}

	/**
	 * Creates the problem of a form without files.
	 * @param field the field in which they must be
	 * @return a problem of type {@link ProblemType#INVALID_REQUEST}
	 */
	public ProblemException withoutFiles(String field) {
		return ProblemException.invalid("/" + field, this.names.isEmpty() ? "at least one file is required"
				: "the files must be in fields named " + field + "; the form has: " + String.join(", ", this.names));
	}

}
