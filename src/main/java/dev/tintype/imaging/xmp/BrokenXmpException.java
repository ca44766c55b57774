package dev.tintype.imaging.xmp;

/**
 * A packet that cannot be read, or that is over a limit.
 */
public final class BrokenXmpException extends Exception {

	private static final long serialVersionUID = 1L;

	BrokenXmpException(String message) {
		super(message);
	}

}
