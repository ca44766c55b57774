package dev.tintype.data.storage;

import java.io.IOException;
import java.io.Serial;

/**
 * The key under which a file should be stored is taken.
 */
public class KeyExistsException extends IOException {

	@Serial
	private static final long serialVersionUID = 1;

	/**
	 * Creates a failure.
	 * @param key of the file
	 */
	public KeyExistsException(String key) {
		super(key);
	}

}
