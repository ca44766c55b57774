package dev.tintype.data.storage;

import java.io.IOException;
import java.io.Serial;

/**
 * No file is stored under a key.
 */
public class NoSuchKeyException extends IOException {

	@Serial
	private static final long serialVersionUID = 1;

	/**
	 * Creates a failure.
	 * @param key of the file
	 */
	public NoSuchKeyException(String key) {
		super(key);
	}

}
