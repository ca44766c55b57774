package dev.tintype.operation.seed;

import dev.tintype.support.StartException;

/**
 * A fault in a seed file, because of which nothing was written.
 */
public class SeedException extends StartException {

	private static final long serialVersionUID = 1L;

	SeedException(String message) {
		super(message);
	}

	SeedException(String message, Throwable cause) {
		super(message, cause);
	}

}
